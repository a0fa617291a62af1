// Grouping with a hall. The page works without this file (choose, press, reload). It adds: what others do appears by
// itself, it goes on without a connection (sync.js, store.js), and a message can be dragged to a group.
"use strict";

const HALL = document.querySelector("[data-hall]");
const SAID = HALL.dataset;
const WALL = "wall" in SAID;
const PLACE = document.getElementById("hall-state");
const NEW = "nieuw";
let state = JSON.parse(PLACE.textContent);

const connection = HALL.querySelector("[data-connection]");
const groups = HALL.querySelector("[data-groups]");
const move = HALL.querySelector("[data-move]");

function part(node, name) {
  return node.querySelector(`[data-part="${name}"]`);
}

function put(node, name, words) {
  const place = part(node, name);
  if (place && place.textContent !== String(words)) place.textContent = words;
}

function copyOf(name) {
  return HALL.querySelector(`[data-new-${name}]`).content.firstElementChild.cloneNode(true);
}

// --- how it stands here: what the server said, and over it what still waits ------------------------------------------

function now() {
  const of = new Map(state.groups.map((one) => [one.id, { ...one }]));
  const voices = state.voices.map((one) => ({ ...one }));
  for (const { edit } of sync.waiting()) {
    const voice = voices.find((one) => one.id === edit.item);
    if (voice && "group" in edit.changes) Object.assign(voice, { group: edit.changes.group, heads: [edit.id], rivals: [] });
    if ("title" in edit.changes) of.set(edit.item, { rivals: [], ...of.get(edit.item), id: edit.item, title: edit.changes.title, heads: { title: [edit.id] } });
    if (edit.changes.removed) of.delete(edit.item);
  }
  for (const voice of voices) if (!of.has(voice.group)) voice.group = "";
  return { groups: [...of.values()], voices };
}

function sectionOf(group) {
  let section = groups.querySelector(`[data-group="${group.id}"]`);
  if (!section) {
    section = copyOf("group");
    section.dataset.group = group.id;
    part(section, "title").id = `groep-${group.id}`;
    section.setAttribute("aria-labelledby", `groep-${group.id}`);
    const last = WALL ? groups.querySelector('[data-group=""]') : null;
    groups.insertBefore(section, last);
    for (const field of section.querySelectorAll("[name=group]")) field.value = group.id;
  }
  put(section, "title", group.title);
  put(section, "which", group.title);
  put(section, "rivals", group.rivals.length ? `${SAID.saidTitles || ""} ${group.rivals.join(" / ")}` : "");
  const field = section.querySelector("[name=title]");
  if (field && field !== document.activeElement) field.value = group.title;
  return section;
}

function itemOf(voice) {
  let item = groups.querySelector(`[data-voice="${voice.id}"]`);
  if (!item) {
    item = copyOf("voice");
    item.dataset.voice = voice.id;
    for (const box of item.querySelectorAll("[name=voice]")) box.value = voice.id;
  }
  put(item, "text", voice.text || SAID.saidGone);
  put(item, "about", voice.about);
  put(item, "rivals", voice.rivals.length && !WALL ? `${SAID.saidRivals} ${voice.rivals.map((one) => one || SAID.saidNone).join(", ")}` : "");
  if (move) item.draggable = true;
  return item;
}

function draw() {
  const { groups: there, voices } = now(), focused = document.activeElement;
  const sections = new Map(there.map((one) => [one.id, sectionOf(one)]));
  sections.set("", groups.querySelector('[data-group=""]'));
  for (const voice of voices) {
    const list = sections.get(voice.group).querySelector("[data-voices]"), item = itemOf(voice);
    if (item.parentElement !== list) list.append(item);
  }
  const keys = new Set(voices.map((one) => one.id));
  for (const item of groups.querySelectorAll("[data-voice]")) if (!keys.has(item.dataset.voice)) item.remove();
  for (const section of groups.querySelectorAll("[data-group]")) if (!sections.has(section.dataset.group)) section.remove();
  for (const name of ["told", "waiting", "recognised", "otherwise"]) put(HALL, name, state[name]);
  if (move) offer(there);
  if (focused !== document.activeElement && groups.contains(focused)) focused.focus();
}

function offer(there) {
  const to = move.querySelector("[data-to]"), chosen = to.value;
  const wanted = there.map((one) => [one.id, one.title]);
  const shown = [...to.options].slice(2).map((one) => [one.value, one.textContent]);
  if (JSON.stringify(wanted) === JSON.stringify(shown)) return;
  while (to.options.length > 2) to.options[2].remove();
  for (const [id, title] of wanted) to.append(new Option(title, id));
  to.value = [...to.options].some((one) => one.value === chosen) ? chosen : NEW;
}

