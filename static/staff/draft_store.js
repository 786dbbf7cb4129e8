// What is typed in an article, kept on this machine until the server has it: one copy an
// item and person (IndexedDB). Signing out leaves nothing of the person behind; the end
// of a session, a crash or a cut line leave it.

const NAME = "toasoan-drafts";
const STORE = "texts";
const KEPT_DAYS = 14;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(mode, act) {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    }).finally(() => database.close());
  } catch {
    // Storage is off or full: the editor works as before.
    return undefined;
  }
}

export const read = (key) => run("readonly", (store) => store.get(key));
export const write = (key, value) => run("readwrite", (store) => store.put(value, key));
export const forget = (key) => run("readwrite", (store) => store.delete(key));

// Moved aside as one: whatever is typed next does not write over what was left.
export async function setAside(key, aside) {
  const left = await read(key);
  if (!left) return read(aside);
  await run("readwrite", (store) => {
    store.put(left, aside);
    return store.delete(key);
  });
  return left;
}

export function forgetAll(isMeant) {
  return run("readwrite", (store) => {
    const walk = store.openCursor();
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (!cursor) return;
      if (isMeant(String(cursor.key), cursor.value)) cursor.delete();
      cursor.continue();
    };
    return walk;
  });
}

const person = document.querySelector("[data-person]")?.dataset.person;
document.addEventListener("submit", (event) => {
  const to = new URL(event.target.getAttribute("action") || location.href, location);
  if (person && to.pathname.endsWith("/logout/")) {
    forgetAll((key) => key.startsWith(`${person}:`));
  }
});

const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
if (document.querySelector("[data-lease]")) {
  forgetAll((_key, value) => !(value?.at > oldest));
}
