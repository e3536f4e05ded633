// Freshness: the owner, the review date, ages by basis, and the lists of what needs somebody.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const today = h("p", { class: "jk-help" }),
      kept = h("dl", { class: "jk-kept" }),
      told = h("p", { class: "jk-told" }),
      table = h("table", { class: "jk-ages" }),
      lists = h("div", { class: "jk-upkeep" }),
      well = h("p", { class: "jk-complete" });
    body.append(today, kept, h("h4", {}, text.ages), told, table, well, lists);

    const head = ({ heads }) =>
      h("thead", {}, h("tr", {}, ...heads.map((name) => h("th", { scope: "col" }, name))));
    const row = ({ heads }, { basis, limit, cells, part, stale }) => {
      const fill_ = h("span", { class: "jk-age-fill", style: `width:${part}%` });
      const name = h(
        "th",
        { scope: "row" },
        h("b", {}, basis),
        h("small", {}, limit),
        h("span", { class: "jk-age-track", "aria-hidden": "true" }, fill_),
      );
      const cell = (words, at) => h("td", { data: { head: heads[at + 1] } }, words);
      return h("tr", stale ? { class: "jk-stale" } : {}, name, ...cells.map(cell));
    };
    const list = ([heading, lines]) => h("section", {}, h("h4", {}, heading), h("ul", {}, ...listed(lines)));

    return (view) => {
      today.textContent = view.today;
      kept.replaceChildren(
        ...view.kept.flatMap(([label, words, alarm]) => [
          h("dt", {}, label),
          h("dd", { dir: "auto", class: alarm ? "jk-alarm" : "" }, words),
        ]),
      );
      told.textContent = view.summary;
      table.hidden = view.rows.length === 0;
      table.replaceChildren(
        h("caption", { class: "jk-sr" }, view.summary),
        head(view),
        h("tbody", {}, ...view.rows.map((one) => row(view, one))),
      );
      well.textContent = view.all_well;
      well.hidden = view.lists.length > 0 || view.rows.length === 0;
      lists.replaceChildren(...view.lists.map(list));
    };
  });
}
export default { render };
