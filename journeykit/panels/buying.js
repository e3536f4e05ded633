// The buying group side by side: a row a persona, a column a stage; to read only.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const heads = h("tr"),
      rows = h("tbody"),
      said = h("ul", { class: "jk-said-all" });
    const table = h(
      "table",
      { class: "jk-buying" },
      h("caption", { class: "jk-help" }, text.scale),
      h("thead", {}, heads),
      rows,
    );
    const band = scrolled(text.title, table);

    const cell = ({ value, word, onward, sign, notes, more }, stage) =>
      h(
        "td",
        { class: value ? null : "jk-unfelt" },
        h("b", { class: "jk-buying-stage", dir: "auto", "aria-hidden": "true" }, stage),
        h("p", { class: "jk-felt" }, value ? h("strong", {}, value) : null, h("span", {}, word)),
        onward ? h("p", { class: `jk-onward jk-onward-${sign}` }, onward) : null,
        h("ul", {}, ...listed(notes), more ? h("li", { class: "jk-more" }, more) : null),
      );
    const row = ({ name, part, cells }, stages) =>
      h(
        "tr",
        {},
        h("th", { scope: "row", dir: "auto" }, h("span", {}, name), h("small", {}, part || text.no_role)),
        ...cells.map((one, at) => cell(one, stages[at][1])),
      );
    body.append(band, h("h4", {}, text.told), said);
    return ({ stages, rows: people, told }) => {
      band.hidden = !people.length;
      heads.replaceChildren(
        h("th", { scope: "col" }, text.persona),
        ...stages.map(([, label]) => h("th", { scope: "col", dir: "auto" }, label)),
      );
      rows.replaceChildren(...people.map((one) => row(one, stages)));
      said.replaceChildren(...listed(told));
    };
  });
}
export default { render };
