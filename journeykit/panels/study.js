// What the views of the customer's own data share: they ask, follow what takes long, and call it off.

/**
 * Ask how things stand: now, again while something goes on, and when another view has changed something.
 * `show(reply)` draws the answer; `asking()` is what is asked along. What is asked is no answer of a person: nothing of it is kept or saved.
 */
function studying(link, signal, show, asking = () => ({})) {
  const me = {};
  let timer = 0;
  const later = (seconds) => {
    clearTimeout(timer);
    if (!signal?.aborted) timer = setTimeout(() => ask(), 1000 * seconds);
  };
  /** Ask; an answer that does not come is asked for again. */
  const ask = (message = { do: "open", ...asking() }) => {
    later(8);
    return link.ask(message).then((reply) => {
      clearTimeout(timer);
      if (reply.retry) later(4);
      else {
        if (!reply.ok) link.say("refused", reply.say);
        show(reply);
        if (reply.running) later(0.6);
      }
      return reply;
    });
  };
  /** Do something that the other views should know of. */
  const change = (message) =>
    ask(message).then((reply) => {
      if (reply.ok) dispatchEvent(new CustomEvent("jk-study", { detail: me }));
      return reply;
    });
  addEventListener("jk-study", ({ detail }) => detail !== me && ask(), { signal });
  signal?.addEventListener("abort", () => clearTimeout(timer));
  return { ask, change };
}

/** How far something is, in a bar and in words, and a button that calls it off. */
function waiting(text, cancel) {
  const bar = h("progress", { max: 1, "aria-label": text.running }),
    words = h("span"),
    stop = h("button", { type: "button", onclick: cancel }, text.cancel);
  const node = h("div", { class: "jk-waiting", role: "status" }, words, bar, stop);
  node.hidden = true;
  node.update = (reply) => {
    node.hidden = !reply.running;
    bar.value = reply.part ?? 0;
    const percent = Math.floor(100 * (reply.part ?? 0));
    words.textContent = fill(text[`running_${reply.running}`] ?? text.running, { percent });
  };
  return node;
}

/** A native choice with its label; `update(options, value)` keeps both current. */
function picker(label, onchange, attributes = {}) {
  const select = h("select", {
    "aria-label": label,
    onchange: () => onchange(select.value),
    ...attributes,
  });
  const node = h("label", { class: "jk-pick" }, h("span", {}, label), select);
  node.update = (options, value) => {
    each(select, options, ([id]) => id, option);
    if (document.activeElement !== select) select.value = value;
  };
  node.select = select;
  return node;
}

/** A table of words, wide ones scroll by themselves: `heads`, then `rows` of cells, the first a heading. */
function sheet(label, heads, rows, name = "") {
  const cell = (value, at) =>
    at === 0
      ? h("th", { scope: "row", dir: "auto" }, String(value))
      : h("td", { dir: "auto" }, value === null ? "" : value instanceof Node ? value : String(value));
  return scrolled(
    label,
    h(
      "table",
      { class: `jk-sheet ${name}` },
      h("caption", { class: "jk-sr" }, label),
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col", dir: "auto" }, head)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map(cell)))),
    ),
  );
}
