// The agenda in the cockpit: where everybody is, and how long it takes; in front of cockpit.js.

/** The agenda: a click on a step takes everybody there. */
function agendaPart(link, clock) {
  const { text, agendas } = link.view();
  const go = (item) =>
    link.send(item.step ? { do: "step", step: item.step } : { do: "break", minutes: item.minutes }, "step");
  const list = h("ol", { class: "jk-agenda" }),
    none = h("p", { class: "jk-help" }, text.none_open);
  const pick = h(
    "select",
    { "aria-label": text.choose, onchange: () => link.send({ do: "agenda", agenda: pick.value }, "agenda") },
    ...agendas.map(option),
  );
  const row = (item) => {
    const title = h("b"),
      here = h("em"),
      planned = h("small"),
      real = h("small", { class: "jk-real" });
    const where = h("span", {}, title, here),
      times = h("span", { class: "jk-agenda-times" }, real, planned);
    const button = h("button", { type: "button", onclick: () => go(node.item) }, where, times);
    const node = h("li", {}, button);
    node.tick = (gone) => {
      const { spent, over, step } = node.item,
        late = Math.floor((over + gone) / 60);
      const parts = [fill(text.real, { n: Math.floor((spent + gone) / 60) })];
      if (late > 0) parts.push(`⚠ ${fill(text.over, { n: late })}`);
      real.textContent = step && (spent || gone) ? parts.join(" / ") : "";
      node.dataset.late = String(late > 0);
    };
    node.update = (now) => {
      node.item = now;
      title.textContent = now.number ? `${now.number} ${now.title}` : now.title;
      here.textContent = now.here ? `● ${text.here}` : "";
      planned.textContent = fill(text.planned, { n: now.minutes });
      button.title = fill(text.open, { step: now.title });
      now.here ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current");
    };
    return node;
  };
  const way = (words, by) => {
    const node = h("button", { type: "button", onclick: () => go(node.item) });
    node.update = ({ items, at }) => {
      const open = items.filter((item, n) => by > 0 || item.step || n >= at); // nobody goes back to a break
      node.item = open[open.indexOf(items[at]) + by];
      node.hidden = !node.item;
      node.textContent = node.item ? fill(words, { step: node.item.title }) : "";
    };
    return node;
  };
  const ways = [way(text.previous, -1), way(text.next, 1)];
  ways[1].className = "jk-main";
  const heading = h("div", { class: "jk-lead-head" }, h("h4", {}, text.agenda), pick);
  const node = h(
    "section",
    { "aria-label": text.agenda },
    heading,
    none,
    list,
    h("div", { class: "jk-row" }, ...ways),
  );
  node.tick = (view) => {
    const runs = !view.resting && !view.ended && view.now;
    const gone = runs ? Math.max(0, (clock.now() - view.now / 1000) / 1000) : 0;
    [...list.children].forEach((row, at) => row.tick(at === view.at ? gone : 0));
  };
  node.update = (view) => {
    each(
      list,
      view.items.map((item, at) => ({ ...item, here: at === view.at })),
      (item) => item.id,
      row,
    );
    if (pick !== document.activeElement) pick.value = view.agenda;
    none.hidden = view.at !== null;
    ways.forEach((one) => one.update(view));
    node.tick(view);
  };
  return node;
}
