// The table and the wall work without this file (a form, and reloading). It adds: what others say appears by itself, and
// capturing goes on without a connection. What waits is kept on the device, encrypted with a key that no script can read
// out (WebCrypto, not extractable), and removed when it was sent or when the meeting closes.
"use strict";

const ROOM = document.querySelector("[data-roundtable]");
const SAID = ROOM.dataset;
const WALL = "wall" in SAID;
const PAUSE = 700; // ms between two looks: what one screen sends is on the others within a second
const LONGEST_PAUSE = 10000;
const BATCH = 50;
const state = JSON.parse(document.getElementById("table-state").textContent);
const statements = new Map(state.statements.map((one) => [one.id, one]));
let cursor = state.cursor;
let tag = "";
let pause = PAUSE;
let timer = 0;

// --- what waits, on this device -------------------------------------------------------------------------------------

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const NAME = `wens-${SAID.meeting}`;
let store = null; // null: this browser keeps nothing (private window), then edits wait in memory only
let waiting = []; // {id, edit, kept}: in the order in which they were made

async function openStore() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("keys");
    opening.result.createObjectStore("edits", { keyPath: "at" });
  };
  const database = await asked(opening);
  let key = await asked(database.transaction("keys").objectStore("keys").get("key"));
  if (!key) {
    key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked(database.transaction("keys", "readwrite").objectStore("keys").put(key, "key"));
  }
  return { database, key };
}

async function keep(entry) {
  waiting.push(entry);
  if (!store) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, store.key, new TextEncoder().encode(JSON.stringify(entry.edit)));
  await asked(store.database.transaction("edits", "readwrite").objectStore("edits").put({ at: entry.at, iv, sealed }));
}

async function drop(entries) {
  waiting = waiting.filter((one) => !entries.includes(one));
  if (!store) return;
  const edits = store.database.transaction("edits", "readwrite").objectStore("edits");
  await Promise.all(entries.map((one) => asked(edits.delete(one.at))));
}

async function takeUp() {
  const kept = await asked(store.database.transaction("edits").objectStore("edits").getAll());
  for (const one of kept) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, store.key, one.sealed);
    waiting.push({ at: one.at, edit: JSON.parse(new TextDecoder().decode(plain)) });
  }
}

function forget() {
  if (store) store.database.close();
  store = null;
  indexedDB.deleteDatabase(NAME);
}

// --- the screen -----------------------------------------------------------------------------------------------------

const list = ROOM.querySelector("[data-said]");
const connection = ROOM.querySelector("[data-connection]");
const pattern = ROOM.querySelector("[data-new]");

function tell(words, lost) {
  if (connection.textContent !== words) connection.textContent = words;
  connection.toggleAttribute("data-lost", Boolean(lost));
}

function part(article, name) {
  return article.querySelector(`[data-part="${name}"]`);
}

function put(article, name, words) {
  const place = part(article, name);
  if (place && place.textContent !== words) place.textContent = words;
}

function notice(words, values) {
  const box = document.createElement("div");
  box.className = "message message--notice";
  const line = document.createElement("p");
  line.textContent = words;
  box.append(line);
  if (values.length) {
    const items = document.createElement("ul");
    for (const value of values) items.append(Object.assign(document.createElement("li"), { textContent: value }));
    box.append(items);
  }
  return box;
}

function sectionOf(name) {
  const found = [...list.querySelectorAll("[data-theme]")].find((one) => one.dataset.theme === name);
  if (found) return found;
  const section = document.createElement("section");
  section.className = "statement-theme";
  section.dataset.theme = name;
  section.append(Object.assign(document.createElement("h3"), { textContent: name }));
  list.append(section);
  return section;
}

function articleOf(one) {
  let article = list.querySelector(`[data-statement="${one.id}"]`);
  if (!article || !part(article, "nature")) {
    article?.remove();
    article = pattern.content.firstElementChild.cloneNode(true);
    article.dataset.statement = one.id;
    if (WALL || one.mine) article.querySelector("form")?.remove();
  }
  const section = sectionOf(one.theme_name || SAID.saidOther);
  if (article.parentElement !== section) section.append(article);
  return article;
}

function hintOf(one) {
  const box = notice(SAID.saidHint, []);
  if (!one.own || !crypto.randomUUID) return box;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: SAID.saidNobody });
  button.className = "nl-button nl-button--secondary";
  button.addEventListener("click", async () => {
    await keep(edit(one.id, { looked_at: one.look }, { looked_at: one.heads.looked_at || [] }));
    look();
  });
  box.append(button);
  return box;
}

function show(one) {
  const there = list.querySelector(`[data-statement="${one.id}"]`);
  if (one.withdrawn) { there?.remove(); return; }
  list.querySelector("[data-empty]")?.remove();
  const hidden = WALL && one.hints.length > 0;
  const article = articleOf(one);
  put(article, "place", hidden ? "" : one.fields.place || SAID.saidWhole);
  put(article, "nature", hidden ? SAID.saidHint : one.fields.nature);
  put(article, "facts", hidden ? "" : one.facts);
  put(article, "causes", hidden || !one.fields.causes ? "" : `${SAID.saidCauses} ${one.fields.causes}`);
  put(article, "organisation", one.organisation);
  put(article, "stances", one.stances.map((each) => `${each.who} ${each.words}${each.divided ? ` (${SAID.saidDivided})` : ""}`).join(" · "));
  part(article, "conflicts").replaceChildren(...(hidden ? [] : Object.values(one.conflicts).map((values) => notice(SAID.saidConflict, values))));
  part(article, "hints").replaceChildren(...(one.hints.length && !WALL ? [hintOf(one)] : []));
  const link = article.querySelector("[data-edit]");
  if (link) { link.hidden = !one.own; link.search = `?wijzig=${one.id}`; }
  for (const button of article.querySelectorAll("[name=opinion]")) {
    button.setAttribute("aria-pressed", String(button.value === one.my_opinion));
  }
}

