// Changes: choose a day, and read what has changed since it began.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const pick = h("select", { "aria-label": text.since, onchange: () => ask(pick.value) }),
      told = h("p", { class: "jk-told" }),
      groups = h("div", { class: "jk-changes" });
    const chooser = h("label", { class: "jk-since", hidden: true }, h("span", {}, text.since), pick);
    body.append(chooser, told, groups);

    let asked = "";
    /** Ask what changed since the chosen day; an answer that comes too late is passed over. */
    const ask = (day) => {
      const { newest } = link.view();
      asked = newest;
      link.send({ do: "since", day }, "since").then((reply) => {
        if (!reply.ok || asked !== newest) return;
        each(pick, reply.days, ([id]) => id, option);
        chooser.hidden = reply.days.length === 0;
        if (day) pick.value = day;
        told.textContent = reply.say;
        groups.replaceChildren(...reply.groups.map(group));
      });
    };
    const group = ([heading, n, lines]) =>
      h(
        "details",
        { open: n <= 10 },
        h("summary", {}, fill(text.group, { heading, n })),
        h("ul", {}, ...listed(lines)),
      );
    return (view) => {
      if (view.newest !== asked) ask(pick.value);
    };
  });
}
export default { render };
