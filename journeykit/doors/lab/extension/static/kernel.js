// Running a guided page's code: only what is known, again after the kernel came back, and never half.

let list = null;

/** Whether every code cell is one that journeykit ships; without a secure context nobody can tell. */
async function known(panel) {
  if (!globalThis.crypto?.subtle) return false;
  list ??= fetch(new URL("known-cells.json", import.meta.url)).then((answer) => answer.json());
  const hashes = new Set(await list);
  const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
  const found = await Promise.all(code.map((cell) => sha256(cell.model.sharedModel.getSource())));
  return found.every((hash) => hashes.has(hash));
}

async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Run the page where all its code is known or somebody agreed; returns "ready", "failed", "lost" or "ask". */
export async function runKnown(one, lab) {
  return one.agreed || (await known(one.panel).catch(() => false)) ? run(one, lab) : "ask";
}

async function run(one, lab) {
  const { panel } = one;
  const session = panel.sessionContext;
  let release = () => {};
  try {
    await session.ready;
    const kernel = kernelOf(one);
    if (!kernel) return "lost";
    await kernel.info;
    release = hold(panel.content);
    const done = await lab.NotebookActions.runAll(panel.content, session);
    if (done) await drawn(panel.content);
    return done ? "ready" : kernelOf(one) === kernel ? "failed" : "lost";
  } catch (error) {
    console.warn("journeykit-guide", error);
    return "lost";
  } finally {
    release();
  }
}

/**
 * Running empties the cells, scrolls to the last one and leaves the focus there. Keep the page from jumping; whoever
 * uses the keyboard goes on from where they were, at first from the top.
 */
function hold(notebook) {
  const at = notebook.activeCellIndex;
  const scroller = notebook.outerNode;
  const top = scroller.scrollTop;
  const nodes = notebook.widgets.map((cell) => cell.node);
  for (const node of nodes) node.style.minHeight = `${node.offsetHeight}px`;
  return () => {
    for (const node of nodes) node.style.minHeight = "";
    const taken = document.activeElement?.classList.contains("jp-Cell");
    notebook.activeCellIndex = at;
    if (taken) notebook.activeCell?.node.focus({ preventScroll: true });
    scroller.scrollTop = top;
  };
}

const WIDGET = "application/vnd.jupyter.widget-view+json";
const DRAWN = "[data-jk-panel][data-jk-state=ready], .jk-trouble";

/** Wait, some seconds at most, until every panel stands on the page. */
async function drawn(notebook) {
  const until = performance.now() + 5000;
  const shows = ({ model }) => model.type === "code" && model.outputs.toJSON().some((output) => output.data?.[WIDGET]);
  const waiting = () => notebook.widgets.some((cell) => shows(cell) && !cell.node.querySelector(DRAWN));
  while (waiting() && performance.now() < until) await new Promise((next) => setTimeout(next, 30));
}

/** The page's kernel, if it has one. */
const kernelOf = (one) => one.panel.sessionContext.session?.kernel ?? null;

/**
 * Follow the kernel: it `fell` and restarts, then `again`; it is out of reach (`away`), then `found`; or it is `lost`.
 */
export function watch(one, lab, { fell, again, away, found, lost }) {
  const session = one.panel.sessionContext;
  let down = null;
  session.statusChanged.connect((_, status) => {
    if (status === "autorestarting") { down = {}; fell(); flush(lab); }
    else if (status === "dead") lost();
  });
  const answered = async (kernel, fall) => {
    // JupyterLab does not count the reply to this as a change of status, so no status tells that the kernel is back.
    const well = await within(10_000, kernel.requestKernelInfo());
    if (down !== fall) return; // it fell once more
    down = null;
    (well ? again : lost)();
  };
  session.kernelChanged.connect((_, { oldValue, newValue }) => { if (oldValue && !newValue && !one.panel.isDisposed) lost(); });
  session.connectionStatusChanged.connect(async (_, status) => {
    const kernel = kernelOf(one);
    if (status === "connected" && down && kernel) void answered(kernel, down);
    if (status === "connected" && one.away) { one.away = false; found(); }
    if (status !== "connecting" || !kernel || down || one.panel.node.dataset.jkState !== "ready") return;
    one.away = true;
    away();
    // JupyterLab asks for a deleted kernel again and again, for minutes; one question tells.
    const model = await lab.KernelAPI.getKernelModel(kernel.id, kernel.serverSettings).catch(() => null);
    if (one.away && !down && !model) lost();
  });
}

/** Take away JupyterLab's own note that "the kernel appears to have died": the page says it in other words. */
const flush = (lab) => setTimeout(() => lab.Dialog.flush());

/** Let the kernel finish what was sent to it, for three seconds at most: nothing typed a moment ago may get lost. */
export async function settle(one) {
  document.activeElement?.blur?.();
  const kernel = kernelOf(one);
  if (kernel?.connectionStatus !== "connected") return;
  await within(3000, kernel.requestExecute({ code: "", silent: true, store_history: false }).done);
}

/** What a promise gives within some milliseconds; null where it fails or takes longer. */
const within = (time, promise) =>
  Promise.race([promise.catch(() => null), new Promise((done) => setTimeout(done, time, null))]);

/** Close a page at once, and end its kernel. */
export async function end(one, lab) {
  const { session } = one.panel.sessionContext;
  const id = session?.id;
  const settings = session?.kernel?.serverSettings;
  one.panel.dispose();
  if (id) await lab.SessionAPI.shutdownSession(id, settings).catch(() => null);
}
