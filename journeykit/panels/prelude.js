// Shared by every view and put in front of each when it is read: a view reaches the browser as a blob,
// in which a relative import cannot resolve.

/** @typedef {{get(name: string): any, on(name: string, f: Function): void, send(message: object): void}} Model */

/** Make an element: attributes, `style`, `on…` listeners, `data` entries, then its children. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "style")
      node.style.cssText = value; // the room's pages allow no style attribute
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Make `parent`'s children match `list` by key, moving nothing that stays: focus and carets survive. */
function each(parent, list, keyOf, make) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = new Set(list.map((item) => String(keyOf(item))));
  for (const [key, node] of old) if (!wanted.has(key)) node.remove();
  let at = parent.firstElementChild;
  for (const item of list) {
    const key = String(keyOf(item));
    const node = old.get(key) ?? make(item);
    node.dataset.key = key;
    // A node that holds the focus stays where it is; what stands before it makes way.
    if (node !== at && node.contains(document.activeElement))
      while (at && at !== node) {
        const away = at;
        at = at.nextElementSibling;
        parent.append(away);
      }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
    node.update?.(item);
  }
}

/** Fill `{name}` in a text of the catalogue. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** An option of a select whose label follows the view. */
function option([key, label]) {
  const node = h("option", { value: key }, label);
  node.update = ([, now]) => {
    if (node.textContent !== now) node.textContent = now;
  };
  return node;
}

/** Show one tab for each of `people`, `[id, name]`; a click on one calls `choose` with its id. */
function peopleTabs(tabs, people, chosen, choose) {
  const make = ([id]) => {
    const node = h("button", { type: "button", class: "jk-tab", dir: "auto", onclick: () => choose(id) });
    node.update = ([, name, pressed]) => {
      node.textContent = name;
      node.setAttribute("aria-pressed", String(pressed));
    };
    return node;
  };
  each(
    tabs,
    people.map(([id, name]) => [id, name, id === chosen]),
    ([id]) => id,
    make,
  );
}

let made = 0;
/** An id for an element of the page. */
const pageId = () => `jk-${++made}-${Math.random().toString(36).slice(2, 8)}`;

/** A UUID of version 7: ids made later sort later. `crypto.randomUUID` is missing on plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let i = 5; i >= 0; i--, now = Math.floor(now / 256)) bytes[i] = now % 256;
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * What is kept in the browser until it is acknowledged: by slot in memory, one entry a message in the
 * storage, so that two tabs with the same field open do not take each other's text away.
 */
function shelf(prefix) {
  const kept = {};
  const stored = (action) => {
    try {
      action();
    } catch {
      /* storage is closed to us or full: memory still holds it */
    }
  };
  const keyOf = (slot, message) => `${prefix}${slot}|${message.id}`;
  const take = (slot) => {
    const message = kept[slot];
    delete kept[slot];
    if (message) stored(() => localStorage.removeItem(keyOf(slot, message)));
  };
  const put = (slot, message) => {
    take(slot);
    kept[slot] = message;
    stored(() => localStorage.setItem(keyOf(slot, message), JSON.stringify(message)));
  };
  stored(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    // Ids sort by age: of two messages for one slot the later stays.
    const found = keys.map((key) => [key, JSON.parse(localStorage.getItem(key))]);
    found.sort(([, a], [, b]) => (a.id < b.id ? -1 : 1));
    for (const [key, message] of found) put(key.slice(prefix.length, key.lastIndexOf("|")), message);
  });
  return { kept, put, take };
}

/**
 * Frame a panel and connect it: `link.send` delivers a message, once, also over a reload or a lost
 * connection; `draw(view)` runs now and whenever the view changes.
 * @param {Model} model
 */
