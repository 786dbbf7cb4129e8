// Has this browser ring when there is news (Push API), and tells the house where.

const place = document.querySelector("[data-push-key]");
const part = (name) => place.querySelector(`[data-push-${name}]`);
const form = part("form");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// "Chrome, Android": enough to tell a person's devices apart.
function deviceName() {
  const agent = navigator.userAgent;
  const browser = [["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]];
  const system = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]];
  const found = (pairs) => pairs.find(([sign]) => agent.includes(sign))?.[1];
  return [found(browser), found(system)].filter(Boolean).join(", ");
}

function only(name) {
  for (const each of ["on", "is-on", "denied", "none"]) part(each).hidden = each !== name;
}

async function register() {
  const registration = await navigator.serviceWorker.register(place.dataset.pushWorker);
  await navigator.serviceWorker.ready.catch(() => {});
  return registration;
}

// Told again each time it is on: a browser changes its keys as it likes.
async function tell(subscription) {
  const body = new FormData(form);
  body.set("endpoint", subscription.endpoint);
  body.set("p256dh", text(subscription.getKey("p256dh")));
  body.set("auth", text(subscription.getKey("auth")));
  body.set("name", deviceName());
  const answer = await fetch(place.dataset.pushAdd, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.json()).message);
}

async function turnOn() {
  const registration = await register();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(place.dataset.pushKey),
  });
  await tell(subscription);
  location.reload();
}

async function begin() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return only("none");
  if (Notification.permission === "denied") return only("denied");
  const registration = await navigator.serviceWorker.getRegistration(place.dataset.pushWorker);
  const subscription = await registration?.pushManager.getSubscription();
  const known = subscription && place.dataset.pushEndpoints.split(" ").includes(subscription.endpoint);
  only(known ? "is-on" : "on");
}

part("on").addEventListener("click", async () => {
  part("error").hidden = true;
  try {
    await turnOn();
  } catch (error) {
    if (Notification.permission === "denied") return only("denied");
    part("error").textContent = error.message;
    part("error").hidden = false;
  }
});

begin();
