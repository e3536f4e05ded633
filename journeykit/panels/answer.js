// A labelled field that saves as it is typed; in front of each view, behind prelude.js.

/** A control and how to read and write it, by the field's kind. */
const CONTROLS = {
  line: (spec, id) => plain(h("input", { id, type: "text", autocomplete: "off" })),
  number: (spec, id) => (spec.options.length ? rating(spec) : figure(spec, id)),
  date: (spec, id) => plain(h("input", { id, type: "date" })),
  text: (spec, id) => plain(h("textarea", { id, rows: 2 })),
  choice: (spec, id) => (spec.options.length > 8 ? select(spec, id) : chips(spec, "radio")),
  choices: (spec) => chips(spec, "checkbox"),
};

function plain(box) {
  return {
    node: box,
    box,
    get: () => box.value,
    set: (value) => {
      box.value = value;
    },
    options() {},
  };
}

/** A whole number; 0, which says that nobody knows, is an empty box. */
function figure(spec, id) {
  const box = h("input", { id, type: "number", inputmode: "numeric", min: 0, max: spec.most, step: 1 });
  return {
    ...plain(box),
    get: () => Math.min(Math.max(Math.round(Number(box.value)) || 0, 0), spec.most),
    set: (value) => {
      box.value = value || "";
    },
  };
}

/** A small number, chosen. */
function rating(spec) {
  const control = chips(spec, "radio");
  return { ...control, get: () => Number(control.get()), set: (value) => control.set(String(value || 0)) };
}

function select(spec, id) {
  const box = h("select", { id });
  const options = (next) => each(box, [["", spec.none], ...next], ([key]) => `o-${key}`, option);
  options(spec.options);
  return { ...plain(box), options };
}

/** Radio buttons or check boxes as chips: native inputs with real labels. */
function chips(spec, type) {
  const group = h("div", { class: "jk-chips" }),
    name = pageId(),
    many = type === "checkbox";
  let value = many ? [] : "";
  const boxes = () => [...group.querySelectorAll("input")];
  const paint = () =>
    boxes().forEach((box) => {
      box.checked = many ? value.includes(box.value) : value === box.value;
    });
  const options = (next) => {
    each(
      group,
      next,
      ([key]) => `c-${key}`,
      ([key, label]) => {
        const words = h("span", {}, label);
        const chip = h("label", { class: "jk-chip" }, h("input", { type, name, value: key }), words);
        chip.update = ([, now]) => {
          if (words.textContent !== now) words.textContent = now;
        };
        return chip;
      },
    );
    paint();
  };
  group.addEventListener("change", (event) => {
    const picked = event.target;
    value = many
      ? picked.checked
        ? [...value, picked.value]
        : value.filter((key) => key !== picked.value)
      : picked.value;
  });
  options(spec.options);
  return {
    node: group,
    box: null,
    get: () => value,
    set: (next) => {
      value = next;
      paint();
    },
    options,
  };
}

/**
 * A labelled field that saves as it is typed. It never changes what is being written: an input method
 * that composes a word (日本語) is left alone, and the text is normalised when it is stored, not here.
 */
function answer(link, spec, kind, record) {
  const id = pageId(),
    slot = `${kind}/${record}/${spec.name}`;
  const control = CONTROLS[spec.kind]({ ...spec, none: link.text.none }, id);
  const grouped = control.box === null;
  const label = h(
    grouped ? "legend" : "label",
    { class: "jk-label", for: grouped ? null : id },
    h("span", {}, spec.label),
    spec.required ? h("small", { class: "jk-needed" }, link.text.required) : null,
  );
  const help = h("p", { class: "jk-help", id: `${id}-help` }, spec.help),
    error = h("p", { class: "jk-error", id: `${id}-error`, role: "alert" });
  const count = h("p", { class: "jk-count", "aria-hidden": "true" });
  const node = h(
    grouped ? "fieldset" : "div",
    { class: `jk-field jk-${spec.kind}`, data: { field: spec.name } },
    label,
    help,
    control.node,
    error,
    count,
  );
  const target = control.box ?? node;
  target.setAttribute("aria-describedby", `${id}-help ${id}-error`);
  if (control.box && spec.example) control.box.placeholder = spec.example;
  if (control.box && spec.kind !== "choice") control.box.dir = "auto";
  let composing = false,
    dirty = false,
    timer = 0,
    known;
  const size = () => {
    const n = [...String(control.get())].length;
    count.textContent = spec.max && n > spec.max * 0.8 ? fill(link.text.count, { n, max: spec.max }) : "";
  };
  const grow = () => {
    if (spec.kind === "text") {
      control.box.style.height = "auto";
      control.box.style.height = `${control.box.scrollHeight + 2}px`;
    }
  };
  const commit = () => {
    clearTimeout(timer);
    if (composing || !dirty) return;
    dirty = false;
    const value = control.get();
    known = JSON.stringify(value);
    link.put(kind, record, { [spec.name]: value }, slot);
  };
  const later = () => {
    dirty = true;
    clearTimeout(timer);
    if (!grouped) {
      size();
      grow();
    }
    if (!composing) timer = setTimeout(commit, grouped || control.box.tagName === "SELECT" ? 0 : 500);
  };
  node.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  node.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  node.addEventListener("input", (event) => {
    if (event.target.type !== "radio" && event.target.type !== "checkbox") later();
  });
  node.addEventListener("change", (event) => {
    if (event.target.type === "radio" || event.target.type === "checkbox") later();
  });
  node.addEventListener("focusout", () => {
    composing = false;
    commit();
  });
  node.told = (words) => {
    error.textContent = words;
    grouped || target.setAttribute("aria-invalid", String(Boolean(words)));
    node.classList.toggle("jk-wrong", Boolean(words));
  };
  node.show = (value, options) => {
    if (options) control.options(options);
    const waiting = link.waitingFor(slot),
      shown = waiting ? waiting.fields[spec.name] : value,
      text = JSON.stringify(shown);
    if (text === known || dirty || composing || (node.contains(node.getRootNode().activeElement) && !grouped))
      return;
    known = text;
    control.set(shown);
    if (!grouped) {
      size();
      requestAnimationFrame(grow);
    }
  };
  node.commit = commit;
  link.fields.set(slot, node);
  return node;
}
