// The journey that this one springs from: a form, and the chain of the two journeys.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, fields } = link.view();
    const grid = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, "link", "link")));
    const form = h(
      "details",
      { class: "jk-origin" },
      h("summary", {}, text.heading),
      h("p", { class: "jk-help" }, text.help),
      grid,
    );
    form.open = Boolean(link.view().chain);
    const drawing = h("section", { class: "jk-chain" }),
      said = h("ul", { class: "jk-said-all" });

    /** One journey: what it is about, its stages in a row, the one that the next springs from marked. */
    const journey = (label, words, stages) => [
      h("p", { dir: "auto" }, h("strong", {}, label), h("span", {}, words)),
      h(
        "ol",
        { class: "jk-range" },
        ...stages.map(([name, starts]) =>
          h(
            "li",
            { class: starts ? "jk-in" : null, dir: "auto" },
            name,
            starts ? h("small", {}, text.starts) : null,
          ),
        ),
      ),
    ];
    const draw = ({ values, fields: specs, chain, told }) => {
      for (const field of grid.children) {
        const spec = specs.find((one) => one.name === field.dataset.field);
        field.show(values[spec.name], spec.options);
      }
      drawing.hidden = !chain;
      said.replaceChildren(...listed(told));
      if (!chain) return;
      drawing.replaceChildren(
        h("h4", {}, text.chain),
        ...journey(text.first, chain.first, chain.six),
        h("p", { class: "jk-springs" }, chain.sort),
        h(
          "div",
          { class: "jk-second" },
          ...journey(
            text.ours,
            chain.ours,
            chain.stages.map((name) => [name, false]),
          ),
        ),
      );
    };
    body.append(form, drawing, said);
    return draw;
  });
}
export default { render };
