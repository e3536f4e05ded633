// Evidence: what the customer's own data say. First how good they are, then figures, claims, words, findings.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, guest } = link.view();
    const trouble = h("p", { class: "jk-error", role: "alert" }),
      empty = h("p", { class: "jk-empty" }),
      standing = h("p", { class: "jk-asof" }),
      told = h("p", { class: "jk-where", role: "status" }),
      parts = h("div", { class: "jk-evidence" }),
      signals = h("details", { class: "jk-part", hidden: true });
    const study = guest ? null : studying(link, signal, (reply) => show(reply));
    const wait = guest ? null : waiting(text, () => study.ask({ do: "cancel" }));
    const update = h(
      "button",
      {
        type: "button",
        class: "jk-main",
        onclick: () => study.ask({ do: "update" }),
      },
      text.update,
    );
    body.append(
      ...(guest ? [] : [h("div", { class: "jk-row" }, update), wait, trouble, told]),
      empty,
      standing,
      parts,
      signals,
    );
    const show = (reply) => {
      wait.update(reply);
      trouble.textContent = reply.ok ? (reply.trouble ?? "") : reply.say;
      if (!reply.ok) return;
      update.disabled = Boolean(reply.running) || !reply.ready;
      told.textContent = reply.told ?? "";
      signals.hidden = !reply.signals;
      if (reply.signals) signals.replaceChildren(...signalled(text, reply.signals));
    };
    study?.ask();
    const chosen = { group: "" };
    let drawn = "";
    return (view) => {
      empty.textContent = view.empty;
      empty.hidden = !view.empty;
      standing.textContent = view.standing;
      standing.hidden = !view.standing;
      const now = JSON.stringify([view.quality, view.groups, view.claims, view.texts, view.findings]);
      if (now === drawn) return;
      drawn = now;
      const open = new Set([...parts.querySelectorAll("details[open]")].map((node) => node.dataset.part));
      const first = parts.children.length === 0,
        narrow = body.clientWidth > 0 && body.clientWidth < 600;
      parts.replaceChildren(...(view.empty ? [] : drawnParts(link, view, chosen)));
      if (first && narrow) for (const name of ["quality", "claims"]) open.add(name);
      if (!first || narrow)
        for (const node of parts.querySelectorAll("details[data-part]"))
          node.open = open.has(node.dataset.part);
    };
  });
}

/** The parts of the panel, each under its heading; the quality of the data stands first. */
function drawnParts(link, view, chosen) {
  const { text, guest } = link.view();
  const part = (name, heading, ...children) =>
    h(
      "details",
      { class: "jk-part", open: true, data: { part: name } },
      h("summary", {}, heading),
      ...children,
    );
  const quality = sheet(text.quality, view.quality.heads, view.quality.rows, "jk-quality");
  const list = (found) => h("ul", { class: "jk-claims" }, ...found.map((claim) => claimed(text, claim)));
  const seen = view.claims.filter(({ verdict }) => verdict !== "unobservable"),
    unseen = view.claims.filter(({ verdict }) => verdict === "unobservable");
  const claims = [
    seen.length ? list(seen) : null,
    unseen.length
      ? h("details", {}, h("summary", {}, fill(text.unseen, { n: unseen.length })), list(unseen))
      : null,
  ].filter(Boolean);
  const words = view.texts.map(([stage, quotes]) =>
    h("div", {}, h("h4", { dir: "auto" }, stage), h("ul", { class: "jk-quotes" }, ...listed(quotes))),
  );
  return [
    part("quality", text.quality, h("p", { class: "jk-help" }, text.quality_help), quality),
    part("figures", text.figures, ...figured(text, view, chosen)),
    part(
      "claims",
      text.claims,
      h("p", { class: "jk-told" }, view.told),
      h("p", { class: "jk-help" }, text.claims_help),
      ...claims,
    ),
    words.length
      ? part(
          "texts",
          text.texts,
          h("p", { class: "jk-help" }, text.texts_help),
          h("div", { class: "jk-voices" }, ...words),
        )
      : null,
    guest ? null : part("findings", text.findings, ...offered(link, view.findings)),
  ].filter(Boolean);
}

/** The figures of one group of customers; which one is chosen here. */
function figured(text, view, chosen) {
  const tables = h("div");
  const draw = () => {
    const found = view.groups.find(({ id }) => id === chosen.group) ?? view.groups[0];
    chosen.group = found.id;
    tables.replaceChildren(
      bars(text, found.bars),
      ...found.tables.flatMap(({ title, heads, rows, empty }) => [
        h("h4", {}, title),
        rows.length ? sheet(title, heads, rows) : h("p", { class: "jk-help" }, empty),
      ]),
    );
  };
  const pick = picker(text.group, (id) => {
    chosen.group = id;
    draw();
  });
  draw();
  pick.update(
    view.groups.map(({ id, label }) => [id, label]),
    chosen.group,
  );
  pick.select.value = chosen.group;
  const shared = view.shared.flatMap(({ title, heads, rows }) => [
    h("h4", {}, title),
    sheet(title, heads, rows),
  ]);
  return [h("div", { class: "jk-picks" }, pick), tables, ...shared];
}

/** Who calls for closer care, by name: for who leads alone, and never kept in the workshop. */
function signalled(text, { heads, rows, file, told }) {
  // Folded: others may be looking at this screen.
  return [
    h("summary", {}, fill(text.signals_n, { n: rows.length })),
    h("p", { class: "jk-help" }, text.signals_help),
    rows.length ? sheet(text.signals, heads, rows) : h("p", {}, text.no_signals),
    told ? h("p", { class: "jk-help" }, told) : null,
    file ? h("p", { class: "jk-help", dir: "auto" }, file) : null,
  ].filter(Boolean);
}
export default { render };
