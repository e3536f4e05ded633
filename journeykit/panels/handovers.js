// The hand-overs: a row a role over the stages, what lies open or double, a form for each hand-over.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, guest } = link.view();
    const said = h("ul", { class: "jk-said-all" }),
      heads = h("tr"),
      rows = h("tbody"),
      marks = h("tr", { class: "jk-marks" });
    const band = scrolled(
      text.who,
      h(
        "table",
        { class: "jk-band" },
        h("caption", { class: "jk-sr" }, text.who),
        h("thead", {}, heads),
        rows,
        h("tfoot", {}, marks),
      ),
    );
    const list = h("div"),
      passing = h("section", {}, h("h4", {}, text.handovers), h("p", { class: "jk-help" }, text.help), list);
    const slot = (role) => `range/${role}/stages`;
    const save = (role, stages) => {
      link.put("range", role, { stages }, slot(role));
      draw(link.view());
    };

    const tick = (role, stage) => {
      const box = h("input", { type: "checkbox", disabled: guest });
      box.addEventListener("change", () => {
        const view = link.view(),
          now = new Set(stagesOf(view.roles.find((one) => one.id === role)));
        box.checked ? now.add(stage) : now.delete(stage);
        save(
          role,
          view.stages.map(([id]) => id).filter((id) => now.has(id)),
        );
      });
      const node = h(
        "td",
        {},
        h("label", {}, box, h("b", { "aria-hidden": "true" }), h("span", { class: "jk-sr" }), h("i")),
      );
      node.update = ({ on, who, label }) => {
        box.checked = on;
        node.classList.toggle("jk-on", on);
        node.querySelector("b").textContent = label;
        node.querySelector("span").textContent = fill(text.looks_after, { role: who, stage: label });
        node.querySelector("i").textContent = on ? text.yes : "";
      };
      return node;
    };
    const stagesOf = (role) => {
      const waiting = link.waitingFor(slot(role.id))?.fields.stages;
      return waiting?.length ? waiting : role.stages;
    };
    const row = ({ id }) => {
      const name = h("span"),
        state = h("small"),
        back = h(
          "button",
          { type: "button", class: "jk-quiet", onclick: () => save(id, []) },
          h("span", {}, text.reset),
        );
      const head = h("th", { scope: "row" }, name, state, back);
      const node = h("tr", {}, head);
      node.update = (role) => {
        name.textContent = role.label;
        state.textContent = role.state;
        back.hidden = guest || role.usual;
        back.setAttribute("aria-label", fill(text.reset_role, { role: role.label }));
        const on = stagesOf(role);
        const cells = link
          .view()
          .stages.map(([key, label]) => ({ key, label, on: on.includes(key), who: role.label }));
        head.dataset.key = "head";
        each(
          node,
          [{ key: "head" }, ...cells],
          ({ key }) => key,
          ({ key }) => tick(id, key),
        );
      };
      return node;
    };
    const form = ({ id }) => {
      const specs = link.view().fields,
        grid = h("div", { class: "jk-form" }, ...specs.map((spec) => answer(link, spec, "handover", id)));
      const title = h("summary"),
        lacks = h("p", { class: "jk-lacks" }),
        hint = h("dl", { class: "jk-reading" }),
        read = reading();
      const node = h("details", { class: "jk-pass" }, title, lacks, guest ? read : grid, hint);
      node.open = !guest && link.view().handovers.find((one) => one.id === id).lacks.length > 0;
      node.update = (one) => {
        title.textContent = one.title;
        lacks.textContent = one.lacks.length
          ? fill(text.lacks, { list: one.lacks.join(text.and) })
          : text.complete;
        lacks.classList.toggle("jk-whole", !one.lacks.length);
        hint.replaceChildren(
          ...one.proposed.map(([label, words]) =>
            h("div", {}, h("dt", {}, fill(text.proposed, { field: label })), h("dd", { dir: "auto" }, words)),
          ),
        );
        if (guest) read.update(specs, one.values);
        else for (const field of grid.children) field.show(one.values[field.dataset.field]);
      };
      return node;
    };
    const draw = (view) => {
      said.replaceChildren(...listed(view.told));
      band.hidden = !view.roles.length;
      heads.replaceChildren(
        h("td", {}, text.role),
        ...view.stages.map(([, label]) => h("th", { scope: "col", dir: "auto" }, label)),
      );
      each(rows, view.roles, (role) => role.id, row);
      marks.replaceChildren(
        h("th", { scope: "row" }, text.together),
        ...view.stages.map(([id, label]) => {
          const [sign, words] = view.marks[id] ?? ["", ""];
          return h("td", { class: sign ? `jk-mark-${sign}` : null }, h("b", {}, label), words);
        }),
      );
      passing.hidden = !view.handovers.length;
      each(list, view.handovers, (one) => one.id, form);
    };
    body.append(band, said, passing);
    return draw;
  });
}
export default { render };
