// What goes out of a page of the room: one message of a panel after another, and what the browser still keeps.

const REFUSED = [400, 403, 404, 413];

/** What the browser takes along when the page goes away: it sends no more than 64 KiB of that at once. */
const LIGHT = 16_000;

/** Return all that this browser keeps for `writers`, oldest first: ids sort by age. */
function keptFor(workshop, writers) {
  const found = [];
  try {
    for (const as of writers) {
      const prefix = `journeykit:${workshop}/${as}:`;
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
        const panel = key.slice(prefix.length).split(":")[0];
        found.push({ key, as, panel, message: JSON.parse(localStorage.getItem(key)) });
      }
    }
  } catch {
    /* storage is closed to us: the panels hold in memory what they wait for */
  }
  return found.sort((a, b) => (a.message.id < b.message.id ? -1 : 1));
}

/** Say whether the storage still has a message: another tab may have sent or replaced it. */
function isKept({ key }) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Note in the storage how it stands with a message, unless it was replaced meanwhile. */
function file({ key, message }, reply) {
  try {
    if (reply.retry || !isKept({ key })) return;
    const refused = { ...message, refused: true, say: reply.say || "" };
    if (reply.ok || !message.answer) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(refused));
  } catch {
    /* as above */
  }
}

/** How long ago a message was written, in milliseconds: its id tells. */
const age = ({ id }) => Date.now() - parseInt(id.replace("-", "").slice(0, 12), 16);

/**
 * The way out of a page. `sent(how)` hears "saved" or "waiting" after each message, `gone(say)` that this
 * person's seat is gone; `hear(panel, as, reply)` hands a reply to a panel on the screen, if it is there.
 */
export function posting(page, { sent, gone, hear, onScreen }) {
  const lines = new Map();
  const underway = new Set();
  const writers = new Set([page.who, ...page.seats.map(([id]) => id)]);

  /** Return what an answer says; what was too long is too long next time as well. */
  const said = (answer) => (answer.status === 413 ? { say: page.text.too_long } : answer.json());

  async function post(panel, message, as) {
    const headers = {
      "Content-Type": "application/json",
      "X-CSRF-Token": page.csrf,
      "Accept-Language": page.lang,
    };
    const body = JSON.stringify({ panel, as, message });
    const signal = AbortSignal.timeout?.(10000);
    const keepalive = body.length < LIGHT;
    const answer = await fetch(`${page.root}act`, { method: "POST", headers, body, keepalive, signal });
    const told = await said(answer);
    if (answer.ok) return told;
    if (answer.status === 410 || answer.status === 401) gone(told.say);
    const retry = !REFUSED.includes(answer.status);
    return { id: message.id, ok: false, errors: {}, say: told.say || undefined, retry };
  }

  function send(panel, message, as, tell, wanted = () => true) {
    if (message.do === "look" || underway.has(message.id)) return;
    underway.add(message.id);
    writers.add(as);
    const deliver = async () => {
      if (!wanted()) return void underway.delete(message.id);
      let reply = { id: message.id, ok: false, errors: {}, retry: true },
        how = "waiting";
      try {
        reply = await post(panel, message, as);
        how = "saved";
      } catch {
        /* no answer, or none of ours: it is sent again */
      }
      underway.delete(message.id);
      tell(reply);
      sent(how);
    };
    const line = `${as}:${panel}`; // a later word never arrives before an earlier one
    lines.set(line, (lines.get(line) ?? Promise.resolve()).then(deliver));
  }

  /** Send a message with files beside it, once: who sent them keeps them and asks again. */
  async function carry(panel, message, files, tell) {
    const head = `${JSON.stringify({ panel, message })}\n`,
      body = new Blob([head, ...files]),
      headers = { "X-CSRF-Token": page.csrf, "Accept-Language": page.lang };
    let reply = { ok: false, say: "" };
    try {
      const answer = await fetch(`${page.root}files`, { method: "POST", headers, body });
      const told = await said(answer);
      reply = answer.ok ? told : { ...reply, say: told.say };
      if (answer.status === 401) gone(told.say);
    } catch {
      /* no answer: the panel says so */
    }
    tell({ errors: {}, ...reply, id: message.id });
  }

  /** Deliver what waits for panels and people that are not on the screen; with `refused`, that once more. */
  function leftovers({ refused = false } = {}) {
    for (const one of keptFor(page.workshop, writers)) {
      const { as, panel, message } = one;
      if (message.refused ? !refused : onScreen(panel, as)) continue;
      const done = (reply) => {
        hear(panel, as, reply);
        file(one, reply);
      };
      send(panel, message, as, done, () => isKept(one));
    }
  }

  /** Say what of it all is not stored: "waiting" for a while now, or "refused" to somebody not on the screen. */
  function standing(writer) {
    const kept = keptFor(page.workshop, writers);
    if (kept.some(({ message }) => !message.refused && age(message) > 3000)) return "waiting";
    return kept.some(({ as, message }) => message.refused && as !== writer) ? "refused" : "saved";
  }

  return { send, carry, leftovers, standing };
}
