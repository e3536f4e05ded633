// The cockpit: agenda and clock, what waits for its reveal, who is here, what to say, and the end.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const clock = serverClock();
    const parts = [agendaPart(link, clock), timer(link, clock), answersPart(link), peoplePart(link)];
    const [list, hand, answers, people] = parts,
      guide = guidePart(link),
      whole = wholePart(link);
    body.classList.add("jk-lead");
    body.append(list, h("div", { class: "jk-lead-now" }, hand, answers), guide, people, whole);
    const tick = setInterval(() => [list, hand].forEach((part) => part.tick(link.view())), 1000);
    signal?.addEventListener("abort", () => clearInterval(tick));
    return (view) => {
      clock.hear(view.now);
      [...parts, guide, whole].forEach((part) => part.update(view));
    };
  });
}

/** What waits for its reveal, and whether participants may write. */
function answersPart(link) {
  const { text } = link.view();
  const list = h("ul", { class: "jk-rounds" }),
    none = h("p", { class: "jk-help" }, text.no_rounds);
  const row = ({ id, label }) => {
    const words = h("p"),
      name = h("strong"),
      button = h(
        "button",
        {
          type: "button",
          class: "jk-main",
          "aria-label": fill(text.reveal_what, { round: label }),
          onclick: () => link.send({ do: "reveal", round: id }, `reveal/${id}`),
        },
        text.reveal,
      );
    const node = h("li", {}, h("div", {}, name, words), button);
    node.update = (now) => {
      name.textContent = now.label;
      words.textContent = now.revealed
        ? `✓ ${fill(text.revealed, now)}`
        : now.n
          ? fill(text.waiting, now)
          : text.nothing_in;
      button.hidden = now.revealed;
    };
    return node;
  };
  const toggle = (what) => {
    const box = h("input", {
      type: "checkbox",
      onchange: () => link.send({ do: what, on: box.checked }, what),
    });
    const node = h("label", { class: "jk-chip" }, box, text[what]);
    node.set = (on) => {
      if (!link.waitingFor(what)) box.checked = on;
    };
    node.box = box;
    return node;
  };
  const lock = toggle("lock"),
    anonymous = toggle("anonymous"),
    late = h("p", { class: "jk-help", id: pageId() }, text.anonymous_late);
  anonymous.box.setAttribute("aria-describedby", late.id);
  const node = h(
    "section",
    { "aria-label": text.answers },
    h("h4", {}, text.answers),
    list,
    none,
    h("div", { class: "jk-chips" }, lock, anonymous),
    late,
  );
  node.update = (view) => {
    each(list, view.rounds, (round) => round.id, row);
    none.hidden = view.rounds.length > 0 || view.at === null;
    lock.set(view.locked);
    anonymous.set(view.anonymous);
    anonymous.box.disabled = view.settled;
    late.hidden = !view.settled;
  };
  return node;
}

/** The script, the questions for silent moments and what goes wrong, of the open step. */
function guidePart(link) {
  const { text } = link.view();
  const part = (name, content) =>
    h("details", { open: name === "script" }, h("summary", {}, text[name]), content);
  const script = h("p", { class: "jk-script" }),
    prompts = h("ul"),
    guards = h("dl");
  const node = h(
    "section",
    { class: "jk-lead-wide", "aria-label": text.guide },
    h("h4", {}, text.guide),
    h("div", { class: "jk-guide" }, part("script", script), part("prompts", prompts), part("guards", guards)),
  );
  let shown = "";
  node.update = ({ guide }) => {
    node.hidden = !guide;
    if (!guide || shown === guide.script) return;
    shown = guide.script;
    script.textContent = guide.script;
    prompts.replaceChildren(...guide.prompts.map((words) => h("li", {}, words)));
    guards.replaceChildren(
      ...guide.guards.flatMap(({ wrong, say }) => [h("dt", {}, wrong), h("dd", {}, say)]),
    );
  };
  return node;
}

/** Undo, export, end. */
function wholePart(link) {
  const { text } = link.view();
  const where = h("p", { class: "jk-where", role: "status" }),
    over = h("strong", {}, text.is_ended);
  const button = (words, message, slot) =>
    h("button", { type: "button", data: { do: slot }, onclick: () => send(message, slot) }, words);
  const send = (message, slot) =>
    link.send(message, slot).then((reply) => {
      where.textContent = reply.file ? reply.say : "";
    });
  const end = asking({
    label: text.end,
    question: text.end_sure,
    more: () => link.view().hidden,
    yes: text.sure,
    no: text.keep,
    act: () => link.send({ do: "end", on: true }, "end"),
  });
  const reopen = button(text.reopen, { do: "end", on: false }, "end");
  const undo = button(`↶ ${text.undo}`, { do: "undo" }, "undo");
  const save = button(text.export, { do: "export" }, "export");
  const row = h("div", { class: "jk-row" }, undo, save, end, over, reopen);
  const node = h(
    "section",
    { class: "jk-lead-wide", "aria-label": text.tools },
    h("h4", {}, text.tools),
    row,
    where,
  );
  node.update = (view) => {
    end.hidden = view.ended;
    over.hidden = reopen.hidden = !view.ended;
  };
  return node;
}
export default { render };
