// One table of the customer's own data: its first rows, and what each column holds.

/** A table: its first rows, and over each column a choice of what it holds. */
function tableOf(link, table, open) {
  const { text, kinds, orders } = link.view();
  const kind = picker(text.kind, () => {}),
    order = picker(text.order, () => {});
  kind.update(kinds, table.kind);
  order.update(orders, table.order);
  const heads = table.columns.map((column) => columnOf(link.view(), column));
  const rows = table.rows.map((row) =>
    h("tr", {}, ...row.map((cell) => h("td", { dir: "auto" }, cell ?? ""))),
  );
  const grid = h(
    "table",
    { class: "jk-sheet jk-columns", style: `--columns: ${heads.length}` },
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
  );
  const joins = table.lookups.map(({ told, on }) => {
    const box = h("input", { type: "checkbox" });
    box.checked = on;
    return h("label", { class: "jk-chip", dir: "auto" }, box, told);
  });
  const node = h(
    "details",
    { class: "jk-source", open },
    h("summary", { dir: "auto" }, fill(text.table, table)),
    h("p", { class: "jk-help", dir: "auto" }, table.why),
    h("div", { class: "jk-picks" }, kind, order),
    joins.length ? h("div", { class: "jk-chips" }, ...joins) : null,
    scrolled(fill(text.rows, table), grid),
  );
  node.chosen = () => ({
    name: table.name,
    kind: kind.select.value,
    order: order.select.value,
    columns: heads.map((head) => head.chosen()),
    lookups: joins.map((label) => label.querySelector("input").checked),
  });
  return node;
}

/** The head of a column: its name, what it holds, and why that is thought so. */
function columnOf({ text, roles }, column) {
  const what = h("input", {
    type: "text",
    "aria-label": fill(text.event_of, column),
    placeholder: text.event,
  });
  const role = h(
    "select",
    {
      "aria-label": fill(text.holds, column),
      onchange: () => (what.hidden = role.value !== "time"),
    },
    ...roles.map(option),
  );
  role.value = column.role;
  what.value = column.what;
  what.hidden = column.role !== "time";
  const from = column.from ? h("small", { dir: "auto" }, fill(text.taken, column)) : null,
    why = h("small", { class: "jk-why", dir: "auto" }, column.why);
  const sure = column.unsure ? h("span", { class: "jk-tag" }, text.unsure) : null;
  const head = h(
    "th",
    { scope: "col" },
    h("span", { class: "jk-column", dir: "auto" }, column.name),
    from,
    role,
    what,
    sure,
    why,
  );
  head.chosen = () => ({ column: column.name, role: role.value, what: what.value.trim() });
  return head;
}
