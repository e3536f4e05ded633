// The clock that everybody sees, and questions asked in place; in front of cockpit.js.

/** The server's time in milliseconds: what the device believes the time to be does not matter. */
function serverClock() {
  let heard = 0,
    ahead = 0;
  return {
    hear(now) {
      if (now && now !== heard) ahead = now / 1000 - Date.now();
      heard = now;
    },
    now: () => Date.now() + ahead,
  };
}

const inClock = (seconds) => {
  const whole = Math.abs(Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** A button that asks before it acts: yes and no take its place. */
function asking({ label, question, yes, no, name, act, more = () => "" }) {
  const node = h("span", { class: "jk-ask" });
  const button = h(
    "button",
    { type: "button", class: "jk-quiet", "aria-label": name, onclick: () => ask(true) },
    label,
  );
  const agree = h(
    "button",
    {
      type: "button",
      class: "jk-main",
      onclick: () => {
        ask(false);
        act();
      },
    },
    yes,
  );
  const refuse = h("button", { type: "button", onclick: () => ask(false) }, no);
  const words = h("span");
  const asked = h("span", { class: "jk-asked", role: "group", "aria-label": question }, words, agree, refuse);
  const ask = (now) => {
    words.textContent = [more(), question].filter(Boolean).join(" ");
    node.replaceChildren(now ? asked : button);
    (now ? refuse : button).focus();
  };
  asked.addEventListener("keydown", (event) => event.key === "Escape" && ask(false));
  node.append(button);
  return node;
}

/** The timer: what is left of it, and what can be done with it. `tick(view)` moves its hands. */
function timer(link, clock) {
  const { text } = link.view();
  const face = h("span", { class: "jk-clock-face", role: "timer" }),
    told = h("span", { class: "jk-clock-told" });
  const minutes = h("input", { type: "number", min: 1, max: 600, inputmode: "numeric", id: pageId() });
  const send = (to, more = {}) => link.send({ do: "timer", to, ...more });
  const button = (to, words, options = {}) =>
    h(
      "button",
      {
        type: "button",
        class: to === "start" ? "jk-main" : "",
        data: { timer: to },
        onclick: () => send(to, options.more?.()),
      },
      words,
    );
  const typed = () => Math.min(600, Math.max(1, Math.round(Number(minutes.value) || 1)));
  const start = button("start", text.start, { more: () => ({ minutes: typed() }) });
  const set = h(
    "span",
    { class: "jk-clock-set" },
    minutes,
    h("label", { for: minutes.id }, text.minutes),
    start,
  );
  const [halt, resume, more, off] = ["halt", "resume", "more", "off"].map((to) => button(to, text[to]));
  const node = h(
    "section",
    { class: "jk-clock", "aria-label": text.clock },
    h("h4", {}, text.clock),
    h("p", { class: "jk-clock-line" }, face, told),
    h("div", { class: "jk-row" }, set, halt, resume, more, off),
  );
  let at = "";
  node.tick = (view) => {
    const left = view.deadline ? (view.deadline / 1000 - clock.now()) / 1000 : view.left;
    const state = view.deadline ? (left < 0 ? "over" : "runs") : view.left ? "halted" : "off";
    const words = { over: text.time_over, runs: text.remaining, halted: text.halted, off: text.no_clock };
    node.dataset.state = state;
    face.textContent = state === "off" ? "–:––" : `${state === "over" ? "+" : ""}${inClock(left)}`;
    told.textContent = words[state];
  };
  node.update = (view) => {
    const planned = view.items[view.at],
      now = `${view.agenda} ${planned?.id}`;
    if (now !== at) minutes.value = planned?.minutes ?? 10;
    at = now;
    set.hidden = Boolean(view.deadline || view.left);
    halt.hidden = !view.deadline;
    resume.hidden = !view.left;
    more.hidden = off.hidden = !view.deadline && !view.left;
    node.tick(view);
  };
  return node;
}
