// A ballot: a few choices for each item, taken back by tapping again; the counts once they are revealed.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, choices, budget, once, guest } = link.view();
    const sides = choices.some(([weight]) => weight < 0) ? ["for", "against"] : ["for"];
    const list = h("ol", {
        class: `jk-ballot${budget || once ? " jk-dots" : ""}${choices.length > 2 ? " jk-many" : ""}`,
      }),
      left = h("p", { class: "jk-left", "aria-live": "polite" }),
      counted = h("p", { class: "jk-counted" }),
      none = h("p", { class: "jk-empty" }, text.no_items);

    const slot = (item) => `vote/${item}/weight`;
    /** What still waits to be stored of an item. */
    const sent = (item) => {
      const waiting = link.waitingFor(slot(item));
      return waiting && !waiting.refused ? waiting.fields.weight : undefined;
    };
    /** A rank that is on its way to another item is no longer here. */
    const leaves = (item, weight) =>
      once && weight && link.view().items.some(({ id }) => id !== item && sent(id) === weight);
    /** What this person said of an item: what still waits to be stored counts first. */
    const said = (item) => {
      const { votes, mine = [] } = link.view();
      const stored = votes.find((vote) => vote.item === item && mine.includes(vote.id))?.weight ?? 0;
      return sent(item) ?? (leaves(item, stored) ? 0 : stored);
    };
    const rest = () => budget - link.view().items.reduce((sum, { id }) => sum + Math.abs(said(id)), 0);
    const few = (item, weight) => Boolean(budget) && weight - said(item) > rest();
    const vote = (item, weight) => {
      const next = said(item) === weight ? 0 : weight;
      // The same rank on its way to another item is called back first, so that the last word counts.
      const called = link.view().items.filter(({ id }) => once && next && id !== item && sent(id) === next);
      for (const { id } of called)
        link.send({ do: "vote", kind: "vote", record: id, fields: { weight: 0 } }, slot(id));
      const message = { do: "vote", kind: "vote", record: item, fields: { weight: next } };
      link.send(message, slot(item)).then((reply) => reply.ok || draw(link.view()));
      draw(link.view());
    };
    const chip = (item, [weight, label]) => {
      const node = h(
        "button",
        { type: "button", class: "jk-vote", onclick: () => vote(item, weight) },
        label,
      );
      node.update = (name) => {
        const on = said(item) === weight;
        node.setAttribute("aria-pressed", String(on));
        node.setAttribute("aria-label", fill(text.choice, { item: name, choice: label }));
        node.classList.toggle("jk-spent", !on && few(item, weight));
        node.setAttribute("aria-disabled", String(node.classList.contains("jk-spent")));
      };
      return node;
    };
    const line = (label) => {
      const words = h("dd", { dir: "auto" }),
        node = h("div", {}, h("dt", {}, label), words);
      node.update = (value) => {
        words.textContent = value ?? "";
        node.hidden = !value;
      };
      return node;
    };
    const row = ({ id }) => {
      const owner = h("small"),
        name = h("strong", { dir: "auto", id: pageId() }),
        meaning = line(text.meaning),
        sign = line(text.sign);
      const chips = guest ? choices.map((choice) => chip(id, choice)) : [];
      const bars = sides.map((side) => bar(text, side)),
        result = h("div", { class: "jk-result" }, ...bars);
      const node = h(
        "li",
        {},
        h("div", { class: "jk-item" }, owner, name, h("dl", {}, meaning, sign)),
        h("div", { class: "jk-votes", role: "group", "aria-labelledby": name.id }, ...chips),
        result,
      );
      node.update = (item) => {
        const { totals, revealed } = link.view(),
          { for: yes = 0, against: no = 0 } = totals[id] ?? {};
        const most = Math.max(1, ...Object.values(totals).map((one) => Math.max(one.for, one.against)));
        owner.textContent = [item.owner, item.times > 1 ? fill(text.times, { n: item.times }) : ""]
          .filter(Boolean)
          .join(" ");
        owner.hidden = !owner.textContent;
        name.textContent = item.label;
        meaning.update(item.meaning);
        sign.update(item.sign);
        chips.forEach((one) => one.update(item.label));
        result.hidden = !revealed;
        bars.forEach((one, at) => one.update(at ? no : yes, most, choices[at][1]));
      };
      return node;
    };
    function draw(view) {
      const score = ({ id }) => (view.totals[id]?.for ?? 0) - (view.totals[id]?.against ?? 0);
      // Who leads sees those with most dots or points first; under a guest's finger nothing moves.
      const sorted =
        (budget || once) && !guest ? [...view.items].sort((a, b) => score(b) - score(a)) : view.items;
      each(list, sorted, ({ id }) => id, row);
      none.hidden = view.items.length > 0;
      left.hidden = !budget || !guest || !view.items.length;
      const n = Math.max(0, rest());
      left.textContent = fill(text.left, { n, dots: "●".repeat(n) + "○".repeat(Math.max(0, budget - n)) });
      counted.textContent = view.counted || (guest ? "" : text.hidden);
      counted.hidden = !counted.textContent;
    }
    list.addEventListener(
      "click",
      (event) => {
        if (!event.target.closest(".jk-spent")) return;
        event.stopPropagation(); // no dot is left: said, not sent
        link.say("refused", text.none_left);
      },
      { signal, capture: true },
    );
    body.append(...(guest ? [h("p", { class: "jk-help" }, text.help)] : []), left, counted, none, list);
    return draw;
  });
}
export default { render };
