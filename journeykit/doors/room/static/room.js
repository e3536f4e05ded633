// The room's host: gives each panel its model over HTTP and server-sent events.

const page = JSON.parse(document.getElementById("page").textContent);
const at = (id) => document.getElementById(id);
const words = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** Take over the difference from one view to the next; `doors/room/patch.py` writes it. */
function apply(old, patch) {
  if ("=" in patch) return patch["="];
  if (patch.k) {
    const next = Object.assign(Object.create(null), old); // an id may be any word, "__proto__" too
    for (const key of patch.x) delete next[key];
    for (const [key, change] of Object.entries(patch.k)) next[key] = apply(old[key], change);
    return next;
  }
  const items = new Map(old.map((item) => [String(item.id), item]));
  for (const key of patch.x) items.delete(key);
  for (const [key, change] of Object.entries(patch.i)) items.set(key, apply(items.get(key), change));
  return patch.o ? patch.o.map((key) => items.get(key)) : [...items.values()];
}

const state = { room: null, panels: {}, own: { mine: [] } };
const mounted = new Map();
let writer = page.who,
  ahead = 0,
  heard = 0,
  source = null;

// -- sending: one message of a panel after another, so that a later word never arrives before an earlier one

const lines = new Map();
const underway = new Set();

async function post(panel, message, as) {
  const headers = {
    "Content-Type": "application/json",
    "X-CSRF-Token": page.csrf,
    "Accept-Language": page.lang,
  };
  const body = JSON.stringify({ panel, as, message });
  const patience = AbortSignal.timeout?.(10000);
  const answer = await fetch(`${page.root}act`, {
    method: "POST",
    headers,
    body,
    keepalive: true,
    signal: patience,
  });
  const told = answer.status === 413 ? {} : await answer.json(); // too long is too long next time as well
  if (answer.ok) return told;
  if (answer.status === 410 || answer.status === 401) gone(told.say);
  const retry = ![400, 403, 404, 413].includes(answer.status);
  return { id: message.id, ok: false, errors: {}, say: told.say || undefined, retry };
}

function send(panel, message, tell) {
  if (message.do === "look" || underway.has(message.id)) return;
  underway.add(message.id);
  const as = writer;
  const turn = (lines.get(panel) ?? Promise.resolve()).then(async () => {
    try {
      tell(await post(panel, message, as));
      if (source?.readyState === EventSource.OPEN) line("saved");
    } catch {
      line("waiting");
      tell({ id: message.id, ok: false, errors: {}, retry: true });
    }
    underway.delete(message.id);
  });
  lines.set(panel, turn);
}

/** Deliver what waits for panels that are not on the screen any more. */
function leftovers() {
  let keys = [];
  try {
    keys = Object.keys(localStorage);
  } catch {
    return;
  }
  const prefix = `journeykit:${shelf()}:`;
  for (const key of keys.filter((name) => name.startsWith(prefix))) {
    const panel = key.slice(prefix.length).split(":")[0];
    const message = JSON.parse(localStorage.getItem(key));
    if (!mounted.has(panel) && !message.refused)
      send(panel, message, (reply) => reply.retry || localStorage.removeItem(key));
  }
}

// -- showing

const shelf = () => `${state.workshop ?? ""}/${writer}`;
const viewOf = (name) => ({ ...state.panels[name], workshop: shelf(), mine: state.own.mine });

async function mount(name) {
  const el = document.createElement("section");
  at("panels").append(el);
  const leaving = new AbortController(),
    listeners = {};
  const tell = (what, value) => (listeners[what] ?? []).slice().forEach((listener) => listener(value));
  const model = {
    get: () => viewOf(name),
    on: (what, listener) => (listeners[what] ??= []).push(listener),
    off: (what, listener) => (listeners[what] = (listeners[what] ?? []).filter((one) => one !== listener)),
    send: (message) => send(name, message, (reply) => tell("msg:custom", reply)),
  };
  mounted.set(name, { el, leave: () => leaving.abort(), changed: () => tell("change:view") });
  const module = await import(`${page.root}static/${page.files[`panel-${name}.js`]}`);
  if (!leaving.signal.aborted) module.default.render({ model, el, signal: leaving.signal });
}

