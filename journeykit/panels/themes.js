// Themes: groups of notes that are proposed, and what the team made of them.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const told = h("p", { class: "jk-themes-told", role: "status" }),
      within = h("p", { class: "jk-help" }),
      proposals = h("ul", { class: "jk-themes" }),
      further = h("ul", { class: "jk-themes" }),
      more = h("summary"),
      rest = h("details", {}, more, further),
      made = h("ul", { class: "jk-themes" }),
      none = h("p", { class: "jk-empty" }, text.no_themes),
      ignored = h("ul", { class: "jk-themes-ignored" }),
      count = h("summary"),
      hidden = h("details", {}, count, ignored);
    body.append(
      h("p", { class: "jk-help" }, text.help),
      h("h4", {}, text.themes),
      none,
      made,
      h("h4", {}, text.proposed),
      told,
      within,
      proposals,
      rest,
      hidden,
    );
    return (view) => {
      told.textContent = view.told;
      within.textContent = view.within;
      each(made, view.themes, ({ id }) => id, themed(link));
      each(proposals, view.proposals.slice(0, AT_ONCE), ({ id }) => id, offered(link));
      each(further, view.proposals.slice(AT_ONCE), ({ id }) => id, offered(link));
      rest.hidden = further.children.length === 0;
      more.textContent = fill(text.others, { n: further.children.length });
      each(ignored, view.ignored, ({ id }) => id, putAway(link));
      none.hidden = view.themes.length > 0;
      hidden.hidden = view.ignored.length === 0;
      count.textContent = fill(text.ignored, { n: view.ignored.length });
    };
  });
}

/** So many proposals are looked at without being asked for. */
const AT_ONCE = 6;

const themeWords = (note) => [
  h("span", { class: "jk-words", dir: "auto" }, note.text),
  h("small", { dir: "auto" }, note.where),
];

/** A group that is proposed: its title can be changed, and notes left out, before it is accepted. */
function offered(link) {
  const { text, field } = link.view();
  return () => {
    const title = h("input", { type: "text", id: pageId(), dir: "auto", maxlength: field.max });
    const notes = h("ul", { class: "jk-theme-notes" }),
      out = new Set();
    let now,
      typed = false;
    title.addEventListener("input", () => (typed = true));
    const settle = (ignored) => {
      const kept = now.notes.map(({ id }) => id).filter((id) => ignored || !out.has(id));
      node.inert = true;
      link
        .send({
          do: "put",
          kind: "theme",
          record: newId(),
          fields: { title: title.value.trim() || now.title, notes: kept, ignored },
        })
        .then((reply) => (node.inert = Boolean(reply.ok || reply.retry)));
    };
    const accept = h(
      "button",
      { type: "button", class: "jk-main", onclick: () => settle(false) },
      text.accept,
    );
    const ignore = h("button", { type: "button", onclick: () => settle(true) }, text.ignore);
    const pick = ({ id }) => {
      const box = h("input", { type: "checkbox" }),
        words = h("span"),
        row = h("li", {}, h("label", { class: "jk-theme-pick" }, box, words));
      box.addEventListener("change", () => {
        box.checked ? out.delete(id) : out.add(id);
        node.update(now);
      });
      row.update = (note) => {
        box.checked = !out.has(id);
        words.replaceChildren(...themeWords(note));
      };
      return row;
    };
    const node = h(
      "li",
      { class: "jk-theme" },
      h("div", { class: "jk-field" }, h("label", { class: "jk-label", for: title.id }, field.label), title),
      notes,
      h("div", { class: "jk-theme-row" }, accept, ignore),
    );
    node.update = (group) => {
      now = group;
      if (!typed) title.value = group.title;
      each(notes, group.notes, (note) => note.id, pick);
      accept.disabled = group.notes.every((note) => out.has(note.id));
      accept.setAttribute("aria-label", fill(text.accept_what, { title: title.value }));
      ignore.setAttribute("aria-label", fill(text.ignore_what, { title: title.value }));
    };
    return node;
  };
}

/** A theme of the team: its title is saved while it is typed, a note can be taken out. */
function themed(link) {
  const { text, field } = link.view();
  return ({ id }) => {
    const title = answer(link, field, "theme", id),
      empty = h("p", { class: "jk-help" }, text.no_notes),
      notes = h("ul", { class: "jk-theme-notes" });
    let now;
    const without = (one) =>
      link.put("theme", id, { notes: now.notes.map((note) => note.id).filter((other) => other !== one) });
    const line = (note) => {
      const words = h("span"),
        label = fill(text.remove_what, { text: [...note.text].slice(0, 30).join("") });
      const remove = h(
        "button",
        { type: "button", class: "jk-quiet", "aria-label": label, title: label },
        "×",
      );
      remove.addEventListener("click", () => without(note.id));
      const row = h("li", {}, words, remove);
      row.update = (next) => words.replaceChildren(...themeWords(next));
      return row;
    };
    const dissolve = h("button", { type: "button", class: "jk-quiet" }, text.dissolve);
    dissolve.addEventListener("click", () => link.drop("theme", id));
    const node = h("li", { class: "jk-theme jk-theme-made" }, title, empty, notes, dissolve);
    node.update = (theme) => {
      now = theme;
      title.show(theme.title);
      each(notes, theme.notes, (note) => note.id, line);
      empty.hidden = theme.notes.length > 0;
      dissolve.setAttribute("aria-label", fill(text.dissolve_what, { title: theme.title }));
    };
    return node;
  };
}

/** A group that is not proposed again, unless it is brought back. */
function putAway(link) {
  const { text } = link.view();
  return ({ id }) => {
    const words = h("span", { dir: "auto" }),
      back = h("button", { type: "button", class: "jk-quiet" }, text.back);
    back.addEventListener("click", () => link.drop("theme", id));
    const node = h("li", {}, words, back);
    node.update = (theme) => {
      words.textContent = fill(text.ignored_one, { title: theme.title, n: theme.notes.length });
      back.setAttribute("aria-label", fill(text.back_what, { title: theme.title }));
    };
    return node;
  };
}
export default { render };
