// While a kernel comes back, its panels take no input: they are about to be drawn anew.

/** Leave the field (its panel keeps what was written) and lock the panels; returns what unlocks and goes back to it. */
export function pause({ content }) {
  const back = place(content.node, document.activeElement);
  const cells = content.widgets.filter((cell) => cell.model.type === "code").map((cell) => cell.node);
  document.activeElement?.blur?.();
  for (const cell of cells) cell.inert = true;
  return () => {
    for (const cell of cells) cell.inert = false;
    back()?.focus({ preventScroll: true });
  };
}

const CONTROLS = "input, textarea, select";

/** Where someone is writing, in words that outlive the drawing: panel, record, field, control and caret. */
function place(page, control) {
  const field = page.contains(control) ? control.closest("[data-field]") : null;
  const panel = field?.closest("[data-jk-panel]")?.dataset.jkPanel;
  if (!panel) return () => null;
  const record = field.closest("[data-key]")?.dataset.key;
  const [name, at] = [field.dataset.field, [...field.querySelectorAll(CONTROLS)].indexOf(control)];
  const [start, end] = [control.selectionStart, control.selectionEnd];
  return () => {
    const drawn = page.querySelector(`[data-jk-panel="${panel}"]`);
    const of = record === undefined ? "" : `[data-key="${CSS.escape(record)}"]`;
    drawn?.querySelector(`.jk-tab${of || "[data-none]"}`)?.click(); // a list opens with its first record
    const found = drawn?.querySelector(`${of} [data-field="${name}"]`)?.querySelectorAll(CONTROLS)[at];
    if (found && typeof start === "number") found.setSelectionRange(start, end);
    return found;
  };
}
