// Asking the house about what is said of an item.

export class Ended extends Error {}
export class Refused extends Error {}

/** Return what was answered, null when nothing is new. */
export async function ask(address, { body, background = false, hear = () => {} } = {}) {
  const headers = { Accept: "application/json" };
  // What the browser asks by itself keeps no session alive.
  if (background) headers["X-Background"] = "1";
  const method = body ? "POST" : "GET";
  const answer = await fetch(address, { method, body, headers, redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new Ended();
  hear(answer);
  if (answer.status === 204) return null;
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) throw answer.status < 500 ? new Ended() : new Error(String(answer.status));
  const said = await answer.json();
  if (answer.status >= 400 && answer.status < 500) throw new Refused(said.message ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  return said;
}

/** A key of one's own making: what is sent again under it is taken once. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
