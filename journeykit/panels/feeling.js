// A feeling's parts beside the curve; in front of its view.

/** Make an SVG element. */
function drawn(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A feeling's value with its sign, the minus as long as the plus. */
const signed = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));

/** What a participant says, with how they think the customer goes on. */
function heard({ text, view }, { value, why, onward }) {
  const words = why ? fill(text.said, { value: signed(value), why }) : signed(value);
  const label = new Map(view().onward).get(onward);
  return label ? fill(text.said_onward, { said: words, onward: label }) : words;
}

/** A choice of how a persona goes on from a stage: on, not at all, or back (A7). */
function goesOn(link, id) {
  const { text } = link,
    slot = `feeling/${id}/onward`;
  const save = () => {
    link.put("feeling", id, { onward: box.value }, slot);
    box.dataset.onward = box.value;
  };
  const labels = [["", text.goes_on], ...link.view().onward];
  const box = h("select", { class: "jk-goes-on", onchange: save }, ...labels.map(option));
  box.show = (stage, sign) => {
    box.setAttribute("aria-label", fill(text.onward, { stage }));
    const now = link.waitingFor(slot)?.fields.onward ?? sign ?? "";
    if (box !== document.activeElement) box.value = now;
    box.dataset.onward = box.value;
  };
  return box;
}
