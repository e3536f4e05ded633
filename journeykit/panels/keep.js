// What the data tell that can be added to the map, stage by stage.

/** What can be kept on the map: each with its source, accepted one by one. */
function offered(link, findings) {
  const { text } = link.view();
  const line = ({ id, text: words, where, state }) => {
    const same = state === "same",
      button = h("button", { type: "button", disabled: same }, text[`accept_${state}`]);
    button.addEventListener("click", () => {
      button.disabled = true;
      link.send({ do: "accept", finding: id }, `accept/${id}`).then((reply) => {
        button.disabled = Boolean(reply.ok || reply.retry);
      });
    });
    button.setAttribute("aria-label", fill(text.accept_what, { text: [...words].slice(0, 40).join("") }));
    return h(
      "li",
      {},
      h("div", {}, h("p", { dir: "auto" }, words), h("small", { dir: "auto" }, where)),
      button,
    );
  };
  if (!findings.length) return [h("p", { class: "jk-help" }, text.no_findings)];
  const stages = [...new Set(findings.map(({ stage }) => stage))];
  const sources = [...new Set(findings.map(({ source }) => source))];
  return [
    h("p", { class: "jk-help" }, text.findings_help),
    ...sources.map((source) => h("p", { class: "jk-help", dir: "auto" }, fill(text.rests, { source }))),
    ...stages.flatMap((stage) => [
      h("h4", { dir: "auto" }, stage),
      h("ul", { class: "jk-found" }, ...findings.filter((one) => one.stage === stage).map(line)),
    ]),
  ];
}
