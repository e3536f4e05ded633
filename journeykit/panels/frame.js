// The frame around every panel: its line to the workshop; in front of each view, behind outbox.js.

/** Make the line below a panel that says how it stands. */
function statusLine(text) {
  const node = h("p", { class: "jk-status", role: "status" });
  const say = (state, words) => {
    node.dataset.state = state;
    node.textContent = words || text[state] || "";
  };
  return { node, say, state: () => node.dataset.state };
}

/** What a view does with records: save, make, delete them, and show what is not stored yet. */
function records(view, out, mail, status) {
  const { text } = view();
  const isNew = (slot, { kind, record }) => slot === `${kind}/${record}/new`;
  /** The records made here: they are this person's own, also before the view says so. */
  const born = new Set(
    Object.entries(out.kept).flatMap(([slot, message]) => (isNew(slot, message) ? message.record : [])),
  );
  /** Save fields of a record; with a slot they are an answer, which is kept also if it is refused. */
  const put = (kind, record, values, slot) =>
    mail.send({ do: "put", kind, record, fields: values, answer: Boolean(slot) }, slot);
  const drop = (kind, record) => {
    Object.keys(out.kept)
      .filter((slot) => slot.startsWith(`${kind}/${record}/`))
      .forEach(out.take);
    delete mail.settling[`${kind}/${record}/new`];
    return mail.send({ do: "drop", kind, record }).then((reply) => {
      if (!reply.ok) return;
      status.say("saved", view().guest ? text.gone : text.deleted);
      // Who leads has an undo for everything; a guest can bring back what they just deleted.
      const back = () => put(kind, record, {});
      if (view().guest)
        status.node.append(h("button", { type: "button", class: "jk-quiet", onclick: back }, text.restore));
    });
  };
  /** Make a record; until it is stored, `made` shows it from here. */
  const make = (kind, record, values) => {
    born.add(record);
    return put(kind, record, values, `${kind}/${record}/new`);
  };
  const made = (kind, known) =>
    Object.entries({ ...mail.settling, ...out.kept })
      .filter(
        ([slot, message]) => message.kind === kind && isNew(slot, message) && !known.has(message.record),
      )
      .map(([, message]) => message);
  /** Say whether who looks may change a record: a guest only what they wrote themselves. */
  const owns = (record) => !view().guest || born.has(record) || (view().mine ?? []).includes(record);
  const waitingFor = (slot) => out.kept[slot] ?? mail.settling[slot];
  /** Let go of what the view shows by now. */
  const seen = () => {
    for (const [slot, message] of Object.entries(mail.settling))
      if (!isNew(slot, message)) delete mail.settling[slot];
  };
  return { put, drop, make, made, owns, waitingFor, seen };
}

/** Keep an eye on the page: what is being typed when it goes away, and what is new when it comes back. */
function watching(fields, mail, live, signal) {
  // A page that goes away within the half second in which typing settles takes nothing with it.
  window.addEventListener("pagehide", () => fields.forEach((field) => field.commit()), { signal });
  const look = () => {
    if (!document.hidden) mail.deliver({ do: "look" });
  };
  document.addEventListener("visibilitychange", look, { signal });
  const watch = live ? setInterval(look, 1000) : 0;
  signal?.addEventListener("abort", () => clearInterval(watch));
}

/** Put the frame's parts into the page, and return how they follow the view. */
function framed(el, body, { view, status, locked, signal }) {
  const { panel: name, text, lang, guest } = view();
  const { nodes, update } = notices(text);
  el.classList.add("jk-panel");
  el.dataset.jkPanel = name;
  el.lang = lang;
  const title = text.title ? [h("h3", { class: "jk-title" }, text.title)] : [];
  el.replaceChildren(...title, ...nodes, body, status.node);
  const hold = guest ? lockable(body, locked, signal) : () => {};
  return { update, hold };
}

/**
 * Frame a panel and connect it: `link.send` delivers a message, once, also over a reload or a lost
 * connection; `draw(view)` runs now and whenever the view changes.
 * @param {Model} model
 */
function panel(model, el, signal, build) {
  const view = () => model.get("view");
  const { panel: name, workshop, text, live } = view();
  const out = shelf(`${workshop}:${name}`),
    fields = new Map(),
    status = statusLine(text),
    locked = () => Boolean(view().locked),
    body = h("div", { class: "jk-body" });
  const mail = sending(model, out, { view, status, signal, fields });
  const { seen, ...kept } = records(view, out, mail, status);
  const { draft, keepDraft } = out,
    { send, ask } = mail;
  const link = { text, say: status.say, fields, view, locked, send, ask, draft, keepDraft, ...kept };
  const { update, hold } = framed(el, body, { view, status, locked, signal });
  const draw = build(link, body);
  let paused = locked();
  const redraw = () => {
    seen();
    update(view());
    hold();
    draw(view());
    hold();
    if (paused && !locked()) mail.deliverAll();
    paused = locked();
  };
  redraw();
  model.on("change:view", redraw);
  model.on("msg:custom", mail.receive);
  watching(fields, mail, live, signal);
  signal?.addEventListener("abort", () => {
    model.off?.("change:view", redraw);
    model.off?.("msg:custom", mail.receive);
  });
  mail.start();
  el.dataset.jkState = "ready";
}
