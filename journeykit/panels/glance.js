// Glance: the customer's data from afar: how far customers came, what is contradicted, what to know of the data.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const empty = h("p", { class: "jk-empty" }),
      standing = h("p", { class: "jk-asof" }),
      parts = h("div", { class: "jk-glance" });
    body.append(empty, standing, parts);
    return (view) => {
      empty.textContent = view.empty;
      empty.hidden = !view.empty;
      standing.textContent = view.standing;
      standing.hidden = parts.hidden = Boolean(view.empty);
      parts.replaceChildren(...(view.empty ? [] : [seen(view), differing(view)]));
    };
  });
}

/** How far customers came, and what to know of the data before believing it. */
function seen({ text, bars: rows, notes, more_notes }) {
  const line = ([words, where, count, of]) =>
    h(
      "li",
      { dir: "auto" },
      h("b", {}, of ? fill(text.part, { count, of }) : count),
      " ",
      where ? fill(text.note, { words, where }) : words,
    );
  return h(
    "section",
    {},
    h("h4", {}, text.bars),
    bars(text, rows),
    h("p", { class: "jk-help" }, text.legend),
    notes.length ? h("h4", {}, text.notes) : null,
    h("ul", { class: "jk-notes" }, ...notes.map(line)),
    h("p", { class: "jk-help" }, more_notes),
  );
}

/** Where the team and the data disagree: what the room is to talk about. */
function differing({ text, told, claims, more }) {
  return h(
    "section",
    {},
    h("h4", {}, text.differ),
    h("p", {}, told),
    h("ul", { class: "jk-differ" }, ...claims.map((claim) => differs(text, claim))),
    h("p", { class: "jk-help" }, more),
  );
}

function differs(text, { place, said, why, more }) {
  return h(
    "li",
    {},
    h("strong", { dir: "auto" }, place),
    h("p", { dir: "auto" }, fill(text.why, { why })),
    h(
      "ul",
      {},
      ...said.map((one) => h("li", { dir: "auto" }, fill(text.said, { said: one }))),
      more ? h("li", {}, more) : null,
    ),
  );
}
export default { render };
