// Who is here, in the order in which they joined: what each has answered is a number, never a ranking.

/** The list of participants and the totals by role; in front of cockpit.js. */
function peoplePart(link) {
  const { text } = link.view();
  const head = h("h4"),
    nobody = h("p", { class: "jk-help" }, text.nobody),
    nameless = h("p", { class: "jk-help" }, text.anonymous_on),
    rows = h("tbody"),
    totals = h("ul", { class: "jk-totals" });
  const titles = [text.name, text.role, text.state, text.count].map((words) =>
    h("th", { scope: "col" }, words),
  );
  const table = h("table", { class: "jk-people" }, h("thead", {}, h("tr", {}, ...titles, h("td"))), rows);
  const scroll = h("div", { class: "jk-people-scroll", tabindex: "0", role: "region" }, table);
  const byRole = h("section", { "aria-label": text.by_role }, h("h5", {}, text.by_role), totals);
  const node = h("section", { class: "jk-lead-wide" }, head, nobody, nameless, scroll, byRole);

  const row = ({ id, name }) => {
    const called = h("span", { dir: "auto" }),
      scribe = h("small"),
      [role, state, count] = [
        h("td", { dir: "auto" }),
        h("td"),
        h("td", { class: "jk-number", data: { label: text.count_short } }),
      ];
    const remove = asking({
      label: text.remove,
      name: fill(text.remove_who, { name }),
      question: fill(text.remove_sure, { name }),
      yes: text.sure,
      no: text.keep,
      act: () => link.send({ do: "remove", record: id }, `remove/${id}`),
    });
    const line = h(
      "tr",
      {},
      h("th", { scope: "row" }, called, scribe),
      role,
      state,
      count,
      h("td", {}, remove),
    );
    line.update = (now) => {
      called.textContent = now.name;
      scribe.textContent = now.scribe ? fill(text.scribe, { name: now.scribe }) : "";
      role.textContent = now.label;
      state.textContent =
        now.online === null ? text.unknown : now.online ? `● ${text.online}` : `○ ${text.offline}`;
      state.dataset.online = String(now.online);
      count.textContent = now.answers;
    };
    return line;
  };
  const total = () => {
    const line = h("li");
    line.update = (now) => {
      line.textContent = fill(now.answers === null ? text.role_few : text.role_total, {
        role: now.label,
        people: now.people,
        n: now.answers,
      });
    };
    return line;
  };
  node.update = (view) => {
    const roles = new Map(view.roles.map((role) => [role.id, role.label]));
    head.textContent = fill(text.people, { n: view.joined });
    scroll.setAttribute("aria-label", head.textContent);
    nobody.hidden = view.joined > 0;
    nameless.hidden = !view.anonymous;
    scroll.hidden = !view.people.length;
    byRole.hidden = !view.roles.length;
    const named = view.people.map((one) => ({ ...one, label: roles.get(one.role || "none") }));
    each(rows, named, (one) => one.id, row);
    each(totals, view.roles, (role) => role.id, total);
  };
  return node;
}
