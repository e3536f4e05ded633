// The cards of the wall, and what is done with those that are selected; in front of wall.js.

/** Return what makes a card: its words, and for who leads the ways to select, discuss and delete it. */
function cardKit(link, chosen, redraw) {
  const { text, can } = link.view();
  return (card) => {
    const words = h("span", { class: "jk-words", dir: "auto" }),
      more = h("p", { class: "jk-inferred", dir: "auto" }),
      tags = h("p", { class: "jk-wall-tags" }),
      box = h("input", { type: "checkbox", onchange: () => select() }),
      discuss = h("button", { type: "button", class: "jk-quiet", onclick: () => talk() }),
      remove = h("button", { type: "button", class: "jk-quiet", onclick: () => drop() }, text.delete),
      row = h("div", { class: "jk-wall-row" }, discuss, remove);
    const mergeable = can && card.kind !== "persona" && !card.talk;
    const top = mergeable ? h("label", { class: "jk-wall-pick" }, box, words) : h("p", {}, words);
    const node = h("li", { class: "jk-wall-card" }, top, more, tags, ...(can ? [row] : []));
    const select = () => {
      box.checked ? chosen.set(card.id, node.card) : chosen.delete(card.id);
      redraw();
    };
    const isTalk = () => link.view().highlight?.id === card.id;
    const talk = () => link.send({ do: "highlight", record: isTalk() ? "" : card.id }, "highlight");
    const drop = () => link.send({ do: "drop", kind: card.kind, record: card.id }, `drop/${card.id}`);
    const tag = (words_, kind = "") => h("span", { class: `jk-tag ${kind}` }, words_);
    node.update = (now) => {
      const short = [...now.text].slice(0, 30).join(""),
        lit = isTalk(),
        drawn = JSON.stringify([now, lit]);
      box.checked = chosen.has(now.id);
      node.dataset.chosen = String(mergeable && box.checked);
      box.disabled = chosen.size > 0 && [...chosen.values()][0].kind !== now.kind;
      if (drawn === node.drawn) return;
      node.drawn = drawn;
      node.card = now;
      words.textContent = now.text;
      more.textContent = now.more && now.kind === "note" ? fill(text.inferred, { text: now.more }) : now.more;
      more.hidden = !now.more;
      tags.replaceChildren(
        ...(lit ? [tag(`▶ ${text.highlighted}`, "jk-wall-lit")] : []),
        ...(now.dots
          ? [tag(`${"●".repeat(Math.min(now.dots, 12))} ${fill(text.dots, { n: now.dots })}`, "jk-wall-dots")]
          : []),
        ...now.tags.map((one) => tag(one)),
        ...(now.merged ? [tag(fill(text.merged, { n: now.merged + 1 }))] : []),
      );
      tags.hidden = !tags.childElementCount;
      node.dataset.lit = String(lit);
      discuss.textContent = lit ? text.stop : text.highlight;
      discuss.setAttribute("aria-label", lit ? text.stop : fill(text.highlight_what, { text: short }));
      box.setAttribute("aria-label", fill(text.select, { text: short }));
      remove.setAttribute("aria-label", fill(text.drop, { text: short }));
    };
    return node;
  };
}

/** Return what makes a hint that some cards may say the same; its button selects them, to be merged or not. */
function sameKit(link, chosen, redraw) {
  const { text } = link.view();
  return () => {
    let cards;
    const words = h("span", { dir: "auto" }),
      pick = h("button", { type: "button" });
    pick.addEventListener("click", () => {
      chosen.clear();
      for (const card of cards) chosen.set(card.id, card);
      redraw();
    });
    const node = h("li", {}, h("small", {}, text.same), words, pick);
    node.update = (now) => {
      cards = now;
      words.textContent = now[0].text;
      pick.textContent = fill(text.same_pick, { n: now.length });
      const short = [...now[0].text].slice(0, 30).join("");
      pick.setAttribute("aria-label", fill(text.same_one, { text: short, n: now.length }));
    };
    return node;
  };
}

/** The bar that tells what is selected, and merges it into the card that is to stay. */
function choosing(link, chosen, redraw) {
  const { text } = link.view();
  const count = h("strong", { role: "status" }),
    help = h("p", { class: "jk-help" }, text.more_needed),
    stay = h("select", { id: pageId() });
  const merge = h(
    "button",
    {
      type: "button",
      class: "jk-main",
      onclick: () => {
        const [{ kind }] = chosen.values();
        const others = [...chosen.keys()].filter((id) => id !== stay.value);
        link.send({ do: "merge", kind, keep: stay.value, others }, "merge").then((reply) => {
          if (reply.ok) clear();
        });
      },
    },
    text.merge,
  );
  const clear = () => {
    chosen.clear();
    redraw();
  };
  const kept = h("div", { class: "jk-wall-keep" }, h("label", { for: stay.id }, text.keep), stay);
  const row = h(
    "div",
    { class: "jk-wall-merge" },
    count,
    kept,
    merge,
    h("button", { type: "button", onclick: clear }, text.clear),
  );
  const node = h("div", { class: "jk-wall-choice" }, help, row);
  node.update = (all) => {
    const before = stay.value,
      several = chosen.size > 1;
    row.hidden = chosen.size === 0;
    help.hidden = several || ![...all.values()].some((card) => card.kind !== "persona");
    count.textContent = chosen.size ? fill(text.chosen, { n: chosen.size }) : "";
    kept.hidden = merge.hidden = !several;
    each(
      stay,
      [...chosen.values()].map((card) => [card.id, card.text]),
      ([id]) => id,
      option,
    );
    stay.value = chosen.has(before) ? before : ([...chosen.keys()][0] ?? "");
  };
  return node;
}
