// The invitation on the cockpit: copy the join link, or replace it.

const page = JSON.parse(document.getElementById("page").textContent);
const at = (id) => document.getElementById(id);

at("copy").addEventListener("click", async () => {
  const link = at("link").href;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    // Plain http has no clipboard: what is selected can be copied by hand.
    getSelection().selectAllChildren(at("link"));
    if (!document.execCommand("copy")) return;
  }
  at("said").textContent = page.text.copied;
});

let sure = false;
at("renew").addEventListener("click", async () => {
  if (!sure) {
    sure = true;
    at("said").textContent = page.text.confirm;
    setTimeout(() => (sure = false), 8000);
    return;
  }
  sure = false;
  try {
    const headers = { "X-CSRF-Token": page.csrf };
    const answer = await fetch(`${page.root}renew`, { method: "POST", headers });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.say);
    at("link").href = at("link").textContent = told.link;
    at("invite").querySelector("img").src = told.picture;
    at("said").textContent = page.text.renewed;
  } catch (error) {
    at("said").textContent = error.message || page.text.failed;
  }
});
