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
  left = false,
  source = null;

const { posting } = await import(`${page.root}static/${page.files["post.js"]}`);
const { send, carry, leftovers, standing } = posting(page, {
  sent: (how) => (how === "waiting" || source?.readyState === EventSource.OPEN) && line(how),
  gone: (say) => gone(say),
  hear: (panel, as, reply) => as === writer && mounted.get(panel)?.hear(reply),
  onScreen: (panel, as) => as === writer && mounted.has(panel),
});

// -- showing

const viewOf = (name, who) => ({
  ...state.panels[name],
  workshop: `${page.workshop}/${who}`,
  mine: state.own.mine,
});

async function mount(name) {
  const el = document.createElement("section");
  at("panels").append(el);
  const leaving = new AbortController(),
    who = writer, // also for what is written as the writer changes
    listeners = {};
  const tell = (what, value) => (listeners[what] ?? []).slice().forEach((listener) => listener(value));
  const model = {
    get: () => viewOf(name, who),
    on: (what, listener) => (listeners[what] ??= []).push(listener),
    off: (what, listener) => (listeners[what] = (listeners[what] ?? []).filter((one) => one !== listener)),
    send: (message, _, files) => (files ? carry(name, message, files, hear) : send(name, message, who, hear)),
  };
  const hear = (reply) => tell("msg:custom", reply);
  mounted.set(name, { el, leave: () => leaving.abort(), changed: () => tell("change:view"), hear });
  const module = await import(`${page.root}static/${page.files[`panel-${name}.js`]}`);
  if (!leaving.signal.aborted) module.default.render({ model, el, signal: leaving.signal });
}

function showPanels() {
  const names = Object.keys(state.panels);
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
  if (left) return;
  const now = ["ended", "locked", "resting"].find((name) => state.room?.[name]);
  const key = how === "saved" ? (now ?? standing(writer)) : how;
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

/** This person takes part no more; should they be let in again, they go on where they were. */
function gone(say) {
  source?.close();
  source = null;
  left = true;
  heard = Date.now();
  clear();
  at("line").dataset.state = "gone";
  at("line").textContent = say || page.text.gone;
}

/** The one we wrote for takes part no more: back to oneself, and the page says so. */
function home() {
  writeFor(page.who);
  document.dispatchEvent(new CustomEvent("jk-home"));
}

const feed = () => `${page.root}events?page=${page.page}&lang=${page.lang}&as=${writer}`;

/** Ask why the line is closed: what the browser's own event does not tell. */
async function whyClosed() {
  const stop = new AbortController();
  try {
    const answer = await fetch(feed(), { headers: { "Accept-Language": page.lang }, signal: stop.signal });
    return { status: answer.status, say: answer.ok ? "" : (await answer.json()).say };
  } catch {
    return { status: 0 };
  } finally {
    stop.abort();
  }
}
async function closed(opened) {
  const { status, say } = await whyClosed();
  if (opened !== source) return;
  if (status === 401 || status === 410) gone(say);
  else if (status === 403 && writer !== page.who) home();
  else setTimeout(() => opened === source && listen(), 2000);
}

function listen() {
  source?.close();
  left = false;
  heard = Date.now();
  const opened = (source = new EventSource(feed()));
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
  opened.addEventListener("gone", () => opened === source && (writer === page.who ? gone() : home()));
  opened.onopen = () => {
    if (state.room) line("saved");
    leftovers({ refused: true });
  };
  opened.onerror = () => {
    if (opened !== source) return;
    line("waiting");
    if (opened.readyState === EventSource.CLOSED) closed(opened);
  };
}
/** A lost Wi-Fi leaves a line open and silent: after two of the server's signs of life it counts as cut. */
async function watch() {
  if (left && !document.hidden && Date.now() - heard > 10000) {
    heard = Date.now();
    if ((await whyClosed()).status === 200 && left) listen();
  }
  if (!source || Date.now() - heard < 25000) return;
  line("waiting");
  listen();
}

listen();
addEventListener("online", listen);
addEventListener("offline", () => line("waiting"));
setInterval(watch, 3000);
document.addEventListener("visibilitychange", () => document.hidden || watch());
setInterval(() => {
  if (left) return;
  leftovers();
  if (source?.readyState === EventSource.OPEN) line("saved");
}, 5000);

// -- the participant's own corner

function writeFor(who) {
  clear();
  writer = who;
  state.panels = {};
  state.own = { mine: [] };
  listen();
}
document.addEventListener("jk-writer", ({ detail }) => writeFor(detail));
