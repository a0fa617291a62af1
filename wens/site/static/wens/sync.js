// A screen of a meeting and the server, kept the same: what somebody does here waits, sealed on this device, until it was
// sent; what others did comes in. Each screen says how an answer is shown (`of`), this file the rest.
"use strict";

const PAUSE = 700; // ms between two looks: what one screen sends is on the others within a second
const LONGEST_PAUSE = 10000;
const BATCH = 50;
const SEAL_AFTER = 1500; // ms of rest after a change, before the page is sealed again for without a connection

class LoggedOut extends Error {}

// of.name, of.address, of.keep (may this device keep something), of.ends (ms), of.worker (address of offline.js),
// of.cursor() → what the server is told, of.show(answer, batch) → puts an answer on the screen,
// of.tell(what, lost) → says how the connection is, of.waits() → what waits changed.
function makeSync(of) {
  let store = null; // null: this browser keeps nothing (private window), then edits wait in memory only
  let waiting = []; // {at, edit}: in the order in which they were made
  let tag = "", pause = PAUSE, timer = 0, sealing = 0, last = 0, keep = of.keep;

  function entry(made) {
    last = Math.max(last + 1, Date.now()); // the key in the store rises, also when two are made at once
    return { at: last, edit: { id: crypto.randomUUID(), made_at: new Date().toISOString(), ...made } };
  }

  async function add(made) {
    waiting.push(made);
    if (store) await putSealed(store, "edits", made.at, made.edit);
    of.waits();
  }

  async function drop(entries) {
    waiting = waiting.filter((one) => !entries.includes(one));
    if (store) {
      const edits = table(store.database, "edits", "readwrite");
      await Promise.all(entries.map((one) => asked(edits.delete(one.at))));
    }
    of.waits();
  }

  async function takeUp() {
    const edits = table(store.database, "edits");
    const [keys, boxes] = await Promise.all([asked(edits.getAllKeys()), asked(edits.getAll())]);
    for (const [number, at] of keys.entries()) waiting.push({ at, edit: await unsealed(store, boxes[number]) });
    last = waiting.length ? waiting[waiting.length - 1].at : 0;
  }

  function forget() {
    clearTimeout(sealing);
    if (store) store.database.close();
    store = null;
    indexedDB.deleteDatabase(of.name);
  }

  function sealPage() {
    clearTimeout(sealing);
    sealing = setTimeout(() => {
      if (!store || !keep) return;
      putSealed(store, "pages", "page", `<!doctype html>${document.documentElement.outerHTML}`).catch(() => {});
    }, SEAL_AFTER);
  }

  async function talk() {
    const batch = waiting.slice(0, BATCH);
    const options = { credentials: "same-origin", redirect: "manual", headers: {} };
    let address = `${of.address}?cursor=${encodeURIComponent(of.cursor())}`;
    if (batch.length) {
      Object.assign(options, { method: "POST", body: JSON.stringify({ edits: batch.map((one) => one.edit), cursor: of.cursor() }) });
      options.headers = { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
      address = of.address;
    } else if (tag) options.headers["If-None-Match"] = tag;
    const answer = await fetch(address, options);
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new LoggedOut();
    if (answer.status === 304) return;
    if (!answer.ok) throw new Error(String(answer.status));
    tag = answer.headers.get("ETag") || "";
    const said = await answer.json();
    keep = said.keep;
    const refused = new Map((said.refused || []).map((one) => [one.id, one.why]));
    const done = batch.filter((one) => (said.kept || []).includes(one.edit.id) || refused.has(one.edit.id));
    await drop(done);
    of.show(said, done, refused);
    if (!keep && !waiting.length) forget();
    else sealPage();
  }

  async function look() {
    clearTimeout(timer);
    try {
      await talk();
      pause = PAUSE;
      of.tell(waiting.length ? "waiting" : keep ? "sent" : "closed", waiting.length, false);
    } catch (problem) {
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      of.tell(problem instanceof LoggedOut ? "login" : "offline", waiting.length, true);
    }
    timer = setTimeout(look, document.hidden ? 5 * pause : waiting.length && pause === PAUSE ? 0 : pause);
  }

  addEventListener("online", () => { pause = PAUSE; look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

  async function workOffline() {
    if (!of.worker || !navigator.serviceWorker) return;
    await navigator.serviceWorker.register(of.worker);
    const { active } = await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon]")];
    active.postMessage({ files: parts.map((one) => one.src || one.href) });
  }

  async function start() {
    const there = globalThis.indexedDB && crypto.subtle;
    if (there) await sweepStores().catch(() => {});
    if (there && (of.keep || (await storesThere()).includes(of.name))) {
      try {
        store = await openStore(of.name, of.ends);
        await takeUp();
      } catch {
        store = null;
      }
    }
    of.waits();
    if (store && of.keep) workOffline().catch(() => {});
    await look();
  }

  // What is being typed and not saved yet, kept until it is.
  async function keepDraft(words) {
    if (!store) return;
    if (words) await putSealed(store, "pages", "draft", words);
    else await asked(table(store.database, "pages", "readwrite").delete("draft"));
  }

  return { entry, add, drop, look, start, sealPage, keepDraft, waiting: () => waiting, pause: () => pause, draft: () => (store ? getSealed(store, "pages", "draft") : undefined) };
}
