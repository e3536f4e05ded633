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

/**
 * A table of words: `heads`, then `rows` of cells, the first a heading, said once where it repeats itself.
 * On a phone each row stands by itself, every cell under what its column is called.
 */
function sheet(label, heads, rows, name = "") {
  const again = (at) => at > 0 && rows[at][0] !== "" && rows[at][0] === rows[at - 1][0];
  const heading = (value, at) => {
    let span = 1;
    while (at + span < rows.length && again(at + span)) span++;
    const scope = span > 1 ? "rowgroup" : "row";
    return h("th", { scope, dir: "auto", rowspan: span > 1 ? span : null }, String(value));
  };
  const numeric = heads.map((_, at) => {
    const told = rows.map((row) => row[at]).filter(Boolean);
    return at > 0 && 2 * told.filter((value) => NUMBER.test(value)).length > told.length;
  });
  const kind = (value, at) =>
    numeric[at] ? "jk-num" : [...String(value ?? "")].length > 14 ? "jk-long" : null;
  const cell = (value, at) =>
    h("td", { dir: "auto", class: kind(value, at), data: { head: heads[at] } }, value ?? "");
  const line = ([first, ...rest], at) =>
    h("tr", {}, again(at) ? null : heading(first, at), ...rest.map((value, i) => cell(value, i + 1)));
  const head = (words, at) =>
    h("th", { scope: "col", dir: "auto", class: numeric[at] ? "jk-num" : null }, words);
  return scrolled(
    label,
    h(
      "table",
      { class: `jk-sheet jk-rows ${name}` },
      h("caption", { class: "jk-sr" }, label),
      h("thead", {}, h("tr", {}, ...heads.map(head))),
      h("tbody", {}, ...rows.map(line)),
    ),
  );
}

/** A number, perhaps with its unit. */
const NUMBER = /^[+−-]?\d[\d,.]*\D{0,8}$/;
