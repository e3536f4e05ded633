// The steps of the workshop: where we are, undo, the other language.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, other, step } = link.view();
    const list = h("ol", { class: "jk-steps" });
    const undo = h(
      "button",
      { type: "button", onclick: () => link.send({ do: "undo" }, "undo") },
      `↶ ${text.undo}`,
    );
    const language = h(
      "a",
      {
        class: "jk-language",
        lang: other,
        href: `../${other}/${step}.ipynb`,
        data: { jkOpen: step, jkLang: other },
      },
      text.other,
    );
    const item = ({ id }) => {
      const link_ = h("a", { href: `${id}.ipynb`, data: { jkOpen: id } }),
        node = h("li", {}, link_);
      node.update = (now) => {
        link_.replaceChildren(
          h("b", {}, now.beside ? text.beside : now.number),
          h("span", {}, now.title),
          now.beside ? "" : h("small", {}, fill(text.minutes, { n: now.minutes })),
        );
        now.here ? link_.setAttribute("aria-current", "step") : link_.removeAttribute("aria-current");
        node.dataset.state = now.beside ? "beside" : now.open ? "open" : "done";
      };
      return node;
    };
    body.append(
      h("nav", { "aria-label": text.title }, list),
      h("div", { class: "jk-row jk-tools-row" }, undo, language),
    );
    return (view) => each(list, view.steps, (one) => one.id, item);
  });
}
export default { render };
