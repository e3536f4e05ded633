// One rule of the editor.

/** One rule: told in a line with its count; opened, each part of it can be changed. */
function ruleOf(link, { lists, change, remove, move }, sources, open) {
  const { text, stages, moves } = link.view();
  let now;
  const set = (fields) => change(now.at, fields);
  const words = h("span", { class: "jk-rule-told", dir: "auto" }),
    stage = h("strong", { dir: "auto" }),
    count = h("span", { class: "jk-tag" }),
    warning = h("p", { class: "jk-error" });
  const source = picker(text.source, (value) => set({ source: value ? [value] : [] }));
  const several = (name) => {
    const box = h("input", { type: "text", list: lists[name], dir: "auto" });
    const split = () => box.value.split("|").map((one) => one.trim());
    box.addEventListener("change", () => set({ [name]: split().filter(Boolean) }));
    const node = h("label", { class: "jk-pick" }, h("span", {}, text[name]), box);
    node.update = (values) => document.activeElement !== box && (box.value = values.join(" | "));
    return node;
  };
  const what = several("what"),
    subtype = several("subtype"),
    nth = h("input", { type: "text", placeholder: "2+", onchange: () => set({ nth: nth.value.trim() }) }),
    to = picker(text.stage, (value) => set({ stage: value })),
    how = picker(text.moves, (value) => set({ moves: value })),
    sticky = h("input", { type: "checkbox", onchange: () => set({ sticky: sticky.checked }) });
  const press = (label, action) =>
    h("button", { type: "button", "aria-label": label, title: label, onclick: action });
  const up = press(text.up, () => move(now.at, -1)),
    down = press(text.down, () => move(now.at, 1));
  up.textContent = "↑";
  down.textContent = "↓";
  const gone = h("button", { type: "button", class: "jk-quiet", onclick: () => remove(now.at) }, text.delete);
  const summary = h("summary", {}, words, h("span", { "aria-hidden": "true" }, " → "), stage, " ", count);
  const form = h(
    "div",
    { class: "jk-picks" },
    source,
    what,
    subtype,
    h("label", { class: "jk-pick" }, h("span", {}, text.nth), nth),
    to,
    how,
    h("label", { class: "jk-chip" }, sticky, text.sticky),
  );
  const inner = h("details", { open }, summary, h("p", { class: "jk-help" }, text.several), form, gone);
  const node = h("li", { class: "jk-rule" }, inner, h("div", { class: "jk-order" }, up, down), warning);
  node.update = (next) => {
    now = next;
    const { rule } = now;
    words.textContent = now.told;
    stage.textContent = now.stage;
    count.textContent = now.count;
    warning.textContent = now.warning;
    warning.hidden = !now.warning;
    source.update([["", text.any_source], ...sources], rule.source[0] ?? "");
    what.update(rule.what);
    subtype.update(rule.subtype);
    if (document.activeElement !== nth) nth.value = rule.nth;
    to.update(stages, rule.stage);
    how.update(moves, rule.moves);
    sticky.checked = rule.sticky;
    up.disabled = now.at === 0;
    down.disabled = now.last;
    gone.setAttribute("aria-label", fill(text.delete_of, { told: now.told }));
  };
  return node;
}
