// Going from step to step: a link in a panel opens another notebook, and the present one makes way.
import { end, settle } from "./kernel.js";

/** Return the listener that opens a step's notebook where a link asks for one, and closes the present one. */
export function opener(documents, lab) {
  let opening = false;
  return async (event, one) => {
    const link = event.target.closest?.("a[data-jk-open]");
    if (!link || !one.on) return;
    event.preventDefault();
    event.stopPropagation();
    const path = target(one.panel.context.path, link.dataset);
    if (opening || path === one.panel.context.path) return;
    opening = true;
    try {
      await settle(one);
      const next = documents.openOrReveal(path);
      await next?.context.ready;
      if (next) void end(one, lab);
    } finally {
      opening = false;
    }
  };
}

/** The notebook of a step lies beside this one; that of the other language in the folder beside this folder. */
function target(path, { jkOpen, jkLang }) {
  const folders = path.split("/").slice(0, -1);
  if (jkLang) folders.splice(-1, 1, jkLang);
  return [...folders, `${jkOpen}.ipynb`].join("/");
}
