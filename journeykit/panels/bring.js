// Bring in: choose files, see what would become of each part of them, then take it over, or back.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, most, most_files } = link.view();
    const input = h("input", { type: "file", multiple: true, hidden: true, onchange: () => pick() }),
      choose = h("button", { type: "button", class: "jk-main", onclick: () => input.click() }, text.choose),
      result = h("section", { class: "jk-bring", hidden: true });
    const limits = { n: most_files, most: most / 1e6 };
    let brought = null, // the files as they were chosen: nobody else keeps them
      chosen = {},
      splits = new Map();

    const show = (...nodes) => {
      result.replaceChildren(...nodes.filter(Boolean));
      result.hidden = !nodes.length;
    };
    const tell = (words) => link.say("told", words);
    const busy = (on, words) => {
      choose.disabled = on;
      for (const node of result.querySelectorAll("button,select")) node.disabled = on;
      if (on) tell(words);
    };
    const close = (words) => {
      brought = null;
      input.value = "";
      choose.textContent = text.choose;
      choose.classList.add("jk-main");
      show();
      tell(words);
    };
    const pick = async () => {
      const files = [...input.files],
        size = files.reduce((sum, file) => sum + file.size, 0);
      if (!files.length) return;
      close("");
      if (files.length > most_files) return link.say("refused", fill(text.too_many, limits));
      const mb = (Math.ceil(size / 1e5) / 10).toFixed(1);
      if (size > most) return link.say("refused", fill(text.too_large, { ...limits, size: mb }));
      try {
        const data = await new Blob(files).arrayBuffer();
        brought = { files: files.map(({ name, size }) => ({ name, size })), data };
      } catch {
        return link.say("refused", text.unreadable);
      }
      [chosen, splits] = [{}, new Map()];
      read();
    };
    const send = async (what, words, more = {}) => {
      const { files, data } = brought;
      busy(true, words);
      const reply = await inTime(link.ask({ do: what, files, chosen, ...more }, [data]), text.no_answer);
      busy(false);
      if (!reply.ok) link.say("refused", reply.say || text.no_answer);
      return brought?.data === data && reply.ok ? reply : null;
    };
    const read = async () => {
      const reply = await send("read", text.reading);
      if (!reply) return;
      check(reply);
      tell(text.not_yet);
    };
    const take = async (shown) => {
      const reply = await send("take", text.taking, { shown });
      if (!reply) return;
      if (!reply.files) return finish(reply);
      check(reply);
      tell(reply.say);
    };
    const decide = (heading, stage) => {
      chosen = { ...chosen, [heading]: stage };
      read();
    };
    const check = (reply) => {
      choose.textContent = text.choose_other;
      choose.classList.remove("jk-main");
      for (const { id, split } of reply.stages) if (!splits.has(id)) splits.set(id, split);
      const heading = h("h4", { tabindex: "-1" }, text.check);
      const taking = h(
          "button",
          { type: "button", class: "jk-main", onclick: () => take(reply.shown) },
          text.take,
        ),
        leave = h("button", { type: "button", onclick: () => close(text.cancelled) }, text.cancel);
      show(
        heading,
        stagesOf(text, reply, splits, decide),
        ...reply.files.map((file) => fileOf(text, file, reply.files.length)),
        reply.copy ? h("p", { class: "jk-help" }, text.no_undo) : null,
        reply.any ? null : h("p", { class: "jk-empty" }, text.nothing),
        h("p", { class: "jk-row" }, reply.any ? taking : null, leave),
      );
      heading.focus({ preventScroll: true });
    };
    const finish = ({ say, done, taken }) => {
      close("");
      const back = h("button", { type: "button" }, text.undo);
      back.addEventListener("click", () =>
        link.send({ do: "undo", of: taken }, "undo").then((reply) => reply.undone && close(reply.say)),
      );
      const lines = done.length ? h("ul", {}, ...listed(done)) : null;
      const told = h("p", { class: "jk-complete", tabindex: "-1" }, say);
      show(told, lines, taken ? h("p", { class: "jk-row" }, back) : null);
      told.focus({ preventScroll: true });
    };
    body.append(
      h("p", { class: "jk-help" }, text.help),
      h("p", { class: "jk-help" }, text.help_copy),
      h(
        "p",
        { class: "jk-bring-choose" },
        choose,
        input,
        h("span", { class: "jk-help" }, fill(text.limit, limits)),
      ),
      result,
    );
    return () => {};
  });
}

/** Wait for an answer, but not for ever: a kernel or a line may be gone. */
const inTime = (answer, silence) =>
  Promise.race([answer, new Promise((done) => setTimeout(() => done({ ok: false, say: silence }), 90000))]);

/** What the files' headings mean, to be chosen otherwise; open where a new stage would come of one. */
function stagesOf(text, { stages, options }, splits, decide) {
  if (!stages.length) return null;
  const row = ({ id, heading, stage }) => {
    const own = splits.get(id) ? [["", splits.get(id)]] : [];
    const box = h("select", { onchange: () => decide(id, box.value) }, ...[...own, ...options].map(option));
    box.setAttribute("aria-label", fill(text.stage_of, { heading }));
    box.value = stage;
    return h("li", {}, h("span", { dir: "auto" }, heading), box);
  };
  return h(
    "details",
    { class: "jk-bring-stages", open: stages.some(({ id }) => splits.get(id)) },
    h("summary", {}, text.stages),
    h("p", { class: "jk-help" }, text.stages_help),
    h("ul", {}, ...stages.map(row)),
  );
}

/** What becomes of the parts of one file, of so many. */
function fileOf(text, { name, trouble, counts, lines, more, left, groups = [] }, of) {
  const heads = [text.place, text.result, text.kind, text.says],
    labels = heads.map((label) => fill(text.labelled, { label }));
  const row = ([place, state, result, kind, said]) =>
    h(
      "tr",
      { data: { state } },
      ...[place, result, kind, said].map((word, at) =>
        h("td", { dir: "auto", data: { head: labels[at] } }, word),
      ),
    );
  const head = h("thead", {}, h("tr", {}, ...heads.map((word) => h("th", { scope: "col" }, word))));
  const table = h("table", {}, head, h("tbody", {}, ...lines.map(row)));
  const group = ([heading, n, entries]) => [
    h("h5", {}, fill(text.group, { heading, n })),
    h("ul", {}, ...listed(entries)),
  ];
  return h(
    "details",
    { class: "jk-bring-file", open: of === 1 || lines.length <= 10 || left > 0 },
    h("summary", {}, h("span", { dir: "auto" }, name), h("small", {}, counts)),
    trouble ? h("p", { class: "jk-error" }, trouble) : null,
    lines.length ? scrolled(fill(text.check_lines, { name }), table) : null,
    more ? h("p", { class: "jk-help" }, more) : null,
    ...groups.flatMap(group),
  );
}
export default { render };
