// The recap: what was decided, what is missing, and the way on.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const decided = h("dl", { class: "jk-decided" }),
      nothing = h("p", { class: "jk-help" }, text.nothing),
      complete = h("p", { class: "jk-complete" }, text.complete);
    const missing = h("ul"),
      still = h("section", { class: "jk-still" }, h("h4", {}, text.missing), missing),
      ways = h("nav", { class: "jk-ways" });
    const way = (words, [step, title], main) =>
      h(
        "a",
        { class: main ? "jk-way jk-way-main" : "jk-way", href: `${step}.ipynb`, data: { jkOpen: step } },
        fill(words, { step: title }),
      );
    body.append(decided, nothing, still, complete, ways);
    return (view) => {
      decided.replaceChildren(
        ...view.decided.flatMap(([label, words]) => [
          h("dt", { dir: "auto" }, label),
          h("dd", { dir: "auto" }, words),
        ]),
      );
      decided.hidden = view.decided.length === 0;
      nothing.hidden = view.decided.length > 0;
      missing.replaceChildren(...listed(view.missing));
      still.hidden = view.missing.length === 0;
      complete.hidden = view.guest || view.beside || view.missing.length > 0 || view.decided.length === 0;
      const now = JSON.stringify([view.previous, view.next]);
      if (ways.dataset.now === now) return; // a link that is being pressed stays the one it was
      ways.dataset.now = now;
      ways.replaceChildren(
        ...(view.previous ? [way(text.previous, view.previous)] : [h("span")]),
        ...(view.next ? [way(text.next, view.next, true)] : []),
      );
    };
  });
}
export default { render };
