// Keys and clicks that would edit a notebook do nothing to a guided page.

/**
 * Keep JupyterLab's shortcuts off guided pages: an `x` typed beside a field would cut a cell. Lumino asks the
 * element that has the focus, upwards, whether a shortcut may run, and does so in the capture phase on
 * `document`: so mark the very target one step earlier, and only for as long as the key is handled.
 */
export function guardKeys(front) {
  window.addEventListener("keydown", (event) => {
    const page = front();
    if (!page || !(event.target instanceof Element)) return;
    mark(event.target);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      page.say("saved");
    }
  }, true);
}

const MARK = "data-lm-suppress-shortcuts";

function mark(target) {
  if (target.hasAttribute(MARK)) return;
  target.setAttribute(MARK, "true");
  setTimeout(() => target.removeAttribute(MARK));
}

/** A double click must not open a text's source, nor a right click offer to delete cells. */
export function guardMouse() {
  const inPage = (node) => node instanceof Element && node.closest(".jk-guided .jp-Notebook");
  window.addEventListener("contextmenu", (event) => { if (inPage(event.target)) event.stopImmediatePropagation(); }, true);
  window.addEventListener("dblclick", (event) => {
    if (inPage(event.target) && !event.target.closest("[data-jk-panel]")) event.stopImmediatePropagation();
  }, true);
}

/** A page that is reloaded or closed leaves its field first: a panel keeps what was written in it, as on any leaving. */
export function guardLeaving() {
  window.addEventListener("pagehide", () => document.activeElement?.blur?.());
}
