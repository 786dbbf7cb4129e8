// Asking the house from a view of the plan or a desk board: what changed, one story or
// item, one deed.

export const root = document.querySelector("[data-plan]");
const token = root.querySelector("[data-token] [name=csrfmiddlewaretoken]").value;

export class SignedOut extends Error {}

// `background` is what the browser asks by itself: it keeps no session alive.
export async function read(address, { background = false, sheet = false } = {}) {
  const headers = { Accept: sheet ? "text/html" : "application/json" };
  if (background) headers["X-Background"] = "1";
  if (sheet) headers["X-Sheet"] = "1";
  const response = await fetch(address, { headers, redirect: "manual" });
  if (response.type === "opaqueredirect") throw new SignedOut(ended());
  if (response.status === 409) throw new SignedOut((await response.json()).message);
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

// Returns what the house said: {ok, said, undo, ask}. Nothing is thrown: a deed that
// did not arrive is said like one that was refused.
export async function send(address, fields) {
  const body = fields instanceof FormData ? fields : new FormData();
  if (body !== fields) for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set("csrfmiddlewaretoken", token);
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Sheet": "1" },
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") return { ok: false, said: ended() };
    const said = await response.json();
    return { ...said, said: said.said ?? said.message };
  } catch {
    return { ok: false, said: gettext("Chưa gửi được. Kiểm tra mạng rồi làm lại.") };
  }
}

export function ended() {
  return gettext("Phiên làm việc đã hết. Tải lại trang để đăng nhập.");
}

export function addressOf(story, deed = "") {
  return `${root.dataset.stories}${story}/${deed}`;
}

export function cardOf(story) {
  return root.querySelector(`[data-list] [data-story="${story}"]`);
}

export function cardsOf(story) {
  return [...root.querySelectorAll(`[data-list] [data-story="${story}"]`)];
}
