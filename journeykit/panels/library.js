// The library of assumed issues: filter, take one, write one's own.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, fields } = link.view();
    const pick = (label) => {
      const box = h("select", { id: pageId(), class: "jk-look" });
      box.row = h("div", { class: "jk-field" }, h("label", { class: "jk-label", for: box.id }, label), box);
      return box;
    };
    const industry = pick(text.industry),
      job = pick(text.job),
      persona = pick(text.persona);
    const list = h("ul", { class: "jk-library", tabindex: "0", "aria-label": text.title }),
      none = h("p", { class: "jk-empty" }, text.none),
      own = h("div", { class: "jk-own-issues" });
    let touched = false;

    const taken = (id) => link.view().taken.includes(`${persona.value}:${id}`);
    const take = (issue) =>
      link.put("issue", `${persona.value || "nobody"}.${issue.id}`, {
        persona: persona.value,
        text: issue.text,
        effect: issue.effect,
        library: issue.id,
      });
    const row = (issue) => {
      const where = h("small"),
        words = h("span", { dir: "auto" }),
        button = h("button", { type: "button" });
      const node = h("li", {}, h("div", {}, where, words), button);
      let now = issue;
      button.addEventListener("click", () => {
        button.disabled = true;
        take(now).then((reply) => reply.ok || reply.retry || draw(link.view()));
      });
      node.update = (next) => {
        now = next;
        where.textContent = [now.own ? text.mine : "", now.industry_label, now.job_label]
          .filter(Boolean)
          .join(" / ");
        words.textContent = now.text;
        button.disabled = taken(now.id);
        button.textContent = button.disabled ? text.taken : text.take;
        button.setAttribute(
          "aria-label",
          button.disabled ? text.taken : fill(text.take_hint, { text: now.text }),
        );
      };
      return node;
    };
    const written = ({ id }) => {
      const form = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, "assumed", id)));
      const node = h(
        "div",
        { class: "jk-own-issue" },
        form,
        h(
          "button",
          { type: "button", class: "jk-quiet", onclick: () => link.drop("assumed", id) },
          text.delete,
        ),
      );
      node.update = (item) => {
        for (const field of form.children) field.show(item.values[field.dataset.field] ?? "");
      };
      return node;
    };
    const write = () => {
      link.make("assumed", newId(), {});
      draw(link.view());
    };
    const options = (box, entries) => each(box, entries, ([key]) => `o-${key}`, option);
    const draw = (view) => {
      options(industry, [["", text.all], ...view.industries]);
      options(job, [["", text.all], ...view.jobs]);
      const before = persona.value;
      options(persona, [["", text.nobody], ...view.personas]);
      if (!touched && !before && view.personas.length) persona.value = view.personas[0][0];
      if (!touched) industry.value = view.personas.find(([id]) => id === persona.value)?.[2] ?? "";
      const fits = view.issues.filter(
        (issue) =>
          (!industry.value || issue.industry === industry.value || issue.own) &&
          (!job.value || issue.job === job.value),
      );
      each(list, fits, (issue) => issue.id, row);
      none.hidden = fits.length > 0;
      list.hidden = fits.length === 0;
      const stored = view.items.filter(({ id }) => link.owns(id)),
        known = new Set(view.items.map(({ id }) => id));
      const waiting = link.made("assumed", known).map(({ record }) => ({ id: record, values: {} }));
      each(own, [...stored, ...waiting], (item) => item.id, written);
    };
    for (const box of [industry, job, persona])
      box.addEventListener("change", () => {
        touched = touched || box !== persona;
        draw(link.view());
      });
    body.append(
      h("p", { class: "jk-help" }, text.help),
      h("div", { class: "jk-form jk-filters" }, persona.row, industry.row, job.row),
      list,
      none,
      h(
        "details",
        {},
        h("summary", {}, text.own),
        own,
        h("p", {}, h("button", { type: "button", onclick: write }, text.add)),
      ),
    );
    return draw;
  });
}
export default { render };
