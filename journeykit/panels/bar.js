// A count as a bar; in front of the views that count votes.

/** One count, for or against: words, a length, and hatching for those against. */
function bar(text, side) {
  const full = h("span", { class: "jk-bar-fill" }),
    words = h("span", { class: "jk-bar-words" });
  const node = h("div", { class: `jk-bar jk-${side}` }, h("span", { class: "jk-bar-track" }, full), words);
  node.update = (n, most, label) => {
    full.style.width = `${most ? (100 * n) / most : 0}%`;
    words.textContent = fill(text.tally, { label, n });
  };
  return node;
}
