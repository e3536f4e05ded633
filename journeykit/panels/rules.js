// Rules: which event means which stage, in order; at each change, how many events each rule takes.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const trouble = h("p", { class: "jk-error", role: "alert" }),
      empty = h("p", { class: "jk-empty" }, text.empty),
      told = h("p", { class: "jk-told", role: "status" }),
      list = h("ol", { class: "jk-rules" }),
      left = h("ul", { class: "jk-unmapped" }),
      leftTitle = h("h4", {}),
      none = h("p", { class: "jk-complete" }, text.all_mapped),
      what = h("datalist", { id: pageId() }),
      subtype = h("datalist", { id: pageId() });
    const study = studying(link, signal, (reply) => show(reply)),
      wait = waiting(text, () => study.ask({ do: "cancel" })),
      starters = picker(text.starter, (name) => name && study.change({ do: "starter", name }).then(opened));
    let now = [],
      open = -1;
    const history = [];
    const save = (rules, opens = -1) => {
      history.push(now);
      open = opens;
      return study.change({ do: "save", rules });
    };
    const opened = () => (starters.select.value = "");
    const back = h(
      "button",
      { type: "button", onclick: () => study.change({ do: "save", rules: history.pop() }) },
      text.back,
    );
    const add = (rule) => save([...now, { ...BLANK, ...rule }], now.length);
    const plus = h("button", { type: "button", class: "jk-add", onclick: () => add({}) }, text.add);
    const tools = h("div", { class: "jk-row jk-tools" }, plus, back, starters);
    const all = [told, list, tools, leftTitle, left, none];
    body.append(h("p", { class: "jk-help" }, text.help), wait, trouble, empty, ...all, what, subtype);

    const editing = {
      lists: { what: what.id, subtype: subtype.id },
      change: (at, fields) =>
        save(
          now.map((rule, i) => (i === at ? { ...rule, ...fields } : rule)),
          at,
        ),
      remove: (at) => save(now.filter((_, i) => i !== at)),
      move: (at, by) => {
        const rules = [...now],
          [rule] = rules.splice(at, 1);
        rules.splice(at + by, 0, rule);
        return save(rules, at + by);
      },
    };
    const missing = (kind) => {
      const words = h("span", { dir: "auto" }, kind.told),
        count = h("span", { class: "jk-tag" }, kind.count);
      const { source, what, subtype } = kind;
      const rule = { source: [source], what: what ? [what] : [], subtype: subtype ? [subtype] : [] };
      const make = h("button", { type: "button", onclick: () => add(rule) }, text.make);
      make.setAttribute("aria-label", fill(text.make_of, kind));
      return h("li", {}, words, count, make);
    };
    const show = (reply) => {
      wait.update(reply);
      trouble.textContent = reply.ok ? (reply.trouble ?? "") : reply.say;
      if (!reply.ok) return;
      empty.hidden = reply.saved || reply.running;
      for (const part of all) part.hidden = !reply.saved;
      if (!reply.saved) return;
      now = reply.rules.map(({ rule }) => rule);
      told.textContent = reply.told;
      back.disabled = history.length === 0;
      starters.update([["", text.starter_none], ...reply.starters], "");
      what.replaceChildren(...reply.names.what.map((value) => h("option", { value })));
      subtype.replaceChildren(...reply.names.subtype.map((value) => h("option", { value })));
      const rows = reply.rules.map((rule, at) => ({ ...rule, at, last: at === now.length - 1 }));
      each(
        list,
        rows,
        ({ at }) => at,
        ({ at }) => ruleOf(link, editing, reply.sources, at === open),
      );
      if (open >= 0) list.children[open]?.querySelector("details").setAttribute("open", "");
      open = -1;
      left.replaceChildren(...reply.unmapped.map(missing));
      leftTitle.textContent = reply.left;
      leftTitle.hidden = left.hidden = reply.unmapped.length === 0;
      none.hidden = !reply.counted || reply.unmapped.length > 0;
    };
    study.ask();
    return () => {};
  });
}

const BLANK = {
  source: [],
  what: [],
  subtype: [],
  nth: "",
  stage: "",
  moves: "any",
  sticky: false,
  note: "",
};
export default { render };
