// Signing out on any staff screen leaves nothing of the app for the field on the device.
// What was not sent yet is asked about first: it would be lost.

import { all, lastPerson, openFor, wipe } from "../field/store.js";

const OVER = ["done", "replaced"];

async function unsent() {
  await openFor(lastPerson());
  return (await all("outbox")).filter((entry) => !OVER.includes(entry.state)).length;
}

function agreed(count) {
  const words = gettext(
    "Còn %(n)s việc gửi từ hiện trường chưa đi. Đăng xuất xóa bài, ảnh và việc chờ gửi trên máy này. Đăng xuất?",
  );
  return !count || confirm(interpolate(words, { n: count }, true));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const path = new URL(form.getAttribute("action") || location.href, location).pathname;
  if (!path.endsWith("/logout/") || lastPerson() === null) return;
  event.preventDefault();
  if (!agreed(await unsent().catch(() => 0))) return;
  await wipe();
  form.submit();
});
