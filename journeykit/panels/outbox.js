// What waits in the browser until it is stored, and how it gets there; in front of each view, behind prelude.js.

/**
 * What is kept in the browser until it is acknowledged: by slot in memory, one entry a message in the
 * storage, so that two tabs with the same field open do not take each other's text away. What is begun and
 * not sent yet is a draft.
 */
function shelf(place) {
  const kept = {},
    prefix = `journeykit:${place}:`;
  const stored = (action) => {
    try {
      return action();
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
  const drafts = {},
    draftKey = (slot) => `journeykit-draft:${place}:${slot}`;
  const draft = (slot) => drafts[slot] ?? stored(() => localStorage.getItem(draftKey(slot))) ?? "";
  const keepDraft = (slot, words) => {
    drafts[slot] = words;
    const key = draftKey(slot);
    stored(() => (words ? localStorage.setItem(key, words) : localStorage.removeItem(key)));
  };
  stored(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    // Ids sort by age: of two messages for one slot the later stays.
    const found = keys.map((key) => [key, JSON.parse(localStorage.getItem(key))]);
    found.sort(([, a], [, b]) => (a.id < b.id ? -1 : 1));
    for (const [key, message] of found) put(key.slice(prefix.length, key.lastIndexOf("|")), message);
  });
  return { kept, put, take, draft, keepDraft };
}

/**
 * Send what is in the outbox `out` until it is stored. An answer that is refused stays, marked so: it is sent
 * again when its person goes on editing, and whenever the panel opens. A refused deed is told and forgotten.
 */
function sending(model, out, { view, status, signal, fields }) {
  const replies = new Map();
  /** What is stored but not yet in the view: it is still shown from here, so that nothing jumps or goes. */
  const settling = {};
  let retry = 0;
  const settle = (slot, message) => {
    settling[slot] = message;
    setTimeout(() => settling[slot] === message && delete settling[slot], 10000);
  };
  const pending = () => Object.values(out.kept).filter((message) => !message.refused);
  const deliver = (message, files) => {
    try {
      model.send(message, undefined, files);
    } catch {
      status.say("waiting");
    }
  };
  const deliverAll = () => pending().forEach((message) => deliver(message));
  const again = () => {
    clearTimeout(retry);
    if (pending().length && !signal?.aborted)
      retry = setTimeout(() => {
        if (status.state() !== "waiting") status.say("waiting", view().locked ? view().locked_text : "");
        deliverAll();
        again();
      }, 4000);
  };
  const send = (message, slot) => {
    const whole = { ...message, id: newId() },
      making = `${message.kind}/${message.record}/new`,
      made = out.kept[making];
    if (made?.refused) {
      out.put(making, { ...made, refused: undefined });
      deliver(out.kept[making]);
    }
    out.put(slot ?? whole.id, whole);
    status.say("saving");
    deliver(whole);
    again();
    return new Promise((done) => replies.set(whole.id, done));
  };
  /**
   * Ask for what is nobody's answer: nothing is kept until it is stored, and the line below stays as it is.
   * `files` are array buffers that go beside the message.
   */
  const asked = new Set();
  const ask = (message, files) => {
    const whole = { ...message, id: newId() };
    asked.add(whole.id);
    deliver(whole, files);
    return new Promise((done) => replies.set(whole.id, done));
  };
  /** Return an answer that was refused and can still be mended: its record is there, or waits to be. */
  const stuck = () => {
    const refused = Object.values(out.kept).filter((message) => message.refused);
    const known = refused.length ? JSON.stringify(view()) : "";
    return refused.find(({ kind, record }) => known.includes(record) || `${kind}/${record}/new` in out.kept);
  };
  /** Keep or forget what a reply is about. */
  const file = (slot, reply, wrong) => {
    const message = out.kept[slot];
    if (reply.ok) settle(slot, message);
    if (!reply.ok && (wrong || message.answer))
      out.put(slot, { ...message, refused: true, say: reply.say || "" });
    else out.take(slot);
  };
  const tell = (reply) => {
    const held = stuck();
    if (reply.retry) status.say("waiting", reply.say);
    else if (!reply.ok) status.say("refused", reply.say);
    else if (reply.say) status.say("saved", reply.say);
    else if (pending().length) status.say("saving");
    else status.say(held ? "refused" : "saved", held?.say);
  };
  const receive = (reply) => {
    const slot = Object.keys(out.kept).find((key) => out.kept[key].id === reply.id);
    const [wrong] = Object.values(reply.errors ?? {});
    if (slot && !reply.retry) file(slot, reply, wrong);
    fields.get(slot)?.told(wrong ?? (reply.ok || reply.retry ? "" : (reply.say ?? "")));
    if (!asked.delete(reply.id)) tell(reply);
    if (!pending().length) clearTimeout(retry);
    replies.get(reply.id)?.(reply);
    if (!reply.retry) replies.delete(reply.id);
  };
  const start = () => {
    const held = stuck();
    if (held) status.say("refused", held.say);
    Object.values(out.kept).forEach((message) => deliver(message));
    again();
  };
  signal?.addEventListener("abort", () => clearTimeout(retry));
  return { send, ask, deliver, deliverAll, receive, settling, start };
}
