// Share: what is missing, the preview, the export and where the file went.

/** @param {{model: Model, el: HTMLElement, signal?: AbortSignal}} _ */
function render({ model, el, signal }) {
  panel(model, el, signal, (link, body) => {
    const { text, formats } = link.view();
    const ready = h("p", { class: "jk-complete" }, text.ready),
      gaps = h("ul", { class: "jk-gaps" }),
      summary = h("summary"),
      missing = h("details", {}, summary, gaps, h("p", { class: "jk-help" }, text.anyway));
    const frame = h("iframe", {
      class: "jk-preview",
      title: text.preview,
      sandbox: "allow-scripts",
      allow: "fullscreen",
      hidden: true,
    });
    const full = h(
      "button",
      { type: "button", hidden: true, onclick: () => frame.requestFullscreen?.() },
      text.full,
    );
    const look = h(
      "button",
      {
        type: "button",
        onclick: () =>
          link.send({ do: "preview" }, "preview").then((reply) => {
            if (!reply.ok) return;
            frame.srcdoc = reply.html;
            frame.hidden = full.hidden = false;
            look.textContent = text.preview_again;
          }),
      },
      text.preview_make,
    );
    const offer = ([name, label, told], at) => {
      const where = h("p", { class: "jk-where", role: "status" });
      const button = h(
        "button",
        {
          type: "button",
          class: at ? "" : "jk-main",
          data: { format: name },
          onclick: () =>
            link.send({ do: "export", format: name }, `export/${name}`).then((reply) => {
              where.textContent = reply.say;
              where.dataset.file = reply.file ?? "";
            }),
        },
        text.export,
      );
      return h(
        "li",
        {},
        h("div", {}, h("strong", {}, label), h("p", { class: "jk-help" }, told), where),
        button,
      );
    };
    body.append(
      ready,
      missing,
      h("h4", {}, text.preview),
      h("p", { class: "jk-row" }, look, full),
      frame,
      h("h4", {}, text.export),
      h("ul", { class: "jk-formats" }, ...formats.map(offer)),
    );
    return (view) => {
      ready.hidden = view.count > 0;
      missing.hidden = view.count === 0;
      summary.textContent = fill(text.missing, { n: view.count });
      gaps.replaceChildren(
        ...view.gaps.map(([step, title, lines]) =>
          h(
            "li",
            {},
            h("a", { href: `${step}.ipynb`, data: { jkOpen: step } }, title),
            h("ul", {}, ...listed(lines)),
          ),
        ),
      );
    };
  });
}
export default { render };