function showPanels() {
  const names = Object.keys(state.panels);
  state.workshop ??= state.panels[names[0]]?.workshop;
  const same = names.length === mounted.size && names.every((name) => mounted.has(name));
  if (same) return mounted.forEach((panel) => panel.changed());
  clear();
  names.forEach(mount);
  leftovers();
  if (!names.length) at("panels").textContent = page.text.watch;
}

function clear() {
  document.activeElement?.blur(); // what is being written is taken along
  mounted.forEach(({ el, leave }) => {
    leave();
    el.remove();
  });
  mounted.clear();
  at("panels").textContent = "";
}

function showRoom() {
  const { room } = state;
  at("title").textContent = room.title;
  if (at("heading").textContent !== room.heading) {
    at("heading").textContent = room.heading;
    scrollTo({ top: 0 });
  }
  at("aim").textContent = room.aim;
  at("highlight").hidden = !room.highlight;
  at("highlight").querySelector("p").textContent = room.highlight;
  document.body.dataset.locked = String(room.locked || room.ended);
  line("saved");
  tick();
}

/** Say how it stands with the line, and what the facilitator has decided. */
function line(how) {
  const now = ["ended", "locked", "resting"].find((name) => state.room?.[name]);
  const key = how === "saved" ? (now ?? "saved") : how;
  at("line").dataset.state = key;
  if (at("line").textContent !== page.text[key]) at("line").textContent = page.text[key];
}

function tick() {
  const { deadline = 0, left = 0 } = state.room ?? {};
  const seconds = deadline ? Math.round(deadline / 1e6 - (Date.now() / 1000 + ahead)) : left;
  const whole = Math.abs(seconds);
  const values = { minutes: Math.floor(whole / 60), seconds: String(whole % 60).padStart(2, "0") };
  const key = deadline ? (seconds < 0 ? "over" : "left") : left ? "halted" : "";
  at("clock").textContent = key ? words(page.text[key], values) : "";
  at("clock").dataset.state = key;
}
setInterval(tick, 1000);

// -- the line to the room

function gone(say) {
  source?.close();
  source = null;
  clear();
  at("line").dataset.state = "gone";
  at("line").textContent = say || page.text.gone;
}

function listen() {
  source?.close();
  heard = Date.now();
  const opened = (source = new EventSource(
    `${page.root}events?page=${page.page}&lang=${page.lang}&as=${writer}`,
  ));
  heard = Date.now();
  const hear = (name, show) =>
    opened.addEventListener(name, ({ data }) => {
      if (opened !== source) return;
      heard = Date.now();
      const told = JSON.parse(data);
      if (told.now) ahead = told.now - Date.now() / 1000;
      state[name] = "full" in told ? told.full : apply(state[name], told.patch);
      show();
    });
  hear("room", showRoom);
  hear("panels", showPanels);
  opened.addEventListener("ping", () => (heard = Date.now()));
  hear("own", () => mounted.forEach((panel) => panel.changed()));
  opened.addEventListener("gone", () => opened === source && gone());
  opened.onopen = () => {
    if (state.room) line("saved");
    leftovers();
  };
  opened.onerror = () => {
    if (opened !== source) return;
    line("waiting");
    if (opened.readyState === EventSource.CLOSED) setTimeout(() => opened === source && listen(), 2000);
  };
}
/** A lost Wi-Fi leaves a line open and silent: after two of the server's signs of life it counts as cut. */
function watch() {
  if (!source || Date.now() - heard < 25000) return;
  line("waiting");
  listen();
}

listen();
addEventListener("online", listen);
addEventListener("offline", () => line("waiting"));
setInterval(watch, 3000);
document.addEventListener("visibilitychange", () => document.hidden || watch());
setInterval(leftovers, 5000);

// -- the participant's own corner

document.addEventListener("jk-writer", ({ detail }) => {
  clear();
  writer = detail;
  state.panels = {};
  state.own = { mine: [] };
  listen();
});
