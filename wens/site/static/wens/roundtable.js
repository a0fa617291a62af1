// The table and the wall work without this file (a form, and reloading). It adds: what others say appears by itself, and
// capturing goes on without a connection (sync.js, store.js).
"use strict";

const ROOM = document.querySelector("[data-roundtable]");
const SAID = ROOM.dataset;
const WALL = "wall" in SAID;
const PLACE = document.getElementById("table-state");
const state = JSON.parse(PLACE.textContent);
const statements = new Map(state.statements.map((one) => [one.id, one]));
let cursor = state.cursor;

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
    await sync.add(edit(one.id, { looked_at: one.look }, { looked_at: one.heads.looked_at || [] }));
    sync.look();
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
  place.replaceChildren(...sync.waiting().filter((one) => one.edit.changes.nature).map((one) =>
    Object.assign(document.createElement("li"), { textContent: `${one.edit.changes.nature} (${SAID.saidWaiting})` })));
}

// --- sending and looking --------------------------------------------------------------------------------------------

const sync = makeSync({
  name: `wens-${SAID.meeting}-tafel`,
  address: SAID.sync,
  keep: state.keep && !WALL,
  ends: Number(SAID.ends),
  worker: WALL ? "" : SAID.worker,
  cursor: () => cursor,
  waits: showWaiting,
  show(said, done, refused) {
    cursor = said.cursor;
    for (const one of said.statements) { statements.set(one.id, one); show(one); }
    PLACE.textContent = JSON.stringify({ ...state, cursor, statements: [...statements.values()] });
    for (const one of done) {
      const why = refused.get(one.edit.id) || ((said.late || []).includes(one.edit.id) ? SAID.saidLate : "");
      if (why) list.before(notice(`${SAID.saidRefused} ${why}`, Object.values(one.edit.changes).filter(Boolean)));
    }
  },
  tell(what, count, lost) {
    const words = { waiting: `${count} ${SAID.saidWaiting}`, sent: SAID.saidSent, closed: SAID.saidClosed, login: SAID.saidLogin, offline: SAID.saidOffline + (count ? ` (${count})` : "") };
    tell(words[what], lost);
  },
});

// --- capturing ------------------------------------------------------------------------------------------------------

function edit(statement, changes, seen) {
  return sync.entry({ statement, changes, seen });
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
  await sync.add(edit(form.elements.statement.value, changes, heads));
  const theme = form.elements.theme.value;
  form.reset();
  for (const name of NAMES) if (name !== "may_be_public") form.elements[name].value = "";
  form.elements.may_be_public.checked = false;
  form.elements.theme.value = theme;
  form.elements.statement.value = crypto.randomUUID();
  form.elements.seen.value = "{}";
  form.elements.nature.focus();
  sync.keepDraft(null).catch(() => {});
  await sync.look();
  if (seen.words && !sync.waiting().length) location.assign(location.pathname); // done with changing
}

async function opine(event) {
  const one = statements.get(event.target.closest("[data-statement]").dataset.statement);
  if (!one || !event.submitter) return;
  event.preventDefault();
  one.my_opinion = event.submitter.value;
  const made = edit(one.id, { stance: event.submitter.value }, { stance: one.my_heads });
  one.my_heads = [made.edit.id];
  show(one);
  await sync.add(made);
  sync.look();
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-capture]")) capture(event);
  if (event.target.matches("[data-stance]")) opine(event);
});

// What is being typed stays when the page is opened again, also without a connection.
const form = ROOM.querySelector("[data-capture]");
let typing = 0;
form?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => sync.keepDraft({ of: form.elements.seen.value, words: wordsOf(form) }).catch(() => {}), 300);
});

async function takeUpDraft() {
  const draft = form && (await sync.draft());
  if (!draft || draft.of !== form.elements.seen.value || form.elements.nature.value) return;
  for (const [name, value] of Object.entries(draft.words)) {
    if (form.elements[name].type === "checkbox") form.elements[name].checked = value === "yes";
    else form.elements[name].value = value;
  }
}

// A page from this device may have a key that was used: what is new gets a key of its own.
if (form && crypto.randomUUID && form.elements.seen.value === "{}") form.elements.statement.value = crypto.randomUUID();
sync.start().then(takeUpDraft);
