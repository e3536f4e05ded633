// The door: who somebody is, asked once; and the same person at another device.

const page = JSON.parse(document.getElementById("page").textContent);
const said = document.getElementById("said");

/** What this browser draws once, so that joining twice over a bad line joins once. */
function ticket() {
  const key = `journeykit-ticket:${page.code}`;
  const drawn = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((n) => n.toString(16).padStart(2, "0"))
    .join("");
  try {
    const kept = sessionStorage.getItem(key) ?? drawn;
    sessionStorage.setItem(key, kept);
    return kept;
  } catch {
    return drawn;
  }
}
const drawn = page.page === "join" ? ticket() : "";

async function send(form, path, order) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  said.textContent = page.text.busy;
  try {
    const headers = { "Content-Type": "application/json", "Accept-Language": page.lang };
    const answer = await fetch(page.root + path, { method: "POST", headers, body: JSON.stringify(order) });
    const told = await answer.json();
    if (answer.ok) {
      sessionStorage.clear();
      return location.replace(told.to);
    }
    said.textContent = told.say || page.text.failed;
  } catch {
    said.textContent = page.text.failed;
  }
  button.disabled = false;
}

document.getElementById("join")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, role } = event.target.elements;
  const order = {
    code: page.code,
    ticket: drawn,
    name: name?.value ?? "",
    role: role.value,
    language: page.lang,
  };
  send(event.target, "join", order);
});
document.getElementById("again")?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, "again", { token: page.token });
});
