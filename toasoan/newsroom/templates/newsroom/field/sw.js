// Keeps the app itself on the phone: page, styles, scripts, letters. Nothing that is
// about anybody passes into this cache; such answers are the app's own to keep and wipe.
const CACHE = "hien-truong-" + {{ version|safe }};
const KEPT = {{ kept|safe }};
const SHELL = {{ shell|safe }};
const WORDS = {{ words|safe }};

self.addEventListener("install", (event) => {
  const fresh = [...KEPT, WORDS].map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("hien-truong-") && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

async function fromPhone(request) {
  const cache = await caches.open(CACHE);
  const held = await cache.match(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) cache.put(request, answer.clone());
  return answer;
}

async function fromHouse(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) cache.put(request, answer.clone());
    return answer;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === SHELL || url.pathname.startsWith("/static/")) {
    event.respondWith(fromPhone(url.pathname === SHELL ? new Request(SHELL) : event.request));
  } else if (url.pathname === WORDS) {
    event.respondWith(fromHouse(event.request));
  }
});
