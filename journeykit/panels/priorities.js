// Priorities: where to look, the actions under every rule, and the matrix of value and effort.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const part = (title, ...nodes) => h("section", {}, h("h4", {}, title), ...nodes);
    const list = (name) => h("ul", { class: name });
    const fillList = (node, lines) => {
      node.replaceChildren(...listed(lines));
      node.hidden = !lines.length;
    };
    const moments = list("jk-moments"),
      none = h("p", { class: "jk-help" }, text.no_moments),
      empty = h("p", { class: "jk-empty" }),
      turnout = list("jk-turnout"),
      steady = list("jk-steady"),
      unsteady = h("p", { class: "jk-help" }, text.unsteady),
      ties = h("p", { class: "jk-help" }, text.ties),
      table = h("div", { class: "jk-ranks" }),
      grid = h("div", { class: "jk-matrix" }),
      unrated = h("p", { class: "jk-help", dir: "auto" });
    const voters = part(text.turnout, turnout),
      tops = part(text.steady, steady, unsteady),
      ranks = part(text.table, ties, table),
      matrix = part(text.matrix, h("p", { class: "jk-help" }, text.first), grid, unrated);

    const number = (n, top) => h("b", { class: top ? "jk-n jk-top" : "jk-n" }, String(n));
    const cell = ({ rank, score }, rule) => {
      const node = h("td", { data: { label: rule.label } }, h("span", {}, rank));
      if (score) node.append(h("small", {}, fill(text.score, { score })));
      return node;
    };
    const row = (one, rules) => {
      const top = one.top ? h("span", { class: "jk-tag" }, `★ ${text.on_top}`) : null,
        about = h("small", { dir: "auto" }, [one.stage, one.about, one.proxies].filter(Boolean).join(" / ")),
        words = h("div", {}, h("span", { dir: "auto" }, one.title), top, about);
      const what = h("div", { class: "jk-what" }, number(one.n, one.top), words);
      const cells = one.cells.map((given, at) => cell(given, rules[at]));
      return h("tr", {}, h("th", { scope: "row" }, what), ...cells);
    };
    const drawTable = ({ rows, rules }) => {
      const head = ({ label, help }) => h("th", { scope: "col", title: help }, label);
      const tops = h("tr", {}, h("th", { scope: "col" }, text.action), ...rules.map(head));
      table.replaceChildren(
        h("table", {}, h("thead", {}, tops), h("tbody", {}, ...rows.map((one) => row(one, rules)))),
        h(
          "dl",
          { class: "jk-rules" },
          ...rules.map(({ label, help }) => h("div", {}, h("dt", {}, label), h("dd", {}, help))),
        ),
      );
    };
    const drawMatrix = ({ matrix: lines, efforts, rows }) => {
      const tops = new Set(rows.filter((one) => one.top).map((one) => one.n));
      const names = new Map(rows.map((one) => [one.n, one.title]));
      const place = (numbers, value, effort) =>
        h(
          "td",
          {
            "aria-label": `${fill(text.cell, { value, effort })} ${numbers.map((n) => names.get(n)).join(" / ")}`,
          },
          ...numbers.map((n) => number(n, tops.has(n))),
        );
      const line = ({ id, cells }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, id),
          ...cells.map((numbers, at) => place(numbers, id, efforts[at])),
        );
      const foot = h("tr", {}, h("td"), ...efforts.map((n) => h("th", { scope: "col" }, String(n))));
      const drawn = h("table", {}, h("tbody", {}, ...lines.map(line)), h("tfoot", {}, foot));
      const key = rows.filter((one) => lines.some(({ cells }) => cells.flat().includes(one.n)));
      const named = key.map((one) =>
        h("li", { dir: "auto" }, number(one.n, one.top), h("span", {}, one.title)),
      );
      const axes = [
        h("p", { class: "jk-axis" }, text.more_value),
        drawn,
        h("p", { class: "jk-axis" }, text.more_effort),
      ];
      grid.replaceChildren(h("div", {}, ...axes), h("ol", { class: "jk-key" }, ...named));
    };
    body.append(part(text.moments, moments, none), empty, voters, tops, ranks, matrix);
    return (view) => {
      const counts = view.rules.length > 0;
      fillList(moments, view.moments);
      none.hidden = view.moments.length > 0;
      empty.textContent = view.rows.length ? text.nothing_counted : text.no_actions;
      empty.hidden = counts;
      fillList(turnout, view.turnout);
      voters.hidden = !view.turnout.length;
      fillList(steady, view.steady);
      unsteady.hidden = view.steady.length > 0;
      ranks.hidden = !counts;
      tops.hidden = !view.voted;
      ties.hidden = !view.tied;
      drawTable(view);
      matrix.hidden = !view.rows.length;
      grid.hidden = !view.matrix.length;
      drawMatrix(view);
      unrated.textContent = fill(text.unrated, { list: view.unrated.join(" / ") });
      unrated.hidden = !view.unrated.length;
    };
  });
}
export default { render };
