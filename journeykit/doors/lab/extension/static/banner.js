// What guided mode says: one line at the foot of the window, read out by screen readers, and a way to the code.

/** Put the line into a notebook panel. `state` says how the page stands; `say` adds a passing word. */
export function banner(panel, text) {
  const node = document.createElement("div");
  node.className = "jk-banner";
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  node.append(words);
  panel.node.append(node);
  let now = "starting";
  let timer = 0;
  const show = (message = "", label = "", act = null) => {
    words.textContent = message;
    node.querySelector("button")?.remove();
    if (label) node.append(button(label, act, "jk-main"));
  };
  return {
    state(state, parts = []) {
      clearTimeout(timer);
      now = state === "failed" ? "lost" : state;
      panel.node.dataset.jkState = now;
      node.dataset.jkState = now;
      show(...(parts.length ? parts : [text.ready]));
    },
    say(key) {
      if (now !== "ready") return;
      clearTimeout(timer);
      node.dataset.jkState = "said";
      show(text[key]);
      timer = setTimeout(() => { node.dataset.jkState = now; }, 4000);
    },
  };
}

/** Put the way to the code at the end of the page, and the way back into its corner; returns what shows the right one. */
export function corner(panel, text, toggle) {
  const [way, back] = ["jk-code", "jk-code jk-code-back"].map((kind) => Object.assign(document.createElement("div"), { className: kind }));
  way.append(button(text.show, toggle));
  back.append(button(text.hide, toggle));
  panel.content.outerNode.append(way);
  panel.node.append(back);
  return (guided) => { way.hidden = !guided; back.hidden = guided; };
}

function button(label, act, kind = "") {
  const node = document.createElement("button");
  Object.assign(node, { type: "button", textContent: label, className: kind });
  node.addEventListener("click", act);
  return node;
}
