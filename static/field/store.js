// What the phone keeps: drafts, their files, the outbox, and the last answers of the
// house. Each person has a base of their own; nobody is shown another's.

const PERSON = "hien-truong-nguoi";
const PREFIX = "hien-truong-";
// Bytes apart from what is known of a file: that is written at each step of a bar.
const STORES = { drafts: "id", files: "id", blobs: "id", outbox: "seq", kept: "name" };

let base = null;
let owner = null;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(STORES)) {
      request.result.createObjectStore(store, { keyPath, autoIncrement: store === "outbox" });
    }
  };
  return asked(request);
}

export function lastPerson() {
  try {
    return JSON.parse(localStorage.getItem(PERSON));
  } catch {
    return null;
  }
}

export function nextPerson(person) {
  localStorage.setItem(PERSON, JSON.stringify(person));
}

// Opens the person's own base; what another left on this phone stays closed.
export async function openFor(person) {
  if (owner === person) return;
  base?.close();
  base = await opened(`${PREFIX}${person}`);
  // Another tab signs out and wipes: let it.
  base.onversionchange = () => {
    base.close();
    base = null;
    owner = null;
  };
  owner = person;
  nextPerson(person);
  navigator.storage?.persist?.();
}

export const ownerNow = () => owner;

function store(name, mode = "readonly") {
  if (!base) throw new Error("closed");
  return base.transaction(name, mode).objectStore(name);
}

export const get = (name, key) => asked(store(name).get(key));
export const all = (name) => asked(store(name).getAll());

export async function put(name, value) {
  return asked(store(name, "readwrite").put(value));
}

export async function remove(name, key) {
  return asked(store(name, "readwrite").delete(key));
}

// Reads, changes and writes one row with nothing in between: two tabs lose nothing.
export function change(name, key, edit) {
  return new Promise((resolve, reject) => {
    if (!base) return reject(new Error("closed"));
    const transaction = base.transaction(name, "readwrite");
    const rows = transaction.objectStore(name);
    let after;
    rows.get(key).onsuccess = (event) => {
      if (!event.target.result) return;
      after = edit(event.target.result);
      if (after) rows.put(after);
    };
    transaction.oncomplete = () => resolve(after);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Everything of one write, or nothing of it.
export function together(writes) {
  return new Promise((resolve, reject) => {
    if (!base) return reject(new Error("closed"));
    const names = [...new Set(writes.map(([name]) => name))];
    const transaction = base.transaction(names, "readwrite");
    for (const [name, value] of writes) transaction.objectStore(name).put(value);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Signing out: nothing of the person stays on the phone.
export async function wipe() {
  const person = owner;
  base?.close();
  base = null;
  owner = null;
  localStorage.removeItem(PERSON);
  if (person !== null) {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(`${PREFIX}${person}`);
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });
  }
}
