// Guided mode: a notebook whose metadata says `journeykit.guided` opens as a page for people. What it says comes
// from texts.json beside this file, never from the notebook: a stranger's must not word our question.
import { banner, corner } from "./banner.js";
import { guardKeys, guardLeaving, guardMouse } from "./guard.js";
import { runKnown, watch } from "./kernel.js";
import { chrome } from "./chrome.js";
import { opener } from "./open.js";
import { pause } from "./pause.js";

/**
 * @typedef {object} Guide  one guided page
 * @property {any} panel    JupyterLab's NotebookPanel
 * @property {string} title  of the step, for the window
 * @property {boolean} on   false while someone looks at the code
 * @property {boolean} agreed  someone said that code we do not know may run
 * @property {(key: string) => void} say  say one of the texts for a moment
 */

/** Return the plugins of this extension; `shared` gives the packages that JupyterLab shares. */
export async function plugins(shared) {
  const [{ INotebookTracker, NotebookActions }, { IDocumentManager }, { Dialog }, { KernelAPI, SessionAPI }] = await Promise.all(
    ["notebook", "docmanager", "apputils", "services"].map((name) => shared(`@jupyterlab/${name}`)),
  );
  const lab = { NotebookActions, Dialog, KernelAPI, SessionAPI };
  const texts = await fetch(new URL("texts.json", import.meta.url)).then((answer) => answer.json()).catch(() => ({}));
  return [{
    id: "journeykit-guide:plugin",
    autoStart: true,
    requires: [INotebookTracker, IDocumentManager],
    activate(app, tracker, documents) {
      loadStyle();
      const guides = new Map();
      const front = () => { const one = guides.get(app.shell.currentWidget); return one?.on ? one : null; };
      const dress = chrome(app, front);
      guardKeys(front);
      guardMouse();
      guardLeaving();
      const open = opener(documents, lab);
      const begin = async (panel) => {
        await panel.context.ready;
        const meta = panel.content.model?.getMetadata("journeykit");
        if (!meta?.guided || panel.isDisposed) return;
        const one = guide(panel, words(texts, meta), lab, dress);
        guides.set(panel, one);
        panel.disposed.connect(() => { guides.delete(panel); dress(); });
        panel.node.addEventListener("click", (event) => open(event, one), true);
        dress();
        await one.begin();
      };
      tracker.widgetAdded.connect((_, panel) => void begin(panel));
      tracker.forEach((panel) => void begin(panel));
    },
  }];
}

function loadStyle() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: new URL("guided.css", import.meta.url).href });
  document.head.append(link);
}

/** Make a notebook panel a guided page. @returns {Guide & {begin(): Promise<void>}} */
function guide(panel, { text, title }, lab, dress) {
  const one = { panel, title, on: false, agreed: false, say: null };
  const bar = banner(panel, text);
  one.say = bar.say;
  mark(panel);
  neverSave(one);
  const toggle = corner(panel, text, () => (one.on ? undress() : wear()));
  const wear = () => {
    one.on = true;
    panel.addClass("jk-guided");
    panel.toolbar.hide();
    drawAll(panel.content);
    toggle(true);
    panel.content.outerNode.scrollTop = 0;
    dress();
  };
  const undress = () => {
    one.on = false;
    panel.removeClass("jk-guided");
    panel.toolbar.show();
    toggle(false);
    panel.content.outerNode.scrollTop = 0;
    dress();
  };
  const agree = () => { one.agreed = true; bar.state("running", [text.busy]); void run(); };
  const told = {
    lost: [text.lost, text.again, reload],
    failed: [text.failed, text.again, reload],
    ask: [text.ask, text.start, agree],
  };
  let resume = null;
  const fell = () => { resume ??= pause(panel); bar.state("running", [text.back]); };
  const run = async () => {
    const state = await runKnown(one, lab);
    bar.state(state, told[state]);
    if (state === "ready") { resume?.(); resume = null; }
  };
  one.begin = async () => {
    wear();
    bar.state("starting", [text.busy]);
    watch(one, lab, {
      fell,
      away: () => bar.state("running", [text.back]),
      again: () => void run(),
      lost: () => bar.state("lost", told.lost),
      found: () => bar.state("ready"),
    });
    await run();
  };
  return one;
}

/** Our texts in the notebook's language, English where we do not know it. */
function words(texts, { lang, step }) {
  const { guided = {}, titles = {} } = own(texts, lang) ?? texts.en ?? {};
  return { text: guided, title: own(titles, step) };
}

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

/** Draw all of the page, also what is not in view: a form must be there before someone scrolls to it. */
function drawAll(notebook) {
  const config = notebook.notebookConfig;
  // "contentVisibility" draws everything and guided.css does the rest; leaving it breaks JupyterLab's observer.
  if (config.windowingMode !== "contentVisibility") notebook.notebookConfig = { ...config, windowingMode: "none" };
}

/** Tell each cell's place on the page to the style sheet. */
function mark(panel) {
  for (const cell of panel.content.widgets) {
    const part = cell.model.getMetadata("journeykit")?.part;
    if (part) cell.node.dataset.jkPart = part;
  }
}

/** Answers live in the workshop, never in the notebook's file: while guided, nothing is written there. */
function neverSave(one) {
  const { context } = one.panel;
  const save = context.save.bind(context);
  context.save = (...options) => (one.on ? Promise.resolve() : save(...options));
  const clean = () => { if (one.on && context.model.dirty) context.model.dirty = false; };
  context.model.stateChanged.connect(clean);
  clean();
}

/** Load the page anew: the surest way back to a kernel. Not while the server is away: the page would be lost. */
async function reload() {
  const there = await fetch(new URL("known-cells.json", import.meta.url), { cache: "no-store" }).then(() => true, () => false);
  if (there) window.location.reload();
}