function showWaiting() {
  const place = ROOM.querySelector("[data-waiting]");
  if (!place) return;
  place.replaceChildren(...waiting.filter((one) => one.edit.changes.nature).map((one) =>
    Object.assign(document.createElement("li"), { textContent: `${one.edit.changes.nature} (${SAID.saidWaiting})` })));
}

// --- sending and looking --------------------------------------------------------------------------------------------

class LoggedOut extends Error {}

async function talk() {
  const batch = waiting.slice(0, BATCH);
  const options = { credentials: "same-origin", redirect: "manual", headers: {} };
  let address = `${SAID.sync}?cursor=${encodeURIComponent(cursor)}`;
  if (batch.length) {
    Object.assign(options, { method: "POST", body: JSON.stringify({ edits: batch.map((one) => one.edit), cursor }) });
    options.headers = { "Content-Type": "application/json", "X-CSRFToken": ROOM.querySelector("[name=csrfmiddlewaretoken]").value };
    address = SAID.sync;
  } else if (tag) options.headers["If-None-Match"] = tag;
  const answer = await fetch(address, options);
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new LoggedOut();
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(String(answer.status));
  tag = answer.headers.get("ETag") || "";
  await takeAnswer(await answer.json(), batch);
}

async function takeAnswer(said, batch) {
  cursor = said.cursor;
  for (const one of said.statements) { statements.set(one.id, one); show(one); }
  const refused = new Map((said.refused || []).map((one) => [one.id, one.why]));
  const done = batch.filter((one) => (said.kept || []).includes(one.edit.id) || refused.has(one.edit.id));
  await drop(done);
  for (const one of done) {
    const why = refused.get(one.edit.id) || ((said.late || []).includes(one.edit.id) ? SAID.saidLate : "");
    if (why) list.before(notice(`${SAID.saidRefused} ${why}`, Object.values(one.edit.changes).filter(Boolean)));
  }
  showWaiting();
  if (!said.keep && !waiting.length) forget();
  state.keep = said.keep;
}

async function look() {
  clearTimeout(timer);
  try {
    await talk();
    pause = PAUSE;
    tell(waiting.length ? `${waiting.length} ${SAID.saidWaiting}` : state.keep ? SAID.saidSent : SAID.saidClosed);
  } catch (problem) {
    pause = Math.min(LONGEST_PAUSE, pause * 2);
    tell(problem instanceof LoggedOut ? SAID.saidLogin : SAID.saidOffline + (waiting.length ? ` (${waiting.length})` : ""), true);
  }
  timer = setTimeout(look, document.hidden ? 5 * pause : waiting.length && pause === PAUSE ? 0 : pause);
}

addEventListener("online", () => { pause = PAUSE; look(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

// --- capturing ------------------------------------------------------------------------------------------------------

let last = 0;
function edit(statement, changes, seen) {
  last = Math.max(last + 1, Date.now()); // the key in the store rises, also when two are made at once
  return { at: last, edit: { id: crypto.randomUUID(), statement, changes, seen, made_at: new Date().toISOString() } };
}

const NAMES = ["theme", "nature", "place", "subject", "sureness", "size", "frequency", "causes", "public_text", "may_be_public"];

function wordsOf(form) {
  return Object.fromEntries(NAMES.map((name) => {
    const field = form.elements[name];
    return [name, field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value.trim()];
  }));
}

async function capture(event) {
  const form = event.target;
  if (event.submitter?.name || !crypto.randomUUID) return; // withdrawing, looking again, or no https: the page does it
  const words = wordsOf(form);
  if (!words.nature) return; // the page says what is missing
  event.preventDefault();
  const seen = JSON.parse(form.elements.seen.value || "{}");
  const before = seen.words || {};
  const changes = Object.fromEntries(Object.entries(words).filter(([name, value]) => value !== (before[name] || "")));
  if (!Object.keys(changes).length) return;
  const heads = Object.fromEntries(Object.entries(seen.heads || {}).filter(([name]) => name in changes));
  await keep(edit(form.elements.statement.value, changes, heads));
  const theme = form.elements.theme.value;
  form.reset();
  for (const name of NAMES) if (name !== "may_be_public") form.elements[name].value = "";
  form.elements.may_be_public.checked = false;
  form.elements.theme.value = theme;
  form.elements.statement.value = crypto.randomUUID();
  form.elements.seen.value = "{}";
  showWaiting();
  form.elements.nature.focus();
  await look();
  if (seen.words && !waiting.length) location.assign(location.pathname); // done with changing
}

async function opine(event) {
  const one = statements.get(event.target.closest("[data-statement]").dataset.statement);
  if (!one || !event.submitter) return;
  event.preventDefault();
  one.my_opinion = event.submitter.value;
  const made = edit(one.id, { stance: event.submitter.value }, { stance: one.my_heads });
  one.my_heads = [made.edit.id];
  show(one);
  await keep(made);
  look();
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-capture]")) capture(event);
  if (event.target.matches("[data-stance]")) opine(event);
});

async function start() {
  if (!WALL && state.keep) {
    try {
      store = await openStore();
      await takeUp();
      last = waiting.length ? waiting[waiting.length - 1].at : 0;
    } catch {
      store = null;
    }
  } else if (!WALL) {
    store = await openStore().catch(() => null);
    if (store) await takeUp().catch(() => {});
  }
  showWaiting();
  look();
}

start();
