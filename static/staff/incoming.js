// Files dropped on the screen enter the archive one after the other, by tus: what breaks
// off goes on where it stopped, also after the page was left, when the same file is chosen
// again. The house takes each once, whatever is sent twice.

const form = document.querySelector("[data-incoming]");
const list = document.querySelector("[data-list]");
const row = document.querySelector("template[data-row]");
const CHUNK_BYTES = 4 * 1024 * 1024;
const RETRIES_MS = [0, 1000, 3000, 5000, 10_000];
const REMEMBERED_MS = 7 * 86_400_000;
const MEMORY = "toasoan-nhan-tep";
const queue = [];
let isSending = false;

const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

// --- What the file is, and the key it is known by ------------------------------------

function kindOf(file) {
  const kind = file.type.split("/", 1)[0];
  if (kind === "image") return "photo";
  if (kind === "video" || kind === "audio") return kind;
  // What browsers name no kind for; a camera's raw file is told what to do as a photo.
  if (/\.(heic|heif|hif|avif|tiff?|bmp|dng|cr[23]|nef|arw|raf|rw2|orf)$/i.test(file.name)) return "photo";
  if (/\.(mts|m2ts|avi|mkv|mov)$/i.test(file.name)) return "video";
  return /\.zip$/i.test(file.name) ? "bundle" : "document";
}

// The same file chosen again is the same upload, so that it goes on.
function keyOf(file) {
  const known = remembered();
  const print = [form.dataset.unit, file.name, file.size, file.lastModified].join("|");
  known[print] ??= { id: crypto.randomUUID(), at: Date.now() };
  remember(known);
  return { id: known[print].id, print };
}

function forget(print) {
  const known = remembered();
  delete known[print];
  remember(known);
}

function remembered() {
  try {
    const known = JSON.parse(localStorage.getItem(MEMORY) ?? "{}");
    return Object.fromEntries(Object.entries(known).filter(([, each]) => Date.now() - each.at < REMEMBERED_MS));
  } catch {
    return {};
  }
}

function remember(known) {
  try {
    localStorage.setItem(MEMORY, JSON.stringify(known));
  } catch {
    // Nothing can be kept in this browser: a file that broke off begins anew.
  }
}

// --- The list ------------------------------------------------------------------------

function add(file) {
  const shown = row.content.firstElementChild.cloneNode(true);
  shown.querySelector("[data-name]").textContent = file.name;
  list.append(shown);
  queue.push({ file, shown });
  say(shown, gettext("Chờ gửi"));
  send();
}

function say(shown, state, said = "", look = "") {
  const mark = shown.querySelector("[data-state]");
  mark.textContent = state;
  mark.className = `st ${look}`;
  shown.querySelector("[data-said]").textContent = said;
}

function link(shown, url) {
  if (!url) return;
  const way = document.createElement("a");
  way.href = url;
  const name = shown.querySelector("[data-name]");
  way.textContent = name.textContent;
  name.replaceChildren(way);
}

// --- Sending -------------------------------------------------------------------------

async function send() {
  if (isSending) return;
  isSending = true;
  for (let next = queue.shift(); next; next = queue.shift()) await sendOne(next);
  isSending = false;
}

async function sendOne({ file, shown }) {
  const { id, print } = keyOf(file);
  try {
    await upload(file, id, shown);
    const answer = await keep(id);
    say(shown, answer.said, "", "ok");
    link(shown, answer.url);
    forget(print);
  } catch (error) {
    // What the house refused is over; what the network broke goes on when chosen again.
    if (error.isRefused) forget(print);
    say(shown, error.isRefused ? gettext("Bị từ chối") : gettext("Chưa gửi xong"), error.message, "bad");
  }
}

function upload(file, id, shown) {
  return new Promise((resolve, reject) => {
    new window.tus.Upload(file, {
      endpoint: form.dataset.uploads,
      uploadUrl: `${form.dataset.uploads}${id}/`,
      metadata: { id, unit: form.dataset.unit, kind: kindOf(file), filename: file.name },
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRIES_MS,
      storeFingerprintForResuming: false,
      headers: { "X-CSRFToken": token() },
      onProgress: (sent, whole) => say(shown, `${Math.floor((100 * sent) / whole)} %`, "", "warn"),
      onSuccess: resolve,
      onError: (error) => reject(refusal(error.originalResponse?.getStatus() ?? 0, error.originalResponse?.getBody() ?? "")),
    }).start();
  });
}

async function keep(id) {
  const response = await fetch(`${form.dataset.keep}${id}/`, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => {
    throw refusal(0, "");
  });
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return JSON.parse(text);
}

function refusal(status, text) {
  let said = {};
  try {
    said = JSON.parse(text);
  } catch {
    // A proxy's page, or nothing at all.
  }
  const error = new Error(said.message ?? gettext("Mạng đứt giữa chừng. Chọn lại tệp này để gửi tiếp."));
  error.isRefused = status >= 400 && status < 500 && ![401, 403, 408, 409, 429].includes(status);
  return error;
}

// --- Dropping ------------------------------------------------------------------------

async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const each of some) found.push(...(await filesIn(each)));
  }
}

function isHidden(file) {
  return file.name.startsWith(".") || ["Thumbs.db", "desktop.ini"].includes(file.name);
}

function start() {
  const place = form.querySelector("[data-drop]");
  for (const input of form.querySelectorAll("[data-files]")) {
    input.addEventListener("change", () => {
      for (const file of input.files) if (!isHidden(file)) add(file);
      input.value = "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) place.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    // Taken now: the list is empty once this function waits.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    for (const entry of entries) for (const file of await filesIn(entry)) if (!isHidden(file)) add(file);
  });
  addEventListener("beforeunload", (event) => {
    if (isSending) event.preventDefault();
  });
}

start();