function panel(model, el, signal, build) {
  const view = () => model.get("view");
  const { panel: name, workshop, text } = view();
  const out = shelf(`journeykit:${workshop}:${name}:`);
  const fields = new Map(),
    replies = new Map();
  /** The records made here: they are this person's own, also before the view says so. */
  const born = new Set(
    Object.entries(out.kept).flatMap(([slot, { record }]) => (slot.endsWith(`/${record}/new`) ? record : [])),
  );
  const status = h("p", { class: "jk-status", role: "status" });
  const body = h("div", { class: "jk-body" });
  let retry = 0;
  const say = (state, words) => {
    status.dataset.state = state;
    status.textContent = words || text[state] || "";
  };
  const locked = () => Boolean(view().locked);
  const pending = () => Object.values(out.kept).filter((message) => !message.refused);
  const deliver = (message) => {
    try {
      model.send(message);
    } catch {
      say("waiting");
    }
  };
  const again = () => {
    clearTimeout(retry);
    if (pending().length && !signal?.aborted)
      retry = setTimeout(() => {
        if (status.dataset.state !== "waiting") say("waiting", locked() ? view().locked_text : "");
        pending().forEach(deliver);
        again();
      }, 4000);
  };
  const link = {
    text,
    say,
    fields,
    view,
    /** Send a message; one with the same `slot` replaces it while it waits. Resolves with the reply. */
    send(message, slot) {
      const whole = { ...message, id: newId() };
      out.put(slot ?? whole.id, whole);
      say("saving");
      deliver(whole);
      again();
      return new Promise((done) => replies.set(whole.id, done));
    },
    /** Save fields of a record. */
    put: (kind, record, values, slot) => link.send({ do: "put", kind, record, fields: values }, slot),
    drop(kind, record) {
      Object.keys(out.kept)
        .filter((slot) => slot.startsWith(`${kind}/${record}/`))
        .forEach(out.take);
      return link.send({ do: "drop", kind, record }).then((reply) => {
        if (!reply.ok) return;
        say("saved", view().guest ? text.gone : text.deleted);
        // Who leads has an undo for everything; a guest can bring back what they just deleted.
        const back = () => link.put(kind, record, {});
        if (view().guest)
          status.append(h("button", { type: "button", class: "jk-quiet", onclick: back }, text.restore));
      });
    },
    locked,
    /** Say whether who looks may change a record: a guest only what they wrote themselves. */
    owns: (record) => !view().guest || born.has(record) || (view().mine ?? []).includes(record),
    waitingFor: (slot) => out.kept[slot],
    /** Make a record; until it is stored, `made` shows it from here. */
    make(kind, record, values) {
      born.add(record);
      return link.put(kind, record, values, `${kind}/${record}/new`);
    },
    made: (kind, known) =>
      Object.values(out.kept).filter(
        (message) => out.kept[`${kind}/${message.record}/new`] === message && !known.has(message.record),
      ),
  };
  /** Forget refused answers to records that are gone: nobody could mend them. */
  const prune = () => {
    const refused = Object.entries(out.kept).filter(([, message]) => message.refused);
    if (!refused.length || pending().length) return;
    const known = JSON.stringify(view());
    refused.filter(([, message]) => !known.includes(message.record)).forEach(([slot]) => out.take(slot));
  };
  const receive = (reply) => {
    const slot = Object.keys(out.kept).find((key) => out.kept[key].id === reply.id);
    const [wrong] = Object.values(reply.errors ?? {});
    if (slot) {
      // What the store could not take stays and is sent again; what a field cannot take stays to be mended.
      if (wrong) out.put(slot, { ...out.kept[slot], refused: true });
      else if (!reply.retry) out.take(slot);
      fields.get(slot)?.told(wrong ?? (reply.ok || reply.retry ? "" : reply.say));
    }
    prune();
    const shown = ([key, message]) => message.refused && fields.get(key)?.isConnected;
    if (reply.retry) say("waiting", reply.say);
    else if (!reply.ok) say("refused", reply.say);
    else if (reply.say) say("saved", reply.say);
    else say(pending().length ? "saving" : Object.entries(out.kept).some(shown) ? "refused" : "saved");
    if (!pending().length) clearTimeout(retry);
    replies.get(reply.id)?.(reply);
    if (!reply.retry) replies.delete(reply.id);
  };
  el.classList.add("jk-panel");
  el.dataset.jkPanel = name;
  el.lang = view().lang;
  const { nodes, update } = notices(text);
  el.replaceChildren(
    ...(text.title ? [h("h3", { class: "jk-title" }, text.title)] : []),
    ...nodes,
    body,
    status,
  );
  const hold = view().guest ? lockable(body, locked, signal) : () => {};
  const draw = build(link, body);
  let paused = locked();
  const redraw = () => {
    prune();
    update(view());
    hold();
    draw(view());
    hold();
    if (paused && !locked()) pending().forEach(deliver);
    paused = locked();
  };
  redraw();
  model.on("change:view", redraw);
  model.on("msg:custom", receive);
  // A page that goes away within the half second in which typing settles takes nothing with it.
  window.addEventListener("pagehide", () => fields.forEach((field) => field.commit()), { signal });
  const look = () => {
    if (!document.hidden) deliver({ do: "look" });
  };
  document.addEventListener("visibilitychange", look, { signal });
  const watch = view().live ? setInterval(look, 1000) : 0;
  signal?.addEventListener("abort", () => {
    clearTimeout(retry);
    clearInterval(watch);
    model.off?.("change:view", redraw);
    model.off?.("msg:custom", receive);
  });
  Object.values(out.kept).forEach(deliver);
  again();
  el.dataset.jkState = "ready";
}
