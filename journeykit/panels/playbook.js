// The playbook: one tab a group, its play as a form on the starting playbook, its talk material.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.title }),
      plays = h("div");
    let chosen = null;

    const put = (play, values, slot) => link.put("play", play, values, slot);
    const line = (play, spec) => {
      const asked = answer(link, spec, "play", play),
        mark = h("span", { class: "jk-tag" }, text.changed);
      const reset = h(
        "button",
        {
          type: "button",
          class: "jk-quiet",
          title: fill(text.reset_field, { field: spec.label }),
          "aria-label": fill(text.reset_field, { field: spec.label }),
          onclick: () => put(play, { [spec.name]: "" }, `play/${play}/${spec.name}`),
        },
        text.reset,
      );
      asked.querySelector(".jk-label").append(mark, reset);
      asked.marked = (changed) => {
        mark.hidden = reset.hidden = !changed;
      };
      if (spec.wheel) asked.classList.add("jk-wheel");
      return asked;
    };
    const topic = ({ play, id }) => {
      const words = h("span", { dir: "auto" }),
        where = h("small"),
        remove = h(
          "button",
          {
            type: "button",
            class: "jk-quiet",
            onclick: () =>
              save(
                play,
                topicsOf(play).filter((one) => one !== id),
              ),
          },
          "×",
        );
      const node = h("li", {}, h("div", {}, where, words), remove);
      node.update = (item) => {
        where.textContent = item.where;
        words.textContent = item.words;
        remove.setAttribute("aria-label", fill(text.remove_topic, { text: item.words }));
      };
      return node;
    };
    const listed = ([id, where, words]) => [id, where ? fill(text.topic, { where, text: words }) : words];
    const topicsOf = (play) =>
      link.waitingFor(`play/${play}/topics`)?.fields.topics ??
      link.view().plays.find((one) => one.id === play).topics;
    const save = (play, topics) => {
      put(play, { topics }, `play/${play}/topics`);
      draw(link.view());
    };

    /** A play to read, for those who do not lead. */
    const read = ({ number }) => {
      const words = reading(),
        list = h("ul", { class: "jk-topics" }),
        heading = h("h4", {}, text.topics);
      const line = () => {
        const node = h("li", { dir: "auto" });
        node.update = ([, , topic]) => {
          node.textContent = topic;
        };
        return node;
      };
      const bant = number === 2 ? h("p", { class: "jk-help" }, text.bant) : null;
      const node = h("div", {}, bant, words, heading, list);
      node.update = (play) => {
        words.update(play.fields, play.values);
        const topics = link.view().library.filter(([id]) => play.topics.includes(id));
        heading.hidden = !topics.length;
        each(list, topics, ([id]) => id, line);
      };
      return node;
    };
    const form = ({ id, fields, number }) => {
      const specs = new Map(fields.map((spec) => [spec.name, line(id, spec)]));
      const wheels = fields.filter((spec) => spec.wheel).map((spec) => specs.get(spec.name));
      const others = fields.filter((spec) => !spec.wheel).map((spec) => specs.get(spec.name));
      const list = h("ul", { class: "jk-topics" }),
        none = h("p", { class: "jk-help" }, text.topics_none),
        add = h("select", { "aria-label": text.add_topic });
      add.addEventListener("change", () => {
        if (add.value) save(id, [...new Set([...topicsOf(id), add.value])]);
        add.value = "";
      });
      const node = h(
        "div",
        {},
        number === 2 ? h("p", { class: "jk-help" }, text.bant) : null,
        wheels.length
          ? h(
              "section",
              { class: "jk-wheels" },
              h("h4", {}, text.wheels),
              h("div", { class: "jk-form" }, ...wheels),
            )
          : null,
        h("div", { class: "jk-form jk-play" }, ...others),
        h("h4", {}, text.topics),
        h("p", { class: "jk-help" }, text.topics_help),
        none,
        list,
        add,
      );
      node.update = (play) => {
        for (const [name, field] of specs) {
          field.show(play.values[name]);
          field.marked(play.changed.includes(name));
        }
        const { library } = link.view(),
          topics = topicsOf(id);
        const known = topics.map((topicId) => library.find(([one]) => one === topicId)).filter(Boolean);
        each(
          list,
          known.map(([one, where, words]) => ({ play: id, id: one, where, words })),
          (item) => item.id,
          topic,
        );
        none.hidden = known.length > 0;
        each(
          add,
          [["", text.add_topic], ...library.filter(([one]) => !topics.includes(one)).map(listed)],
          ([one]) => `t-${one}`,
          option,
        );
      };
      return node;
    };
    const draw = ({ plays: all }) => {
      chosen ??= (all.find((play) => play.in_scope) ?? all[0]).id;
      each(
        tabs,
        all,
        (play) => play.id,
        ({ id }) => {
          const node = h("button", {
            type: "button",
            class: "jk-tab",
            onclick: () => {
              chosen = id;
              draw(link.view());
            },
          });
          node.update = (play) => {
            node.textContent = `${play.number}. ${play.label}${play.in_scope ? "" : ` (${text.out_of_scope})`}`;
            node.setAttribute("aria-pressed", String(id === chosen));
          };
          return node;
        },
      );
      each(
        plays,
        all.filter((play) => play.id === chosen),
        (play) => play.id,
        link.view().guest ? read : form,
      );
    };
    body.append(tabs, plays);
    return draw;
  });
}
export default { render };
