// The notes of the board, as cards, as editors, and the small form that adds them; in front of board.js.

/**
 * What a note can be on the board. `acts` holds what the board does: add, move, drop, edit, close.
 * @param {object} link @param {object} acts @param {string} hint id of the text that tells the keys
 */
function noteKit(link, acts, hint) {
  const { text, fields } = link.view();
  const names = (stage, lane) => ({
    stage: link.view().stages.find(([id]) => id === stage)?.[1],
    lane: link.view().lanes.find((one) => one.id === lane)?.label,
  });

  /**
   * A small form in a cell that adds notes one after another. Enter that ends a composed word adds nothing.
   * What is not added yet is a draft: it outlives the page.
   */
  function composer({ stage, lane, slot, focused }) {
    const label = fill(text.add_to, names(stage, lane));
    const box = h("textarea", {
      rows: 2,
      placeholder: text.new,
      "aria-label": label,
      dir: "auto",
    });
    box.value = link.draft(slot);
    const error = h("p", { class: "jk-error", role: "alert" });
    const { max } = fields.find((spec) => spec.name === "text");
    let composing = false;
    /** Add what is written; what is too long stays, and is told why. */
    const add = () => {
      const words = box.value.trim(),
        length = [...words].length;
      error.textContent = length > max ? fill(text.too_long, { max, length }) : "";
      if (!words || length > max) return length <= max;
      box.value = "";
      link.keepDraft(slot, "");
      acts.add(stage, lane, words);
      return true;
    };
    const close = () => {
      if (add()) acts.close();
    };
    box.addEventListener("compositionstart", () => {
      composing = true;
    });
    box.addEventListener("compositionend", () => {
      composing = false;
    });
    box.addEventListener("keydown", (event) => {
      if (composing || event.isComposing || event.keyCode === 229) return; // 229: Safari, as a word ends
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        add();
      }
      if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    box.addEventListener("input", () => link.keepDraft(slot, box.value));
    box.addEventListener("focusin", () => acts.compose(stage, lane));
    box.addEventListener("focusout", add);
    const save = h(
      "button",
      {
        type: "button",
        class: "jk-main",
        onclick: () => {
          add();
          box.focus();
        },
      },
      text.save,
    );
    const done = h("button", { type: "button", class: "jk-quiet", onclick: close }, text.done);
    if (focused) queueMicrotask(() => box.focus());
    return h("li", { class: "jk-new" }, box, error, h("div", { class: "jk-row" }, save, done));
  }

  /** The select that moves a note anywhere, for whoever cannot drag. */
  function mover(note) {
    const { stages, lanes } = link.view();
    const places = stages.flatMap(([stage, label]) =>
      lanes.map((lane) => h("option", { value: `${stage}\n${lane.id}` }, `${label} / ${lane.label}`)),
    );
    const box = h("select", { "aria-label": fill(text.move_note, note) }, ...places);
    if (note.stray) box.prepend(h("option", { value: "" }, text.move));
    box.value = note.stray ? "" : `${note.stage}\n${note.lane}`;
    box.addEventListener("change", () => {
      const [stage, lane] = box.value.split("\n");
      if (lane) acts.move(note, stage, lane);
    });
    return box;
  }

  function editor(note) {
    const form = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, "note", note.id)));
    const done = h(
      "button",
      { type: "button", class: "jk-main", onclick: () => acts.close(note.id) },
      text.done,
    );
    const remove = h(
      "button",
      { type: "button", class: "jk-quiet", onclick: () => acts.drop(note.id) },
      text.delete,
    );
    const place = h(
      "div",
      {},
      h("span", { class: "jk-label", "aria-hidden": "true" }, text.move),
      mover(note),
    );
    const asked = nudge(link, note);
    const node = h(
      "li",
      { class: "jk-editor" },
      asked,
      form,
      place,
      h("div", { class: "jk-row" }, done, remove),
    );
    let composing = false; // an input method is not to be disturbed
    for (const [name, on] of [
      ["compositionstart", true],
      ["compositionend", false],
    ])
      node.addEventListener(name, () => {
        composing = on;
      });
    node.update = (now) => {
      if (!composing) asked.update(now);
      for (const field of form.children) field.show(now[field.dataset.field]);
    };
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      document.activeElement?.blur();
      acts.close(note.id);
    });
    queueMicrotask(() => form.querySelector("textarea")?.focus());
    return node;
  }

  function card(note) {
    const words = h("p", { class: "jk-words", dir: "auto" }),
      basis = h("span", { class: "jk-tag" });
    const inferred = h("p", { class: "jk-inferred", dir: "auto" }),
      asked = nudge(link, note);
    const edit = h(
      "button",
      { type: "button", class: "jk-quiet", onclick: () => acts.edit(note.id) },
      text.edit,
    );
    const times = h("span", { class: "jk-times" }),
      discussed = h("p", { class: "jk-discussed" }, text.discussed);
    const row = h("div", { class: "jk-row" }, times, basis, edit);
    const node = h(
      "li",
      { class: "jk-card", data: { note: note.id } },
      words,
      inferred,
      asked,
      discussed,
      row,
    );
    node.update = (now) => {
      const own = link.owns(note.id);
      node.classList.toggle("jk-theirs", !own);
      for (const [name, value] of [
        ["tabindex", "0"],
        ["aria-describedby", hint],
      ])
        own ? node.setAttribute(name, value) : node.removeAttribute(name);
      edit.hidden = !own;
      node.classList.toggle("jk-lit", Boolean(now.lit));
      discussed.hidden = !now.lit;
      times.textContent = now.merged?.length ? fill(text.times, { n: now.merged.length + 1 }) : "";
      times.hidden = !now.merged?.length;
      row.hidden = !own && !now.basis && times.hidden;
      words.textContent = now.text;
      basis.textContent = link.view().basis[now.basis] ?? "";
      basis.hidden = !now.basis;
      basis.dataset.basis = now.basis;
      inferred.textContent = now.inference ? fill(text.inferred, { text: now.inference }) : "";
      inferred.hidden = !now.inference;
      asked.update(now);
    };
    return node;
  }

  const stray = (note) =>
    h(
      "li",
      { class: "jk-card" },
      h("p", { class: "jk-words", dir: "auto" }, note.text),
      link.owns(note.id) ? mover(note) : null,
    );
  return { names, composer, editor, card, stray };
}

/** On a narrow screen one stage is shown at a time: a select, and one step back or on. */
function stageChooser(text, choose) {
  const box = h("select", { class: "jk-look", "aria-label": text.stage });
  box.addEventListener("change", () => choose(box.value));
  const step = (by, sign, label) =>
    h(
      "button",
      {
        type: "button",
        class: "jk-look",
        "aria-label": label,
        title: label,
        onclick: () => choose(box.options[box.selectedIndex + by].value),
      },
      sign,
    );
  const back = step(-1, "←", text.earlier),
    on = step(1, "→", text.later);
  const node = h("div", { class: "jk-chooser" }, back, box, on);
  node.show = (stages, stage) => {
    each(box, stages, ([id]) => `s-${id}`, option);
    box.value = stage;
    back.disabled = box.selectedIndex <= 0;
    on.disabled = box.selectedIndex >= box.options.length - 1;
  };
  return node;
}