// --- sending and looking --------------------------------------------------------------------------------------------

const sync = makeSync({
  name: `wens-${SAID.meeting}-zaal`,
  address: SAID.sync,
  keep: state.keep && !WALL,
  ends: Number(SAID.ends),
  worker: WALL ? "" : SAID.worker,
  cursor: () => "",
  waits: () => draw(),
  show(said, done, refused) {
    state = said;
    PLACE.textContent = JSON.stringify(said);
    for (const one of done) if (refused.has(one.edit.id)) complain(refused.get(one.edit.id));
    draw();
  },
  tell(what, count, lost) {
    const words = { waiting: `${count} ${SAID.saidWaiting}`, sent: SAID.saidSent, closed: SAID.saidClosed, login: SAID.saidLogin, offline: SAID.saidOffline + (count ? ` (${count})` : "") };
    if (connection.textContent !== words[what]) connection.textContent = words[what];
    connection.toggleAttribute("data-lost", lost);
  },
});

function complain(why) {
  const box = document.createElement("div");
  box.className = "message message--wrong";
  box.setAttribute("role", "alert");
  box.append(Object.assign(document.createElement("p"), { textContent: `${SAID.saidRefused} ${why}` }));
  groups.before(box);
}

// --- what a facilitator does -----------------------------------------------------------------------------------------

async function press(changes) {
  const batch = crypto.randomUUID(), { groups: there, voices } = now();
  for (const [item, change] of changes) {
    const heads = voices.find((one) => one.id === item)?.heads || there.find((one) => one.id === item)?.heads;
    const seen = Object.fromEntries(Object.keys(change).map((name) => [name, (Array.isArray(heads) ? heads : heads?.[name]) || []]));
    await sync.add(sync.entry({ item, batch, changes: change, seen }));
  }
  sync.look();
}

function chosen() {
  return [...groups.querySelectorAll("[name=voice]:checked")];
}

function moveTo(ids, to, title) {
  const group = to === NEW ? crypto.randomUUID() : to;
  const made = to === NEW ? [[group, { title }]] : [];
  return press([...made, ...ids.map((id) => [id, { group }])]);
}

async function onMove(event) {
  const boxes = chosen(), to = move.elements.to.value, field = move.elements.title, title = field.value.trim();
  event.preventDefault();
  if (!boxes.length) return void (groups.querySelector("[name=voice]") || field).focus();
  if (to === NEW && !title) return void field.focus();
  await moveTo(boxes.map((box) => box.value), to, title);
  for (const box of boxes) box.checked = false;
  field.value = "";
}

async function onRename(event) {
  const form = event.target, title = form.elements.title.value.trim();
  event.preventDefault();
  if (event.submitter.value === "remove") await press([[form.elements.group.value, { removed: "yes" }]]);
  else if (title) await press([[form.elements.group.value, { title }]]);
}

// What was not sent yet is simply not sent; the rest the server takes back.
async function onUndo(event) {
  event.preventDefault();
  const waits = sync.waiting(), last = waits[waits.length - 1];
  if (last) return sync.drop(waits.filter((one) => one.edit.batch === last.edit.batch));
  const words = new FormData(event.target);
  await fetch(event.target.action, { method: "POST", body: words, credentials: "same-origin" }).catch(() => {});
  return sync.look();
}

document.addEventListener("submit", (event) => {
  if (!crypto.randomUUID) return; // no https: the page does it
  if (event.target.matches("[data-move]")) onMove(event);
  if (event.target.matches("[data-rename]")) onRename(event);
  if (event.target.matches("[data-undo]")) onUndo(event);
});

if (move) {
  groups.addEventListener("dragstart", (event) => {
    const item = event.target.closest("[data-voice]");
    if (item) event.dataTransfer.setData("text/plain", item.dataset.voice);
  });
  groups.addEventListener("dragover", (event) => { if (event.target.closest("[data-group]")) event.preventDefault(); });
  groups.addEventListener("drop", (event) => {
    const section = event.target.closest("[data-group]"), id = event.dataTransfer.getData("text/plain");
    if (!section || !state.voices.some((one) => one.id === id)) return;
    event.preventDefault();
    moveTo([id], section.dataset.group, "");
  });
}

sync.start();
