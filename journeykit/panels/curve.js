// The emotion curve: one slider a stage, drawn as one picture, with a why under each.

/** Make an SVG element. */
function drawn(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, scale, field } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.whose }),
      nobody = h("p", { class: "jk-empty" }, text.no_personas);
    const H = 250,
      TOP = 26,
      BOTTOM = 24,
      LEVELS = [2, 1, 0, -1, -2];
    const picture = drawn("svg", { class: "jk-curve", role: "group" }),
      whys = h("div", { class: "jk-whys" }),
      work = h("div", { class: "jk-curve-work" }, h("p", { class: "jk-help" }, text.hint), picture, whys);
    let persona = null,
      drag = null,
      width = 0;

    const current = () => link.view().personas.find((one) => one.id === persona);
    const left = () => (width < 560 ? 34 : 104);
    const x = (at) => left() + ((width - left() - 8) * (at + 0.5)) / link.view().stages.length;
    const y = (value) => TOP + ((2 - value) * (H - TOP - BOTTOM)) / 4;
    const valueAt = (height) =>
      Math.max(-2, Math.min(2, Math.round(2 - ((height - TOP) * 4) / (H - TOP - BOTTOM))));
    const signed = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));
    const told = (value) => (value === null ? text.unset : `${signed(value)} ${scale[value]}`);
    const slot = (at) => `feeling/${persona}.${current().points[at].stage}/value`;
    const shown = (at) =>
      drag?.at === at ? drag.value : (link.waitingFor(slot(at))?.fields.value ?? current().points[at].value);
    const save = (at, value) => {
      link.put("feeling", `${persona}.${current().points[at].stage}`, { value }, slot(at));
      paint();
    };

    function paint() {
      if (!persona || !width) return;
      const { stages } = link.view(),
        focused = picture.contains(document.activeElement) ? document.activeElement.dataset.at : null;
      picture.setAttribute("viewBox", `0 0 ${width} ${H}`);
      picture.setAttribute("aria-label", `${text.title}: ${current().name}`);
      const lines = LEVELS.flatMap((value) => [
        drawn("line", {
          x1: left(),
          x2: width,
          y1: y(value),
          y2: y(value),
          class: value ? "jk-level" : "jk-zero",
        }),
        drawn(
          "text",
          { x: left() - 10, y: y(value) + 5, class: "jk-tick", "aria-hidden": "true" },
          width < 560 ? signed(value) : `${scale[value]} ${signed(value)}`,
        ),
      ]);
      const points = stages.map(([, label], at) => ({ at, label, value: shown(at) })),
        set = points.filter((point) => point.value !== null);
      const path = set
        .map((point, i) => {
          if (!i) return `M${x(point.at)},${y(point.value)}`;
          const last = set[i - 1],
            middle = (x(last.at) + x(point.at)) / 2;
          return `C${middle},${y(last.value)} ${middle},${y(point.value)} ${x(point.at)},${y(point.value)}`;
        })
        .join("");
      const knobs = points.map(({ at, label, value }) =>
        drawn(
          "g",
          {
            class: value === null ? "jk-knob jk-unset" : "jk-knob",
            role: "slider",
            tabindex: 0,
            "data-at": at,
            transform: `translate(${x(at)},${y(value ?? 0)})`,
            "aria-label": label,
            "aria-orientation": "vertical",
            "aria-valuemin": -2,
            "aria-valuemax": 2,
            "aria-valuenow": value ?? 0,
            "aria-valuetext": told(value),
          },
          drawn("circle", { r: 22, class: "jk-hit" }),
          drawn("circle", { r: 12, class: "jk-dot" }),
          drawn(
            "text",
            { y: 5, class: "jk-value", "aria-hidden": "true" },
            value === null ? "?" : signed(value),
          ),
        ),
      );
      picture.replaceChildren(...lines, drawn("path", { d: path, class: "jk-line" }), ...knobs);
      if (focused !== null) picture.querySelector(`[data-at="${focused}"]`)?.focus();
    }
    const why = ({ stage }) => {
      const id = `${persona}.${stage}`,
        asked = answer(link, { ...field, kind: "text" }, "feeling", id),
        label = asked.querySelector(".jk-label span");
      const node = h("div", { class: "jk-why-slot" }, h("strong"), asked);
      node.update = ({ name, why: words }) => {
        node.firstChild.textContent = name;
        label.textContent = text.why_short;
        asked.querySelector("textarea").setAttribute("aria-label", fill(text.why, { stage: name }));
        asked.show(words);
      };
      return node;
    };
    const draw = (view) => {
      if (!current()) persona = view.personas[0]?.id ?? null;
      nobody.hidden = persona !== null;
      work.hidden = tabs.hidden = persona === null;
      peopleTabs(
        tabs,
        view.personas.map(({ id, name }) => [id, name]),
        persona,
        (id) => {
          persona = id;
          draw(link.view());
        },
      );
      if (!persona) return;
      whys.style.setProperty("--columns", view.stages.length);
      each(
        whys,
        current().points.map((point, at) => ({ ...point, name: view.stages[at][1] })),
        ({ stage }) => `${persona}.${stage}`,
        why,
      );
      if (!drag) paint();
    };

    picture.addEventListener(
      "pointerdown",
      (event) => {
        const knob = event.target.closest(".jk-knob");
        if (!knob) return;
        event.preventDefault();
        const at = Number(knob.dataset.at);
        drag = { at, value: shown(at) ?? 0 };
        knob.focus();
        picture.setPointerCapture(event.pointerId);
      },
      { signal },
    );
    picture.addEventListener(
      "pointermove",
      (event) => {
        if (!drag) return;
        const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(
          picture.getScreenCTM().inverse(),
        );
        drag.value = valueAt(point.y);
        paint();
      },
      { signal },
    );
    for (const name of ["pointerup", "pointercancel"])
      picture.addEventListener(
        name,
        () => {
          if (!drag) return;
          const { at, value } = drag;
          drag = null;
          save(at, value);
        },
        { signal },
      );
    picture.addEventListener(
      "keydown",
      (event) => {
        const knob = event.target.closest(".jk-knob");
        if (!knob) return;
        const at = Number(knob.dataset.at),
          value = shown(at) ?? 0;
        const to = {
          ArrowUp: value + 1,
          ArrowRight: value + 1,
          ArrowDown: value - 1,
          ArrowLeft: value - 1,
          Home: -2,
          End: 2,
          Enter: value,
          " ": value,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        save(at, Math.max(-2, Math.min(2, to)));
      },
      { signal },
    );
    const watch = new ResizeObserver(() => {
      width = Math.round(picture.clientWidth);
      paint();
    });
    watch.observe(picture);
    signal?.addEventListener("abort", () => watch.disconnect());
    body.append(tabs, nobody, work);
    return draw;
  });
}
export default { render };
