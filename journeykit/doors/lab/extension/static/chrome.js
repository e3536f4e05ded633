// JupyterLab's own frame (menus, side bars, status line) steps aside while a guided page is in front.

const FRAME = ["jp-header-panel", "jp-top-panel", "jp-menu-panel", "jp-bottom-panel"];

/** Return a function that makes the frame fit what is in front; `front` gives the guided page there, if any. */
export function chrome(app, front) {
  const { shell } = app;
  let hidden = null;
  const dress = () => {
    const page = front();
    document.body.classList.toggle("jk-guided-page", Boolean(page));
    if (page && !hidden) {
      shell.collapseLeft?.();
      shell.collapseRight?.();
      hidden = frame(shell).filter((part) => !part.isHidden);
      hidden.forEach((part) => part.hide());
    } else if (!page && hidden) {
      hidden.forEach((part) => part.show());
      hidden = null;
    }
    name(app, page);
  };
  shell.currentChanged?.connect(dress);
  // JupyterLab names the window after the file, again and again. (Naming the widget instead renames the file.)
  new MutationObserver(() => name(app, front())).observe(document.head, { childList: true, subtree: true, characterData: true });
  return dress;
}

function name(app, page) {
  const title = page?.title && `${page.title} - ${app.name}`;
  if (title && document.title !== title) document.title = title;
}

function frame(shell) {
  return [...walk(shell)].filter((part) => FRAME.includes(part.id) || part.hasClass("jp-SideBar"));
}

/** All widgets of the frame, not those of the documents within. */
function* walk(widget) {
  for (const child of widget.children?.() ?? []) {
    yield child;
    if (!child.hasClass("jp-MainAreaWidget")) yield* walk(child);
  }
}
