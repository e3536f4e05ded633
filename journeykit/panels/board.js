// The board: notes in lanes × stages, moved by mouse, touch and keyboard.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, fields } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.whose });
    const nobody = h("p", { class: "jk-empty" }, text.no_personas), hint = h("p", { class: "jk-help", id: pageId() }, text.hint);
    const grid = h("div", { class: "jk-grid" }), live = h("p", { class: "jk-sr", "aria-live": "assertive" });
    const stray = h("section", { class: "jk-stray" }), strays = h("ul", { class: "jk-cell" });
    let persona = null, editing = null, adding = null;

    const place = (note) => `note/${note.id}/place`;
    const mine = () => link.view().notes.filter((note) => note.persona === persona).map((note) => (link.waitingFor(place(note)) ? { ...note, ...link.waitingFor(place(note)).fields, stray: false } : note)).sort((a, b) => a.order - b.order);
    const inCell = (stage, lane) => mine().filter((note) => !note.stray && note.stage === stage && note.lane === lane);
    const names = (stage, lane) => ({ stage: link.view().stages.find(([id]) => id === stage)?.[1], lane: link.view().lanes.find((one) => one.id === lane)?.label });
    const redraw = () => draw(link.view());
    const focus = (id) => queueMicrotask(() => body.querySelector(`[data-note="${CSS.escape(id)}"]`)?.focus());

    /** Put a note into a cell, before another note or at the end. */
    function move(note, stage, lane, before) {
      const there = inCell(stage, lane).filter((other) => other.id !== note.id), at = there.findIndex((other) => other.id === before);
      const next = at < 0 ? null : there[at].order, previous = at < 0 ? there.at(-1)?.order : there[at - 1]?.order;
      const order = next === null ? (previous ?? -1) + 1 : previous === undefined ? next - 1 : (previous + next) / 2;
      link.put("note", note.id, { stage, lane, order }, place(note));
      redraw();
      focus(note.id);
      live.textContent = fill(text.moved, { text: note.text, ...names(stage, lane) });
    }
    const drop = (id) => { editing = null; link.drop("note", id); };

    /** A small form in a cell that adds notes one after another. */
    function composer({ stage, lane }) {
      const box = h("textarea", { rows: 2, placeholder: text.new, "aria-label": fill(text.add_to, names(stage, lane)), maxlength: 400, dir: "auto" });
      let composing = false;
      const add = () => {
        const words = box.value.trim();
        if (!words) return;
        box.value = "";
        const order = (inCell(stage, lane).at(-1)?.order ?? -1) + 1;
        link.put("note", newId(), { persona, stage, lane, text: words, order });
      };
      const close = () => { add(); adding = null; redraw(); };
      box.addEventListener("compositionstart", () => { composing = true; });
      box.addEventListener("compositionend", () => { composing = false; });
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !composing && !event.isComposing) { event.preventDefault(); add(); }
        if (event.key === "Escape" && !composing) { event.preventDefault(); close(); }
      });
      const node = h("li", { class: "jk-new" }, box, h("div", { class: "jk-row" }, h("button", { type: "button", class: "jk-main", onclick: () => { add(); box.focus(); } }, text.save), h("button", { type: "button", class: "jk-quiet", onclick: close }, text.done)));
      queueMicrotask(() => box.focus());
      return node;
    }

    /** The select that moves a note anywhere, for whoever cannot drag. */
    function mover(note) {
      const { stages, lanes } = link.view();
      const box = h("select", { "aria-label": `${text.move}: ${note.text}` }, ...stages.flatMap(([stage, label]) => lanes.map((lane) => h("option", { value: `${stage}\n${lane.id}` }, `${label} / ${lane.label}`))));
      if (note.stray) box.prepend(h("option", { value: "" }, text.move));
      box.value = note.stray ? "" : `${note.stage}\n${note.lane}`;
      box.addEventListener("change", () => { const [stage, lane] = box.value.split("\n"); if (lane) move(note, stage, lane); });
      return box;
    }
    function editor(note) {
      const form = h("div", { class: "jk-form" }, ...fields.map((spec) => answer(link, spec, "note", note.id)));
      const node = h("li", { class: "jk-editor" }, form, h("label", { class: "jk-label" }, text.move), mover(note), h("div", { class: "jk-row" }, h("button", { type: "button", class: "jk-main", onclick: () => { editing = null; redraw(); focus(note.id); } }, text.done), h("button", { type: "button", class: "jk-quiet", onclick: () => drop(note.id) }, text.delete)));
      node.update = (now) => { for (const field of form.children) field.show(now[field.dataset.field]); };
      node.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) { event.preventDefault(); document.activeElement?.blur(); editing = null; redraw(); focus(note.id); } });
      queueMicrotask(() => form.querySelector("textarea")?.focus());
      return node;
    }
    function card(note) {
      const words = h("p", { class: "jk-words", dir: "auto" }), basis = h("span", { class: "jk-tag" }), inferred = h("p", { class: "jk-inferred" }), nudge = h("p", { class: "jk-nudge" }, text.seller);
      const node = h("li", { class: "jk-card", tabindex: "0", "aria-describedby": hint.id, data: { note: note.id } }, words, inferred, nudge, h("div", { class: "jk-row" }, basis, h("button", { type: "button", class: "jk-quiet", onclick: () => { editing = note.id; redraw(); } }, text.edit)));
      node.update = (now) => {
        words.textContent = now.text;
        basis.textContent = link.view().basis[now.basis] ?? "";
        basis.hidden = !now.basis;
        basis.dataset.basis = now.basis;
        inferred.textContent = now.inference ? `${text.inferred}: ${now.inference}` : "";
        inferred.hidden = !now.inference;
        nudge.hidden = !now.seller;
      };
      return node;
    }
    const entry = (item) => (item.composer ? composer(item) : item.editor ? editor(item) : card(item));
    const keyOf = (item) => (item.composer ? "+" : item.editor ? `edit-${item.id}` : item.id);
    const entries = (notes) => notes.map((note) => (note.id === editing ? { ...note, editor: true } : note));

    function cell({ stage, lane }) {
      const list = h("ul", { class: "jk-cell", data: { stage, lane } }), plus = h("button", { type: "button", class: "jk-quiet jk-plus", onclick: () => { adding = { stage, lane }; redraw(); } }, "+");
      const label = h("span", { class: "jk-cell-lane" }), node = h("div", { class: "jk-slot" }, label, list, plus);
      node.update = () => {
        const named = names(stage, lane), open = adding?.stage === stage && adding?.lane === lane;
        label.textContent = named.lane;
        list.setAttribute("aria-label", `${named.stage} / ${named.lane}`);
        plus.setAttribute("aria-label", fill(text.add_to, named));
        plus.title = text.add;
        plus.hidden = open;
        each(list, [...entries(inCell(stage, lane)), ...(open ? [{ stage, lane, composer: true }] : [])], keyOf, entry);
      };
      return node;
    }
    function head(item) {
      const node = h("div", { class: item.kind === "lane" ? "jk-lane" : "jk-head" });
      node.update = (now) => node.replaceChildren(h("strong", {}, now.label), now.prompt ? h("small", {}, now.prompt) : "");
      return node;
    }
    function draw(view) {
      if (!view.personas.some(([id]) => id === persona)) persona = view.personas[0]?.[0] ?? null;
      each(tabs, view.personas, ([id]) => id, ([id]) => {
        const node = h("button", { type: "button", class: "jk-tab", dir: "auto", onclick: () => { persona = id; editing = adding = null; redraw(); } });
        node.update = ([, name]) => { node.textContent = name; node.setAttribute("aria-pressed", String(id === persona)); };
        return node;
      });
      nobody.hidden = persona !== null;
      for (const part of [tabs, hint, grid]) part.hidden = persona === null;
      grid.style.setProperty("--columns", view.stages.length);
      const items = [
        ...view.lanes.map((lane, row) => ({ key: `lane-${lane.id}`, kind: "lane", ...lane, column: 1, row: row + 2 })),
        ...view.stages.flatMap(([stage, label], column) => [
          { key: `head-${stage}`, kind: "head", label, column: column + 2, row: 1 },
          ...view.lanes.map((lane, row) => ({ key: `${stage}/${lane.id}`, kind: "cell", stage, lane: lane.id, column: column + 2, row: row + 2 })),
        ]),
      ];
      each(grid, items, (item) => item.key, (item) => { const node = item.kind === "cell" ? cell(item) : head(item); const update = node.update; node.update = (now) => { node.style.gridColumn = now.column; node.style.gridRow = now.row; update(now); }; return node; });
      const lost = mine().filter((note) => note.stray);
      stray.hidden = lost.length === 0;
      each(strays, lost, (note) => note.id, (note) => h("li", { class: "jk-card" }, h("p", { class: "jk-words", dir: "auto" }, note.text), mover(note)));
    }

    // Dragging: a copy follows the pointer and the cell under it lights up. A touch scrolls unless it rests first.
    let drag = null;
    const cells = () => grid.querySelectorAll(".jk-cell");
    const under = (event) => { const found = document.elementsFromPoint(event.clientX, event.clientY); return [found.find((node) => node.matches?.(".jk-slot"))?.querySelector(".jk-cell"), found.find((node) => node.matches?.(".jk-card") && node.dataset.note !== drag.id)]; };
    const finish = (event, dropped) => {
      if (!drag) return;
      const { id, ghost, node, rest } = drag;
      clearTimeout(rest);
      const [to, before] = ghost && dropped ? under(event) : [];
      ghost?.remove();
      node.classList.remove("jk-dragging");
      cells().forEach((one) => one.classList.remove("jk-over"));
      drag = null;
      const note = mine().find((one) => one.id === id);
      if (to && note) move(note, to.dataset.stage, to.dataset.lane, before?.dataset.note);
    };
    const lift = (event) => {
      drag.ghost = h("div", { class: "jk-card jk-ghost" }, drag.node.querySelector(".jk-words").cloneNode(true));
      drag.ghost.style.width = `${drag.node.offsetWidth}px`;
      el.append(drag.ghost);
      drag.node.classList.add("jk-dragging");
      drag.follow(event);
    };
    grid.addEventListener("pointerdown", (event) => {
      const node = event.target.closest(".jk-card");
      if (!node || event.target.closest("button,select,textarea,input") || event.button) return;
      const follow = (at) => { drag.ghost.style.left = `${at.clientX + 8}px`; drag.ghost.style.top = `${at.clientY + 8}px`; };
      drag = { id: node.dataset.note, node, x: event.clientX, y: event.clientY, ghost: null, follow, touch: event.pointerType === "touch", rest: 0 };
      if (drag.touch) drag.rest = setTimeout(() => { if (drag) lift(event); }, 350);
      node.focus();
    }, { signal });
    document.addEventListener("pointermove", (event) => {
      if (!drag) return;
      if (!drag.ghost) {
        if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
        if (drag.touch) return finish(event, false);
        lift(event);
      }
      event.preventDefault();
      drag.follow(event);
      const [to] = under(event);
      cells().forEach((one) => one.classList.toggle("jk-over", one === to));
    }, { signal, passive: false });
    grid.addEventListener("touchmove", (event) => { if (drag?.ghost) event.preventDefault(); }, { signal, passive: false });
    document.addEventListener("pointerup", (event) => finish(event, true), { signal });
    document.addEventListener("pointercancel", (event) => finish(event, false), { signal });

    grid.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drag) return finish(event, false);
      const node = event.target;
      if (!node.classList?.contains("jk-card")) return;
      const note = mine().find((one) => one.id === node.dataset.note), { stages, lanes } = link.view();
      if (event.key === "Enter") { event.preventDefault(); editing = note.id; return redraw(); }
      if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); return drop(note.id); }
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!by || !event.altKey) return;
      event.preventDefault();
      const stage = stages[stages.findIndex(([id]) => id === note.stage) + by[0]], lane = lanes[lanes.findIndex((one) => one.id === note.lane) + by[1]];
      if (stage && lane) move(note, stage[0], lane.id);
    }, { signal });

    stray.append(h("h4", {}, text.stray), h("p", { class: "jk-help" }, text.stray_help), strays);
    body.append(tabs, nobody, hint, h("div", { class: "jk-scroll", tabindex: "0", role: "group", "aria-label": text.title }, grid), stray, live);
    return draw;
  });
}
export default { render };
