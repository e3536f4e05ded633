// Shared by every view and put in front of each when it is read: a view reaches the browser as a blob,
// in which a relative import cannot resolve.

/** @typedef {{get(name: string): any, on(name: string, f: Function): void, send(message: object): void}} Model */

/** Make an element: attributes, `style`, `on…` listeners, `data` entries, then its children. */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "style")
      node.style.cssText = value; // the room's pages allow no style attribute
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Make `parent`'s children match `list` by key, moving nothing that stays: focus and carets survive. */
function each(parent, list, keyOf, make) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = new Set(list.map((item) => String(keyOf(item))));
  for (const [key, node] of old) if (!wanted.has(key)) node.remove();
  let at = parent.firstElementChild;
  for (const item of list) {
    const key = String(keyOf(item));
    const node = old.get(key) ?? make(item);
    node.dataset.key = key;
    // A node that holds the focus stays where it is; what stands before it makes way.
    if (node !== at && node.contains(document.activeElement))
      while (at && at !== node) {
        const away = at;
        at = at.nextElementSibling;
        parent.append(away);
      }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
    node.update?.(item);
  }
}

/** Fill `{name}` in a text of the catalogue. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** An option of a select whose label follows the view. */
function option([key, label]) {
  const node = h("option", { value: key }, label);
  node.update = ([, now]) => {
    if (node.textContent !== now) node.textContent = now;
  };
  return node;
}

/** What people wrote, a list item each. */
const listed = (texts) => texts.map((text) => h("li", { dir: "auto" }, text));

/** What may be wider than the page: it scrolls by itself, by the keyboard too. */
const scrolled = (label, ...children) =>
  h("div", { class: "jk-scroll", tabindex: "0", role: "group", "aria-label": label }, ...children);

/** Show one tab for each of `people`, `[id, name]`; a click on one calls `choose` with its id. */
function peopleTabs(tabs, people, chosen, choose) {
  const make = ([id]) => {
    const node = h("button", { type: "button", class: "jk-tab", dir: "auto", onclick: () => choose(id) });
    node.update = ([, name, pressed]) => {
      node.textContent = name;
      node.setAttribute("aria-pressed", String(pressed));
    };
    return node;
  };
  each(
    tabs,
    people.map(([id, name]) => [id, name, id === chosen]),
    ([id]) => id,
    make,
  );
}

let made = 0;
/** An id for an element of the page. */
const pageId = () => `jk-${++made}-${Math.random().toString(36).slice(2, 8)}`;

/** A UUID of version 7: ids made later sort later. `crypto.randomUUID` is missing on plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let i = 5; i >= 0; i--, now = Math.floor(now / 256)) bytes[i] = now % 256;
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
