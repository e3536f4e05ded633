// What may not be the customer's voice in a note, and the ways to leave it or be asked again; in front of note.js.

/** A nudge under a note: what was found and a question for rewording it; opened, it says why. It stops nobody. */
function nudge(link, note) {
  const { text } = link.view();
  const list = h("div", {}),
    quiet = h("span", {}, text.left);
  const decide = (as_is) => link.put("note", note.id, { as_is }, `note/${note.id}/as_is`);
  const button = (as_is, words) =>
    h("button", { type: "button", class: "jk-quiet", onclick: () => decide(as_is) }, words);
  const leave = button(true, text.leave),
    again = button(false, text.ask_again);
  const node = h("div", { class: "jk-nudge" }, list, quiet, leave, again);
  const hint = ([rule, words, lane]) => {
    const { why, ask } = link.view().wording[rule];
    const told = fill(text.nudge, { words, ask: ask[lane] });
    return h("details", {}, h("summary", { dir: "auto" }, told), h("p", {}, why));
  };
  node.update = (now) => {
    const found = now.hits ?? [], // a note that waits to be stored has none yet
      left = Boolean(now.as_is);
    node.hidden = !found.length || !link.owns(note.id);
    node.dataset.left = String(left);
    list.hidden = leave.hidden = left;
    quiet.hidden = again.hidden = !left;
    const asked = found.map(([rule, words]) => [rule, words, now.lane]);
    each(list, asked, (one) => JSON.stringify(one), hint);
  };
  node.update(note);
  return node;
}
