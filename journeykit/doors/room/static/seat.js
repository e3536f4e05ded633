// A participant's own corner: another device, the other language, and writing for those without a device.

const page = JSON.parse(document.getElementById("page").textContent);
const at = (id) => document.getElementById(id);

async function ask(path, order) {
  const headers = {
    "Content-Type": "application/json",
    "X-CSRF-Token": page.csrf,
    "Accept-Language": page.lang,
  };
  try {
    const answer = await fetch(page.root + path, { method: "POST", headers, body: JSON.stringify(order) });
    const told = await answer.json();
    return { ok: answer.ok, ...told };
  } catch {
    return { ok: false };
  }
}
const say = (told) => {
  at("said").textContent = told.ok ? page.text.made : told.say || page.text.failed;
};

at("device").addEventListener("click", async () => {
  const told = await ask("device", {});
  if (!told.ok) return say(told);
  const shown = at("device-link");
  shown.hidden = false;
  shown.querySelector("p").textContent = page.text.device;
  shown.querySelector("img").src = told.picture;
  shown.querySelector("a").href = shown.querySelector("a").textContent = told.link;
});

at("language").addEventListener("click", async (event) => {
  document.activeElement?.blur();
  const told = await ask("language", { language: event.currentTarget.dataset.lang });
  if (told.ok) location.reload();
  else say(told);
});

at("scribe").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { name, role } = event.target.elements;
  const told = await ask("people", { name: name?.value ?? "", role: role.value });
  say(told);
  if (!told.ok) return;
  event.target.reset();
  page.seats = told.seats;
  showSeats();
});

function showSeats() {
  const box = at("writer").querySelector("select"),
    chosen = box.value || page.who;
  at("writer").hidden = page.seats.length < 2;
  box.replaceChildren(
    ...page.seats.map(([id, name], n) => {
      const option = document.createElement("option");
      option.value = id;
      const { me, anonymous_me, anonymous_other } = page.seatText;
      const mine = name ? me.replace("{name}", name) : anonymous_me;
      option.textContent = id === page.who ? mine : name || anonymous_other.replace("{n}", String(n));
      return option;
    }),
  );
  box.value = chosen;
}

at("writer").addEventListener("change", (event) => {
  const who = event.target.value,
    [, name] = page.seats.find(([id]) => id === who) ?? [];
  at("proxy").hidden = who === page.who;
  at("proxy").textContent =
    who === page.who
      ? ""
      : page.seatText.proxy.replace("{name}", name || event.target.selectedOptions[0].textContent);
  document.dispatchEvent(new CustomEvent("jk-writer", { detail: who }));
});

/** Whom we wrote for takes part no more. */
document.addEventListener("jk-home", () => {
  const box = at("writer").querySelector("select"),
    name = box.selectedOptions[0].textContent;
  box.value = page.who;
  at("proxy").hidden = false;
  at("proxy").textContent = page.seatText.proxy_gone.replace("{name}", name);
});
showSeats();
