// The bell: opening a screen reads what was told of it, and the number keeps up while
// the page is looked at. It never keeps a session alive.

const EVERY_MS = 20_000;
const bell = document.querySelector("[data-bell]");

if (bell) {
  const number = bell.querySelector(".bell-n");
  const said = document.querySelector("[data-bell-said]");
  const form = document.querySelector("[data-bell-read]");
  let etag = "";
  let timer = 0;

  const show = ({ unread, said: words }) => {
    const before = Number(bell.dataset.unread);
    bell.dataset.unread = unread;
    number.textContent = unread > 99 ? "99+" : unread;
    number.hidden = unread === 0;
    bell.setAttribute("aria-label", unread ? `${bell.dataset.name}: ${words}` : bell.dataset.name);
    if (unread <= before) return;
    said.textContent = words;
    bell.classList.remove("rings");
    requestAnimationFrame(() => bell.classList.add("rings"));
  };

  const ask = async (address, options = {}) => {
    const headers = { Accept: "application/json", "X-Background": "1", ...options.headers };
    const answer = await fetch(address, { redirect: "manual", ...options, headers });
    if (answer.ok) show(await answer.json());
    return answer;
  };

  const look = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await ask(bell.dataset.bell, { headers: { "If-None-Match": etag } });
      etag = answer.headers.get("ETag") ?? etag;
      // Signed out meanwhile: nothing more to ask.
      if (answer.type === "opaqueredirect" || answer.status === 403) return;
    } catch {
      // No network: the next round tries again.
    }
    timer = setTimeout(look, EVERY_MS);
  };

  const readHere = () => {
    const body = new FormData(form);
    body.set("path", location.pathname);
    return ask(form.action, { method: "POST", body });
  };

  document.addEventListener("visibilitychange", look);
  if (Number(bell.dataset.unread)) readHere().catch(() => {});
  timer = setTimeout(look, EVERY_MS);
}
