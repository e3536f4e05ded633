// Sources: the tables of the customer's own data, and what each column holds: proposed, checked, confirmed.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const place = h("code", { class: "jk-place", dir: "auto" }),
      empty = h("p", { class: "jk-empty" }, text.empty),
      trouble = h("p", { class: "jk-error", role: "alert" }),
      tables = h("div", { class: "jk-sources" }),
      notes = h("ul", { class: "jk-reasons" }),
      told = h("p", { class: "jk-where", role: "status" });
    let anew = false;
    const study = studying(
        link,
        signal,
        (reply) => show(reply),
        () => ({ anew }),
      ),
      wait = waiting(text, () => study.ask({ do: "cancel" }));
    const look = h("button", { type: "button" }, text.look);
    look.addEventListener("click", () => {
      anew = true;
      study.ask({ do: "propose" });
    });
    const choices = whole(link),
      confirm = h("button", { type: "button", class: "jk-main", onclick: () => save() }, text.confirm),
      end = h("div", { class: "jk-row" }, confirm);
    body.append(
      h("p", { class: "jk-help" }, text.help),
      h("p", {}, text.folder, " ", place),
      h("div", { class: "jk-row" }, look),
      wait,
      trouble,
      empty,
      choices.node,
      notes,
      tables,
      end,
      told,
    );
    let drawn = "";
    const save = () => {
      const sources = [...tables.children].map((node) => node.chosen());
      told.textContent = "";
      anew = false;
      study.change({ do: "save", ...choices.chosen(), sources }).then((reply) => {
        told.textContent = reply.say ?? "";
      });
    };
    const show = (reply) => {
      wait.update(reply);
      trouble.textContent = reply.ok ? (reply.trouble ?? "") : reply.say;
      if (!reply.ok) return;
      place.textContent = reply.folder;
      const found = reply.tables?.length > 0;
      empty.hidden = found || reply.running || reply.trouble;
      for (const part of [choices.node, notes, tables, end]) part.hidden = !found;
      look.textContent = reply.saved ? text.anew : text.look;
      const now = JSON.stringify([reply.tables, reply.settings]);
      if (now === drawn) return; // what is being chosen is left alone
      drawn = now;
      if (!found) return;
      choices.update(reply.settings);
      notes.replaceChildren(...listed(reply.notes));
      tables.replaceChildren(...reply.tables.map((table, at) => tableOf(link, table, at < 3)));
    };
    study.ask();
    return () => {};
  });
}

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

/** A table: its first rows, and over each column a choice of what it holds. */
function tableOf(link, table, open) {
  const { text, kinds, orders, roles } = link.view();
  const kind = picker(text.kind, () => {}),
    order = picker(text.order, () => {});
  kind.update(kinds, table.kind);
  order.update(orders, table.order);
  const heads = table.columns.map((column) => {
    const what = h("input", {
      type: "text",
      "aria-label": fill(text.event_of, column),
      placeholder: text.event,
    });
    const role = h(
      "select",
      {
        "aria-label": fill(text.holds, column),
        onchange: () => (what.hidden = role.value !== "time"),
      },
      ...roles.map(option),
    );
    role.value = column.role;
    what.value = column.what;
    what.hidden = column.role !== "time";
    const from = column.from ? h("small", { dir: "auto" }, fill(text.taken, column)) : null,
      why = h("small", { class: "jk-why", dir: "auto" }, column.why);
    const sure = column.unsure ? h("span", { class: "jk-tag" }, text.unsure) : null;
    const head = h(
      "th",
      { scope: "col" },
      h("span", { class: "jk-column", dir: "auto" }, column.name),
      from,
      role,
      what,
      sure,
      why,
    );
    head.chosen = () => ({ column: column.name, role: role.value, what: what.value.trim() });
    return head;
  });
  const rows = table.rows.map((row) =>
    h("tr", {}, ...row.map((cell) => h("td", { dir: "auto" }, cell ?? ""))),
  );
  const grid = h(
    "table",
    { class: "jk-sheet jk-columns" },
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
  );
  const joins = table.lookups.map(({ told, on }) => {
    const box = h("input", { type: "checkbox" });
    box.checked = on;
    return h("label", { class: "jk-chip", dir: "auto" }, box, told);
  });
  const node = h(
    "details",
    { class: "jk-source", open },
    h("summary", { dir: "auto" }, fill(text.table, table)),
    h("p", { class: "jk-help", dir: "auto" }, table.why),
    h("div", { class: "jk-picks" }, kind, order),
    joins.length ? h("div", { class: "jk-chips" }, ...joins) : null,
    scrolled(fill(text.rows, table), grid),
  );
  node.chosen = () => ({
    name: table.name,
    kind: kind.select.value,
    order: order.select.value,
    columns: heads.map((head) => head.chosen()),
    lookups: joins.map((label) => label.querySelector("input").checked),
  });
  return node;
}
export default { render };
