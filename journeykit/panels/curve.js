// The emotion curve: one slider a stage, drawn as one picture, with a why under each.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, scale, field } = link.view();
    const tabs = h("div", { class: "jk-tabs", role: "group", "aria-label": text.whose }),
      nobody = h("p", { class: "jk-empty" }, link.view().guest ? text.no_personas_yet : text.no_personas);
    const H = 250,
      TOP = 26,
      BOTTOM = 24,
      LEVELS = [2, 1, 0, -1, -2];
    const picture = drawn("svg", { class: "jk-curve", role: "group" }),
      whys = h("div", { class: "jk-whys" }),
      legend = h("p", { class: "jk-help jk-legend" }, text.crowd),
      hint = h("p", { class: "jk-help" }, text.hint),
      work = h("div", { class: "jk-curve-work" }, hint, picture, legend, whys);
    let persona = null,
      drag = null,
      width = 0;

    const voices = (stage) =>
      link.view().voices.filter((one) => one.persona === persona && one.stage === stage);
    /** The points that can be moved here: the team's, for a guest their own. */
    const current = () => {
      const found = link.view().personas.find((one) => one.id === persona);
      if (!found || !link.view().guest) return found;
      const own = ({ stage }) => voices(stage).find(({ id }) => link.owns(id));
      return { ...found, points: found.points.map((point) => ({ ...point, ...own(point), id: point.id })) };
    };
    /** What others say of a stage, as faint dots: how many say the same value. */
    const crowd = (stage) => {
      const others = voices(stage).filter(({ id }) => !link.view().guest || !link.owns(id));
      return LEVELS.map((value) => [value, others.filter((one) => one.value === value).length]).filter(
        ([, n]) => n,
      );
    };
    const left = () => (width < 560 ? 34 : 104);
    const x = (at) => left() + ((width - left() - 8) * (at + 0.5)) / link.view().stages.length;
    const y = (value) => TOP + ((2 - value) * (H - TOP - BOTTOM)) / 4;
    const valueAt = (height) =>
      Math.max(-2, Math.min(2, Math.round(2 - ((height - TOP) * 4) / (H - TOP - BOTTOM))));
    const told = (value) => (value === null ? text.unset : `${signed(value)} ${scale[value]}`);
    const slot = (at) => `feeling/${current().points[at].id}/value`;
    const shown = (at) =>
      drag?.at === at ? drag.value : (link.waitingFor(slot(at))?.fields.value ?? current().points[at].value);
    const save = (at, value) => {
      if (!link.locked()) link.put("feeling", current().points[at].id, { value }, slot(at));
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
      legend.hidden = !stages.some(([stage]) => crowd(stage).length);
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
      const dots = stages.flatMap(([stage], at) =>
        crowd(stage).map(([value, n]) =>
          drawn(
            "g",
            {
              class: "jk-crowd",
              transform: `translate(${x(at) + Math.min(20, (x(1) - x(0)) * 0.32)},${y(value)})`,
            },
            drawn("circle", { r: Math.min(12, 5 + n) }),
            drawn("text", { x: Math.min(12, 5 + n) + 3, y: 4 }, n > 1 ? fill(text.times, { n }) : ""),
          ),
        ),
      );
      picture.replaceChildren(...lines, ...dots, drawn("path", { d: path, class: "jk-line" }), ...knobs);
      if (focused !== null) picture.querySelector(`[data-at="${focused}"]`)?.focus();
    }
    const why = ({ stage }) => {
      const id = `${persona}.${stage}`,
        asked = answer(link, { ...field, kind: "text" }, "feeling", id),
        label = asked.querySelector(".jk-label span"),
        said = h("ul", { class: "jk-said", tabindex: "0", "aria-label": text.crowd });
      const onward = goesOn(link, id),
        node = h("div", { class: "jk-why-slot" }, h("strong"), asked, onward, said);
      node.update = ({ name, why: words, onward: sign }) => {
        onward.show(name, sign);
        node.firstChild.textContent = name;
        label.textContent = text.why_short;
        asked.querySelector("textarea").setAttribute("aria-label", fill(text.why, { stage: name }));
        asked.show(words);
        const others = voices(stage).filter(
          (one) => (one.why || one.onward) && !(link.view().guest && link.owns(one.id)),
        );
        said.hidden = !others.length;
        said.replaceChildren(...listed(others.map((one) => heard(link, one))));
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
        if (link.locked()) return;
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
