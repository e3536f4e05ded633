// The live wall: votes as bars, answers as cards; who leads merges, highlights and deletes.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, can } = link.view();
    const chosen = new Map();
    let whose = "";
    const heading = h("p", { class: "jk-wall-heading" }),
      talk = h("ul", { class: "jk-wall-talk", "aria-live": "polite" }),
      waits = h("ul", { class: "jk-wall-waits" }),
      none = h("p", { class: "jk-empty" }),
      bars = h("ul", { class: "jk-wall-bars" }),
      sections = h("div", { class: "jk-wall-sections" });
    const pick = h("select", {
      onchange: () => {
        whose = pick.value;
        draw(link.view());
      },
    });
    const whom = h("label", {}, text.whose, pick);
    const choice = choosing(link, chosen, () => draw(link.view()));
    const same = h("ul", { class: "jk-wall-same", "aria-label": text.same });
    const undo = h(
      "button",
      { type: "button", onclick: () => link.send({ do: "undo" }, "undo") },
      `↶ ${text.undo}`,
    );
    const tools = h("div", { class: "jk-wall-tools" }, whom, undo);
    const cards = cardKit(link, chosen, () => draw(link.view()));
    body.classList.toggle("jk-wall-far", !can);
    body.append(heading, talk, waits, none, ...(can ? [tools, same, choice] : []), bars, sections);

    const group = () => {
      const title = h("h5"),
        list = h("ul", { class: "jk-wall-cards" }),
        node = h("section", {}, title, list);
      node.update = (now) => {
        title.textContent = now.title;
        title.hidden = !now.title;
        each(list, now.cards, (card) => card.id, cards);
      };
      return node;
    };
    const section = () => {
      const title = h("h4"),
        groups = h("div", { class: "jk-wall-groups" }),
        node = h("section", { class: "jk-wall-section" }, title, groups);
      node.update = (now) => {
        title.textContent = now.title;
        title.hidden = !now.title;
        groups.dataset.many = String(now.groups.length > 1);
        each(groups, now.groups, (one) => one.id, group);
      };
      return node;
    };
    const waiting = () => {
      const node = h("li");
      node.update = (now) => {
        node.textContent = fill(now.n ? text.waiting : text.closed, { ...now, round: now.label });
      };
      return node;
    };
    /** Return the sections with the cards of the persona that is looked at; empty ones are left out. */
    const seen = (view) => {
      const of = (cards) => cards.filter((card) => !whose || card.persona === whose);
      const inner = (groups) =>
        groups.map((one) => ({ ...one, cards: of(one.cards) })).filter((one) => one.cards.length);
      return view.sections
        .map((one) => ({ ...one, groups: inner(one.groups) }))
        .filter((one) => one.groups.length);
    };
    const draw = (view) => {
      const all = new Map(
        view.sections.flatMap(({ groups }) => groups.flatMap((g) => g.cards)).map((c) => [c.id, c]),
      );
      for (const id of chosen.keys()) all.has(id) ? chosen.set(id, all.get(id)) : chosen.delete(id);
      heading.textContent = view.heading;
      each(talk, view.highlight ? [{ ...view.highlight, talk: true }] : [], (card) => card.id, cards);
      each(waits, view.waiting, (one) => one.id, waiting);
      const wrote = all.size || view.bars.length;
      none.hidden = view.waiting.length > 0 || wrote > 0;
      none.textContent = view.gathers ? text.empty : text.gathers_none;
      const people = view.personas.filter(([id]) => [...all.values()].some((card) => card.persona === id));
      whom.hidden = people.length < 2;
      tools.hidden = !wrote;
      if (!people.some(([id]) => id === whose)) whose = "";
      each(pick, [["", text.all], ...people], ([id]) => id, option);
      pick.value = whose;
      each(
        bars,
        view.bars,
        (bar) => bar.id,
        () => tally(link),
      );
      each(sections, seen(view), (one) => one.id, section);
      const twice = view.same.map((ids) => ids.map((id) => all.get(id)).filter(Boolean));
      const apart = twice.filter((cards) => cards.length > 1 && !cards.every(({ id }) => chosen.has(id)));
      each(
        same,
        apart,
        ([card]) => card.id,
        sameKit(link, chosen, () => draw(link.view())),
      );
      choice.update(all);
    };
    return draw;
  });
}

/** One stage with its votes for and against. */
function tally(link) {
  const { text } = link.view();
  const name = h("strong", { dir: "auto" });
  const sides = ["for", "against"].map((side) => bar(text, side));
  const node = h("li", {}, name, ...sides);
  node.update = (now) => {
    const view = link.view(),
      most = Math.max(1, ...view.bars.flatMap((bar) => [bar.for, bar.against]));
    name.textContent = now.label;
    ["for", "against"].forEach((side, at) => sides[at].update(now[side], most, view.sides[side]));
  };
  return node;
}
export default { render };
