// The scope: roles and purpose, the proposal with its reasons, the decision, the two ends.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, fields } = link.view();
    const roles = answer(link, fields.roles, "scope", "scope"),
      purpose = answer(link, { ...fields.purpose, options: fields.purpose.options }, "scope", "scope");
    const range = h("ol", { class: "jk-range" }),
      why = h("ul", { class: "jk-why" }),
      nobody = h("p", { class: "jk-help" }, text.nobody);
    const slot = "scope/scope/stages",
      stagesNow = () => link.waitingFor(slot)?.fields.stages ?? link.view().values.stages;
    const save = (stages) => link.put("scope", "scope", { stages }, slot);
    const take = h(
      "button",
      { type: "button", class: "jk-main", onclick: () => save(link.view().proposed) },
      text.take,
    );
    const chosen = h("div", { class: "jk-chips" }),
      state = h("p", { class: "jk-help" }),
      ends = h("div");

    const box = ({ id }) => {
      const input = h("input", { type: "checkbox", value: id }),
        label = h("span"),
        mark = h("small", { class: "jk-tag" }, text.proposed_mark);
      const node = h("label", { class: "jk-chip" }, input, label, mark);
      input.addEventListener("change", () => {
        const view = link.view(),
          now = new Set(stagesNow().length ? stagesNow() : view.stages.map((stage) => stage.id));
        input.checked ? now.add(id) : now.delete(id);
        if (!now.size) return void (input.checked = true); // a map has at least one stage
        save(view.stages.map((stage) => stage.id).filter((stage) => now.has(stage)));
      });
      node.update = (stage) => {
        label.textContent = stage.label;
        input.checked = stagesNow().length === 0 || stagesNow().includes(id);
        mark.hidden = input.checked || !link.view().proposed.includes(id);
      };
      return node;
    };
    const end = (one) => {
      const field = answer(link, one.field, "scope", "scope");
      const node = h(
        "section",
        { class: "jk-end-case" },
        h("h4", {}, one.title),
        h(
          "dl",
          {},
          h("dt", {}, text.drop_case),
          h("dd", {}, one.drop),
          h("dt", {}, text.keep_case),
          h("dd", {}, one.keep),
        ),
        field,
      );
      node.update = () => field.show(link.view().values[one.field.name]);
      return node;
    };
    body.append(
      h("div", { class: "jk-form" }, roles, h("div", { class: "jk-wide" }, purpose)),
      h("h4", {}, text.proposal),
      range,
      h("p", {}, take), // above what comes and goes with the choices: a button that moves cannot be pressed
      nobody,
      h("details", { open: true }, h("summary", {}, text.because), why),
      h("h4", {}, text.decide),
      h("p", { class: "jk-help" }, text.decide_help),
      chosen,
      state,
      ends,
    );
    return (view) => {
      roles.show(view.values.roles, view.fields.roles.options);
      purpose.show(view.values.purpose, view.fields.purpose.options);
      range.replaceChildren(
        ...view.stages.map((stage) =>
          h("li", { class: view.proposed.includes(stage.id) ? "jk-in" : "jk-out" }, stage.label),
        ),
      );
      nobody.hidden = !view.nobody;
      why.replaceChildren(
        ...view.reasons.map(([label, note]) => h("li", {}, h("strong", {}, label), h("span", {}, note))),
      );
      const same = view.values.stages.join() === view.proposed.join();
      take.disabled = same;
      take.textContent = same ? text.taken : text.take;
      each(chosen, view.stages, (stage) => stage.id, box);
      state.textContent = view.values.stages.length ? view.differs : text.undecided;
      each(ends, view.ends, (one) => one.id, end);
    };
  });
}
export default { render };
