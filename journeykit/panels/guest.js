// What is different for those who take part in the room; in front of each view, behind prelude.js.

/** What writes: every control but tabs and what only changes what is looked at. */
const WRITES = ":is(input, textarea, select, button):not(.jk-look, .jk-tab:not(.jk-add))";

/**
 * Return a function that stops and frees what writes in `body`, as `locked()` says: now, and whenever
 * the view adds something. A text that is being written is left alone until it is finished.
 */
function lockable(body, locked, signal) {
  const isText = (node) => node.matches("textarea, input:is([type=text], [type=date], [type=number])");
  const set = (node) => {
    const name = isText(node) ? "readOnly" : "disabled",
      busy = isText(node) && node === document.activeElement;
    if (locked() && !busy && !node[name]) {
      node[name] = true;
      node.dataset.held = name;
    } else if (!locked() && node.dataset.held) {
      node[node.dataset.held] = false;
      delete node.dataset.held;
    }
  };
  const all = () => body.querySelectorAll(WRITES).forEach(set);
  const watch = new MutationObserver(all);
  watch.observe(body, { childList: true, subtree: true });
  body.addEventListener("focusout", () => setTimeout(all), { signal });
  signal?.addEventListener("abort", () => watch.disconnect());
  return all;
}

/** Make the lines above a guest's panel: that answers are private, that writing is paused. */
function notices(text) {
  const alone = h("p", { class: "jk-private" }, text.private),
    paused = h("p", { class: "jk-paused", role: "status" });
  alone.hidden = paused.hidden = true;
  const update = (view) => {
    alone.hidden = !view.private;
    paused.hidden = !view.locked;
    if (paused.textContent !== view.locked_text) paused.textContent = view.locked_text ?? "";
  };
  return { nodes: [alone, paused], update };
}

/** A record as text: what is filled in, each under its label; `update(fields, values)` fills it. */
function reading() {
  const node = h("dl", { class: "jk-reading" });
  node.update = (fields, values) => {
    const told = (spec) => {
      const labels = new Map(spec.options);
      const given = [values[spec.name] ?? []].flat().filter((one) => one !== "" && one !== 0);
      return given.map((one) => (labels.size ? (labels.get(String(one)) ?? "") : String(one))).filter(Boolean);
    };
    const filled = fields.map((spec) => [spec.label, told(spec).join(" / ")]).filter(([, words]) => words);
    const lines = filled.map(([label, words]) =>
      h("div", {}, h("dt", {}, label), h("dd", { dir: "auto" }, words)),
    );
    node.replaceChildren(...lines);
  };
  return node;
}
