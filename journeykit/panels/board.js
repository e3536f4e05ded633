// The board: notes in lanes × stages, moved by mouse, touch and keyboard.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.whose });
    const nobody = h("p", { class: "jk-empty" }, link.view().guest ? text.no_personas_yet : text.no_personas),
      hint = h("p", { class: "jk-help jk-keys", id: pageId() }, text.hint);
    const grid = h("div", { class: "jk-grid" }),
      live = h("p", { class: "jk-sr", "aria-live": "assertive" });
    const guess = h("p", { class: "jk-guess" }, h("strong", {}, text.hypothesis), ` ${text.hypothesis_help}`);
    const stray = h("section", { class: "jk-stray" }),
      strays = h("ul", { class: "jk-cell" });
    let persona = null,
      editing = null,
      adding = null,
      near = null; // the stage that a narrow screen shows

    const place = (note) => `note/${note.id}/place`;
    /** The stored notes, and those that still wait to be. */
    const notes = () => {
      const stored = link.view().notes,
        known = new Set(stored.map((note) => note.id));
      const waiting = link.made("note", known).map(({ record, fields }) => ({ id: record, ...fields }));
      return [...stored, ...waiting];
    };
    const mine = () =>
      notes()
        .filter((note) => note.persona === persona)
        .map((note) =>
          link.waitingFor(place(note))
            ? { ...note, ...link.waitingFor(place(note)).fields, stray: false }
            : note,
        )
        .sort((a, b) => a.order - b.order);
    const noteOf = (card) => mine().find((note) => note.id === card.dataset.note);
    const inCell = (stage, lane) =>
      mine().filter((note) => !note.stray && note.stage === stage && note.lane === lane);
    const redraw = () => draw(link.view());
    const focus = (id) =>
      queueMicrotask(() => body.querySelector(`[data-note="${CSS.escape(id)}"]`)?.focus());

    /** Put a note into a cell, before another note or at the end. */
    function move(note, stage, lane, before) {
      const there = inCell(stage, lane).filter((other) => other.id !== note.id),
        at = there.findIndex((other) => other.id === before);
      const next = at < 0 ? null : there[at].order,
        previous = at < 0 ? there.at(-1)?.order : there[at - 1]?.order;
      const order =
        next === null ? (previous ?? -1) + 1 : previous === undefined ? next - 1 : (previous + next) / 2;
      const message = { do: "put", kind: "note", record: note.id, fields: { stage, lane, order } };
      link.send(message, place(note)).then((reply) => reply.ok || redraw());
      near = stage;
      redraw();
      focus(note.id);
      live.textContent = fill(text.moved, { text: note.text, ...names(stage, lane) });
    }
    const drop = (id) => {
      editing = null;
      link.drop("note", id);
    };
    const edit = (id) => {
      editing = id;
      redraw();
    };
    const close = (id) => {
      editing = adding = null;
      redraw();
      if (id) focus(id);
    };
    const add = (stage, lane, words) => {
      const order = (inCell(stage, lane).at(-1)?.order ?? -1) + 1;
      link.make("note", newId(), { persona, stage, lane, text: words, order });
      redraw();
    };
    const compose = (stage, lane) => {
      adding = { stage, lane };
    };
    const kit = noteKit(link, { add, move, drop, edit, close, compose }, hint.id),
      { names } = kit;

    const entry = (item) =>
      item.composer ? kit.composer(item) : item.editor ? kit.editor(item) : kit.card(item);
    const keyOf = (item) => (item.composer ? `+${item.slot}` : item.editor ? `edit-${item.id}` : item.id);
    const entries = (notes) => notes.map((note) => (note.id === editing ? { ...note, editor: true } : note));

    function cell({ stage, lane }) {
      const list = h("ul", { class: "jk-cell", data: { stage, lane } }),
        plus = h(
          "button",
          {
            type: "button",
            class: "jk-quiet jk-plus",
            onclick: () => {
              compose(stage, lane);
              redraw();
            },
          },
          "+ ",
          h("span", { class: "jk-plus-words" }, text.add),
        );
      const label = h("span", { class: "jk-cell-lane" }),
        prompt = h("small", { class: "jk-cell-prompt" }),
        found = factList(text),
        node = h("div", { class: "jk-slot" }, label, prompt, list, found, plus);
      node.update = () => {
        const named = names(stage, lane),
          slot = `${persona}/${stage}/${lane}`,
          focused = adding?.stage === stage && adding?.lane === lane,
          open = focused || Boolean(link.draft(slot));
        label.textContent = named.lane;
        prompt.textContent = link.view().lanes.find((one) => one.id === lane)?.prompt ?? "";
        list.setAttribute("aria-label", `${named.stage} / ${named.lane}`);
        plus.setAttribute("aria-label", fill(text.add_to, named));
        plus.title = text.add;
        plus.hidden = open;
        found.show(factsAt(link.view(), persona, stage, lane));
        each(
          list,
          [
            ...entries(inCell(stage, lane)),
            ...(open ? [{ stage, lane, slot, focused, composer: true }] : []),
          ],
          keyOf,
          entry,
        );
      };
      return node;
    }
    function head(item) {
      const node = h("div", { class: item.kind === "lane" ? "jk-lane" : "jk-head" });
      node.update = (now) =>
        node.replaceChildren(
          h("strong", {}, now.label),
          now.prompt ? h("small", {}, now.prompt) : "",
          now.ground ? h("small", { class: "jk-ground" }, now.ground) : "",
        );
      return node;
    }
    /** The findings about a whole stage, in a row of their own. */
    function whole({ stage }) {
      const label = h("span", { class: "jk-cell-lane" }, text.facts_stage),
        found = factList(text),
        node = h("div", { class: "jk-slot jk-whole" }, label, found);
      node.update = () => found.show(factsAt(link.view(), persona, stage, ""));
      return node;
    }
    const chooser = stageChooser(text, (stage) => {
      near = stage;
      redraw();
    });
    function draw(view) {
      if (!view.personas.some(([id]) => id === persona)) persona = view.personas[0]?.[0] ?? null;
      peopleTabs(tabs, view.personas, persona, (id) => {
        persona = id;
        editing = adding = null;
        redraw();
      });
      nobody.hidden = persona !== null;
      for (const part of [tabs, hint, grid, chooser]) part.hidden = persona === null;
      guess.hidden = !view.guesses.includes(persona);
      near = view.stages.some(([id]) => id === near) ? near : view.stages[0]?.[0];
      chooser.show(view.stages, near);
      const wide = mine().find((note) => note.id === editing)?.stage; // an editor needs room
      const widths = view.stages.map(([id]) => (id === wide ? "minmax(290px, 1fr)" : "minmax(150px, 1fr)"));
      grid.style.setProperty("--columns", widths.join(" "));
      const items = [
        ...view.lanes.map((lane, row) => ({
          key: `lane-${lane.id}`,
          kind: "lane",
          ...lane,
          column: 1,
          row: row + 2,
        })),
        ...view.stages.flatMap(([stage, label], column) => [
          {
            key: `head-${stage}`,
            kind: "head",
            stage,
            label,
            ground: view.ground[persona]?.[stage],
            column: column + 2,
            row: 1,
          },
          ...view.lanes.map((lane, row) => ({
            key: `${stage}/${lane.id}`,
            kind: "cell",
            stage,
            lane: lane.id,
            column: column + 2,
            row: row + 2,
          })),
        ]),
      ];
      const last = view.lanes.length + 2;
      if (view.stages.some(([stage]) => factsAt(view, persona, stage, "").length))
        items.push(
          { key: "lane-facts", kind: "lane", label: text.facts_stage, column: 1, row: last },
          ...view.stages.map(([stage], column) => ({
            key: `${stage}/facts`,
            kind: "whole",
            stage,
            column: column + 2,
            row: last,
          })),
        );
      each(
        grid,
        items,
        (item) => item.key,
        (item) => {
          const node = { cell, whole }[item.kind]?.(item) ?? head(item);
          const update = node.update;
          node.update = (now) => {
            node.style.gridColumn = now.column;
            node.style.gridRow = now.row;
            node.classList.toggle("jk-far", now.kind !== "lane" && now.stage !== near);
            update(now);
          };
          return node;
        },
      );
      const lost = mine().filter((note) => note.stray);
      stray.hidden = lost.length === 0;
      each(strays, lost, (note) => note.id, kit.stray);
    }

    draggable({
      grid,
      layer: el,
      signal,
      card: ".jk-card:not(.jk-theirs)",
      locked: link.locked,
      slot: ".jk-slot",
      cell: ".jk-cell",
      drop: (card, cell, before) => {
        const note = noteOf(card); // somebody else may have deleted it meanwhile
        if (note) move(note, cell.dataset.stage, cell.dataset.lane, before?.dataset.note);
      },
    });
    grid.addEventListener(
      "keydown",
      (event) => {
        const node = event.target;
        if (!node.classList?.contains("jk-card")) return;
        const note = noteOf(node),
          { stages, lanes } = link.view();
        if (!note || !link.owns(note.id) || link.locked()) return;
        if (event.key === "Enter") {
          event.preventDefault();
          return edit(note.id);
        }
        if (event.key === "Delete" || event.key === "Backspace") {
          event.preventDefault();
          return drop(note.id);
        }
        const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (!by || !event.altKey) return;
        event.preventDefault();
        const stage = stages[stages.findIndex(([id]) => id === note.stage) + by[0]],
          lane = lanes[lanes.findIndex((one) => one.id === note.lane) + by[1]];
        if (stage && lane) move(note, stage[0], lane.id);
      },
      { signal },
    );

    stray.append(h("h4", {}, text.stray), h("p", { class: "jk-help" }, text.stray_help), strays);
    body.append(tabs, nobody, guess, hint, chooser, scrolled(text.title, grid), stray, live);
    return draw;
  });
}
export default { render };
