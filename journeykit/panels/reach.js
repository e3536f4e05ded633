// What several views show of the customer's own data: bars by stage, and claims beside figures.

/** How many reached each stage, as bars with their numbers; nobody has to tell the colours apart. */
function bars(text, rows) {
  const bar = ({ stage, told, share, share_beyond }) => {
    const strip = (name, width) => {
      const node = h("span", { class: name });
      node.style.width = `${width}%`;
      node.hidden = !width;
      return node;
    };
    return h(
      "li",
      {},
      h("span", { class: "jk-bar-name", dir: "auto" }, stage),
      h(
        "span",
        { class: "jk-bar-strip", "aria-hidden": "true" },
        strip("jk-bar-beyond", share_beyond),
        strip("jk-bar-reached", share),
      ),
      h("span", { class: "jk-bar-n" }, told),
    );
  };
  return h("ul", { class: "jk-bars", "aria-label": text.bars }, ...rows.map(bar));
}

/** What the team claims, and what the data say to it. */
function claimed(text, { place, verdict, label, said, why }) {
  return h(
    "li",
    { data: { verdict } },
    h(
      "div",
      { class: "jk-claim-head" },
      h("strong", {}, label),
      h("span", { class: "jk-tag", dir: "auto" }, place),
    ),
    h("p", { class: "jk-said", dir: "auto" }, fill(text.said, { said })),
    h("p", { dir: "auto" }, fill(text.why, { why })),
  );
}
