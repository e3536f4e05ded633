// The form: one record, or a list of records of one kind with a tab each.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { kind, single, fields, text, when } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.title });
    const empty = h("p", { class: "jk-empty" }, text.empty ?? "");
    const forms = h("div"),
      others = h("ul", { class: "jk-others-list" }),
      theirs = h("section", { class: "jk-others" }, h("h4"), others);
    let chosen = null,
      wanted = null;

    const add = () => {
      wanted = newId();
      link.make(kind, wanted, {});
      draw(link.view());
    };
    const choose = (id) => {
      chosen = id;
      draw(link.view());
    };
    const tab = ({ id }) => {
      const node = h("button", { type: "button", class: "jk-tab", onclick: () => choose(id) });
      node.update = (item) => {
        node.replaceChildren(
          ...(item.owner ? [h("small", {}, item.owner)] : []),
          h("span", { dir: "auto" }, item.title || text.unnamed),
        );
        node.setAttribute("aria-pressed", String(item.id === chosen));
      };
      return node;
    };
    const form = ({ id }) => {
      const grid = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, kind, id)));
      const node = h(
        "div",
        {},
        grid,
        single
          ? null
          : h(
              "p",
              { class: "jk-end" },
              h(
                "button",
                { type: "button", class: "jk-quiet", onclick: () => link.drop(kind, id) },
                text.delete,
              ),
            ),
      );
      node.update = (item) => {
        for (const field of grid.children) {
          const spec = link.view().fields.find((one) => one.name === field.dataset.field);
          field.show(item.values[spec.name] ?? (spec.kind === "choices" ? [] : ""), spec.options);
          const [other, value] = when[spec.name] ?? [];
          field.hidden = Boolean(other) && item.values[other] !== value;
        }
      };
      return node;
    };
    const plus = single
      ? null
      : h("button", { type: "button", class: "jk-tab jk-add", onclick: add, data: { key: "+" } }, text.add);

    /** What somebody else wrote, to read. */
    const other = () => {
      const owner = h("small"),
        title = h("span", { dir: "auto" }),
        read = reading();
      const node = h("li", {}, h("details", {}, h("summary", {}, owner, title), read));
      node.update = (item) => {
        const { merged } = item.values,
          times = merged?.length ? fill(text.times, { n: merged.length + 1 }) : "";
        owner.textContent = [item.owner, times].filter(Boolean).join(" ");
        owner.hidden = !owner.textContent;
        title.textContent = item.title || text.unnamed;
        read.update(link.view().fields, item.values);
      };
      return node;
    };
    const draw = ({ items: all }) => {
      const stored = all.filter(({ id }) => link.owns(id)),
        foreign = all.filter(({ id }) => !link.owns(id));
      theirs.hidden = !foreign.length;
      theirs.firstChild.textContent = fill(text.others, { n: foreign.length });
      each(others, foreign, (item) => item.id, other);
      const waiting = link.made(kind, new Set(stored.map((item) => item.id)));
      const items = [...stored, ...waiting.map(({ record }) => ({ id: record, values: {} }))];
      if (items.some((item) => item.id === wanted)) {
        chosen = wanted;
        wanted = null;
        queueMicrotask(() => forms.querySelector("input,textarea,select")?.focus());
      }
      if (!items.some((item) => item.id === chosen)) chosen = items[0]?.id ?? null;
      if (!single) {
        each(
          tabs,
          [...items, { id: "+" }],
          (item) => item.id,
          (item) => (item.id === "+" ? plus : tab(item)),
        );
        empty.hidden = items.length + foreign.length > 0;
      }
      each(
        forms,
        items.filter((item) => item.id === chosen),
        (item) => item.id,
        form,
      );
    };
    body.append(...(single ? [] : [tabs, empty]), forms, theirs);
    return draw;
  });
}
export default { render };
