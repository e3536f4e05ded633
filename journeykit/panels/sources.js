// Sources: the tables of the customer's own data, and what each column holds: proposed, checked, confirmed.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text } = link.view();
    const place = h("code", { class: "jk-place", dir: "auto" }),
      empty = h("p", { class: "jk-empty" }, text.empty),
      trouble = h("p", { class: "jk-error", role: "alert" }),
      tables = h("div", { class: "jk-sources" }),
      notes = h("ul", { class: "jk-reasons" }),
      told = h("p", { class: "jk-where", role: "status" });
    let anew = false;
    const study = studying(
        link,
        signal,
        (reply) => show(reply),
        () => ({ anew }),
      ),
      wait = waiting(text, () => study.ask({ do: "cancel" }));
    const look = h("button", { type: "button" }, text.look);
    look.addEventListener("click", () => {
      anew = true;
      study.ask({ do: "propose" });
    });
    const choices = whole(link),
      confirm = h("button", { type: "button", class: "jk-main", onclick: () => save() }, text.confirm),
      end = h("div", { class: "jk-row" }, confirm);
    body.append(
      h("p", { class: "jk-help" }, text.help),
      h("p", {}, text.folder, " ", place),
      h("div", { class: "jk-row" }, look),
      wait,
      trouble,
      empty,
      choices.node,
      notes,
      tables,
      end,
      told,
    );
    let drawn = "";
    const save = () => {
      const sources = [...tables.children].map((node) => node.chosen());
      told.textContent = "";
      anew = false;
      study.change({ do: "save", ...choices.chosen(), sources }).then((reply) => {
        told.textContent = reply.say ?? "";
      });
    };
    const show = (reply) => {
      wait.update(reply);
      trouble.textContent = reply.ok ? (reply.trouble ?? "") : reply.say;
      if (!reply.ok) return;
      place.textContent = reply.folder;
      const found = reply.tables?.length > 0;
      empty.hidden = found || reply.running || reply.trouble;
      for (const part of [choices.node, notes, tables, end]) part.hidden = !found;
      look.textContent = reply.saved ? text.anew : text.look;
      const now = JSON.stringify([reply.tables, reply.settings]);
      if (now === drawn) return; // what is being chosen is left alone
      drawn = now;
      if (!found) return;
      choices.update(reply.settings);
      notes.replaceChildren(...listed(reply.notes));
      tables.replaceChildren(...reply.tables.map((table, at) => tableOf(link, table, at < 3)));
    };
    study.ask();
    return () => {};
  });
}
export default { render };
