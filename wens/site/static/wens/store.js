// What a device keeps during a meeting: a database per screen, everything in it sealed with a key that no script can read
// out (WebCrypto, not extractable). It goes when the meeting closes, and by itself a day after its end. Pages and the
// worker that opens them without a connection (offline.js) share this file.
"use strict";

const TABLES = ["keys", "edits", "pages"];
const DAY = 24 * 60 * 60 * 1000;
const LAST_DAY = 7 * DAY; // what was never sent is kept a week, then it goes too

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function table(database, name, mode) {
  return database.transaction(name, mode || "readonly").objectStore(name);
}

// Opens the store `name`; with `ends` (ms: when the meeting ends) it is made when it is not there.
async function openStore(name, ends) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => TABLES.forEach((each) => opening.result.createObjectStore(each));
  const database = await asked(opening);
  let key = await asked(table(database, "keys").get("key"));
  if (!key) {
    key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked(table(database, "keys", "readwrite").put(key, "key"));
  }
  if (ends) await asked(table(database, "keys", "readwrite").put(ends, "ends"));
  return { database, key };
}

async function putSealed(store, name, at, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, store.key, plain);
  await asked(table(store.database, name, "readwrite").put({ iv, sealed }, at));
}

async function unsealed(store, box) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, store.key, box.sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

async function getSealed(store, name, at) {
  const box = await asked(table(store.database, name).get(at));
  return box === undefined ? undefined : unsealed(store, box);
}

async function storesThere() {
  const there = indexedDB.databases ? await indexedDB.databases() : [];
  return there.map((one) => one.name).filter((name) => name.startsWith("wens-"));
}

// Removes the stores of meetings that are over; one with words that were never sent stays a week.
async function sweepStores() {
  for (const name of await storesThere()) {
    const { database } = await openStore(name);
    const ends = (await asked(table(database, "keys").get("ends"))) || 0;
    const unsent = await asked(table(database, "edits").count());
    database.close();
    if (Date.now() > ends + (unsent ? LAST_DAY : DAY)) indexedDB.deleteDatabase(name);
  }
}
