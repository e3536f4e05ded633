// The frame around every panel: its line to the workshop; in front of each view, behind outbox.js.

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
  /** What is stored but not yet in the view: it is still shown from here, so that nothing jumps or goes. */
  const settling = {};
  const settle = (slot, message) => {
    settling[slot] = message;
    setTimeout(() => settling[slot] === message && delete settling[slot], 10000);
  };
  const isNew = (slot, { kind, record }) => slot === `${kind}/${record}/new`;
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
      delete settling[`${kind}/${record}/new`];
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
    waitingFor: (slot) => out.kept[slot] ?? settling[slot],
    /** Make a record; until it is stored, `made` shows it from here. */
    make(kind, record, values) {
      born.add(record);
      return link.put(kind, record, values, `${kind}/${record}/new`);
    },
    made: (kind, known) =>
      Object.entries({ ...settling, ...out.kept })
        .filter(
          ([slot, message]) => message.kind === kind && isNew(slot, message) && !known.has(message.record),
        )
        .map(([, message]) => message),
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
      else if (!reply.retry) {
        if (reply.ok) settle(slot, out.kept[slot]);
        out.take(slot);
      }
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
    for (const [slot, message] of Object.entries(settling)) if (!isNew(slot, message)) delete settling[slot];
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
