// Disagreement: a heat map over the map, and the cells to discuss first with what each side said.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, guest } = link.view();
    const state = h("p", { class: "jk-heat-state" }),
      table = h("table", { class: "jk-heat" }),
      scroll = scrolled(text.map, table),
      help = h("p", { class: "jk-help" }, text.help),
      heading = h("h4", {}, text.agenda),
      list = h("ol", { class: "jk-disputes" });

    const square = (cell, row, [, stage]) => {
      const few = cell.heat === null,
        place = `${stage} / ${row.label}`,
        said = few ? fill(text.few, { place }) : fill(text.cell, { place, heat: cell.heat });
      const sign = h("span", { "aria-hidden": "true" }, few ? "-" : cell.heat),
        rank = cell.rank ? h("b", { "aria-hidden": "true" }, fill(text.rank, { n: cell.rank })) : null;
      const words = cell.rank ? `${said} ${fill(text.ranked, { n: cell.rank })}` : said;
      return h(
        "td",
        { data: { shade: few ? "none" : cell.shade } },
        rank,
        sign,
        h("span", { class: "jk-sr" }, words),
      );
    };
    const drawTable = ({ stages, rows }) =>
      table.replaceChildren(
        h("caption", { class: "jk-sr" }, text.map),
        h(
          "thead",
          {},
          h("tr", {}, h("td"), ...stages.map(([, label]) => h("th", { scope: "col", dir: "auto" }, label))),
        ),
        h(
          "tbody",
          {},
          ...rows.map((row) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, row.label),
              ...row.cells.map((cell, at) => square(cell, row, stages[at])),
            ),
          ),
        ),
      );

    const entry = () => {
      const place = h("strong", { dir: "auto" }),
        heat = h("span", { class: "jk-tag" }),
        message = h("p", { dir: "auto" }),
        sides = h("dl", { class: "jk-sides" }),
        button = h("button", { type: "button" });
      let now = null;
      button.addEventListener("click", () =>
        link.send({ do: "discuss", record: now.lit ? "" : now.note }, "discuss"),
      );
      const node = h("li", {}, h("div", { class: "jk-row" }, place, heat), message, sides, button);
      node.update = (next) => {
        now = next;
        place.textContent = now.place;
        heat.textContent = now.heat === null ? "≠" : fill(text.heat, now);
        message.textContent = now.message;
        sides.replaceChildren(
          ...now.sides.flatMap(([who, said]) => [
            h("dt", { dir: "auto" }, who),
            h("dd", { dir: "auto" }, said),
          ]),
        );
        button.hidden = guest || !now.note;
        button.textContent = now.lit ? text.stop : text.discuss;
        button.setAttribute("aria-pressed", String(now.lit));
        node.classList.toggle("jk-lit", now.lit);
      };
      return node;
    };
    body.append(state, scroll, help, heading, list);
    return (view) => {
      state.textContent = view.state;
      state.className = view.few ? "jk-empty" : "jk-heat-state";
      for (const part of [scroll, help]) part.hidden = view.few;
      heading.hidden = list.hidden = !view.hot.length;
      drawTable(view);
      each(list, view.hot, (one) => one.id, entry);
    };
  });
}
export default { render };
