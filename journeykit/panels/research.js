// The research list: what to ask customers, persona by persona, and the list as a file.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, guest } = link.view();
    const summary = h("p", { class: "jk-asked-summary" }),
      how = h("p", { class: "jk-help" }, text.how),
      people = h("div", { class: "jk-asking" }),
      where = h("p", { class: "jk-where", role: "status" });
    const write = h(
      "button",
      {
        type: "button",
        onclick: () =>
          link.send({ do: "export" }, "export").then((reply) => {
            where.textContent = reply.say;
            where.dataset.file = reply.file ?? "";
          }),
      },
      text.export,
    );
    const question = () => {
      const place = h("small", { dir: "auto" }),
        words = h("p", { class: "jk-asked-words" }),
        probe = h("p", { class: "jk-help" }),
        assumed = h("p", { class: "jk-asked-assumed", dir: "auto" });
      const node = h("li", {}, place, words, probe, assumed);
      node.update = (now) => {
        place.textContent = `${now.stage} / ${now.lane}`;
        words.textContent = now.question;
        probe.textContent = fill(text.probe, { text: now.probe });
        assumed.textContent = now.assumed.length
          ? fill(text.assumed, { text: now.assumed.join(" / ") })
          : text.empty;
      };
      return node;
    };
    const person = ({ id }) => {
      const title = h("summary", { dir: "auto" }),
        list = h("ul", { class: "jk-asked" });
      const node = h("details", {}, title, list);
      node.open = link.view().people[0]?.id === id;
      node.update = (now) => {
        title.textContent = fill(text.whose, { name: now.name, n: now.asked.length });
        each(list, now.asked, (one) => one.id, question);
      };
      return node;
    };
    body.append(summary, how, people, ...(guest ? [] : [h("div", { class: "jk-row" }, write), where]));
    return (view) => {
      summary.textContent = view.summary;
      summary.className = view.people.length ? "jk-asked-summary" : "jk-empty";
      how.hidden = write.hidden = !view.people.length;
      each(people, view.people, (one) => one.id, person);
    };
  });
}
export default { render };
