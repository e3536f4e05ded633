// Findings beside the notes of the board: the fact, what it rests on, and apart from it what is inferred.

/** A list of findings; `show` takes those of one place. It is hidden while there are none. */
function factList(text) {
  const list = h("ul", { class: "jk-facts", "aria-label": text.facts });
  const make = () => {
    const words = h("p", { class: "jk-words", dir: "auto" }),
      told = h("small", { dir: "auto" }),
      inferred = h("p", { class: "jk-inferred", dir: "auto" });
    const node = h("li", {}, h("span", { class: "jk-tag" }, text.fact), words, told, inferred);
    node.update = (now) => {
      words.textContent = now.text;
      told.textContent = now.told;
      inferred.textContent = now.inference ? fill(text.inferred, { text: now.inference }) : "";
      inferred.hidden = !now.inference;
    };
    return node;
  };
  list.show = (found) => {
    list.hidden = !found.length;
    each(list, found, (one) => one.id, make);
  };
  return list;
}

/** The findings of a place on a persona's map: those about every customer stand on each. */
const factsAt = (view, persona, stage, lane) =>
  view.facts.filter(
    (one) => one.stage === stage && one.lane === lane && (one.persona === "" || one.persona === persona),
  );
