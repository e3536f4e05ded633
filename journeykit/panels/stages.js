// The stages, one card each, and the three views of the same journey.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, fields, views } = link.view();
    const cards = h("ol", { class: "jk-stages" }),
      differs = h("p", { class: "jk-differs" });

    const act = (record, message) => link.send({ ...message, kind: "stage", record });
    const tool = (label, hint, message, id) => {
      const node = h("button", { type: "button", class: "jk-quiet", onclick: () => act(id, message) }, label);
      node.hint = (stage) => {
        node.title = fill(hint, { stage });
        node.setAttribute("aria-label", node.title);
      };
      return node;
    };
    const card = ({ id }) => {
      const name = h("strong"),
        six = h("span", { class: "jk-help" }),
        mark = h("span", { class: "jk-tag" });
      const form = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, "stage", id)));
      const tools = {
        up: tool("↑", text.up, { do: "move", by: -1 }, id),
        down: tool("↓", text.down, { do: "move", by: 1 }, id),
        split: tool(text.split, text.split_hint, { do: "split" }, id),
        reset: tool(text.reset, text.reset_hint, { do: "reset" }, id),
        drop: tool(text.delete, text.delete_hint, { do: "drop" }, id),
      };
      const node = h(
        "li",
        { class: "jk-stage" },
        h(
          "div",
          { class: "jk-stage-head" },
          name,
          mark,
          six,
          h("span", { class: "jk-tools" }, ...Object.values(tools)),
        ),
        form,
      );
      node.update = (stage) => {
        name.textContent = stage.label;
        six.textContent = fill(text.rolls_up, { six: stage.six });
        six.hidden = stage.label === stage.six;
        mark.textContent = stage.added ? text.added : text.changed;
        mark.hidden = !stage.changed;
        for (const button of Object.values(tools)) button.hint(stage.label);
        const all = link.view().stages;
        tools.up.disabled = all[0].id === id;
        tools.down.disabled = all.at(-1).id === id;
        tools.reset.hidden = stage.added || !stage.changed;
        tools.drop.hidden = stage.last;
        for (const field of form.children) field.show(stage.values[field.dataset.field]);
      };
      return node;
    };
    const row = (name, blocks) => [
      h("div", { class: "jk-view-name", role: "rowheader" }, text[name]),
      ...blocks.map((block) =>
        h(
          "div",
          { class: `jk-block jk-${name}`, role: "cell", style: `grid-column: span ${block.span}` },
          block.label,
        ),
      ),
    ];
    const own = h("div", { class: "jk-view-own", role: "row" });
    const table = h(
      "div",
      { class: "jk-views", role: "table", "aria-label": text.views, tabindex: "0" },
      ...["nine", "six", "four"].map((name) =>
        h("div", { class: "jk-view", role: "row" }, ...row(name, views[name])),
      ),
      own,
    );

    body.append(
      differs,
      cards,
      h("h4", {}, text.views),
      h("p", { class: "jk-help" }, text.views_help),
      h("div", { class: "jk-scroll" }, table),
    );
    return (view) => {
      differs.textContent = view.differs;
      each(cards, view.stages, (stage) => stage.id, card);
      const parts = views.six.map((block) =>
        h(
          "div",
          { role: "cell", class: "jk-own", style: `grid-column: span ${block.span}` },
          ...view.own
            .filter((stage) => stage.six === block.id)
            .map((stage) => h("div", { class: "jk-block jk-team" }, stage.label)),
        ),
      );
      own.replaceChildren(h("div", { class: "jk-view-name", role: "rowheader" }, text.own), ...parts);
    };
  });
}
export default { render };
