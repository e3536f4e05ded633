// What holds for all tables of the customer's own data.

/** What holds for all tables: whose journey is followed, the time zone, the day to which figures hold. */
function whole(link) {
  const { text, keys, zones } = link.view();
  const names = h("datalist", { id: pageId() }, ...zones.map((zone) => h("option", { value: zone }))),
    key = picker(text.key, () => {}),
    zone = h("input", { type: "text", list: names.id, spellcheck: "false" }),
    day = h("input", { type: "date" }),
    idle = h("input", { type: "number", min: 1, max: 3660 });
  const labelled = (label, input) => h("label", { class: "jk-pick" }, h("span", {}, label), input);
  const node = h(
    "div",
    { class: "jk-picks" },
    key,
    labelled(text.zone, zone),
    labelled(text.as_of, day),
    labelled(text.idle, idle),
    names,
  );
  node.hidden = true;
  const update = (now) => {
    key.update(keys, now.key);
    [zone.value, day.value, idle.value] = [now.zone, now.as_of, now.idle];
  };
  const chosen = () => ({
    key: key.select.value,
    zone: zone.value.trim(),
    as_of: day.value,
    idle: Number(idle.value),
  });
  return { node, update, chosen };
}
