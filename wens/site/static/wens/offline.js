// Opens a table or a hall again when there is no connection: the page as it was last seen, which that page sealed itself
// (store.js comes before this file). It keeps style sheets and scripts, and no page that anybody else could read.
"use strict";

const FILES = "wens-files";
const SCREEN = /^\/beheer\/bijeenkomsten\/([0-9a-f-]{36})\/(tafel|zaal)\/$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const files = event.data.files.filter((one) => new URL(one).origin === location.origin);
  event.waitUntil(caches.open(FILES).then((cache) => Promise.all(files.map((one) => cache.add(one)))));
});

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

// The same policy as the server's: our own files, and the style sheet that stands in the page by its hash.
async function policy(html) {
  const style = (/<style>([\s\S]*?)<\/style>/.exec(html) || ["", ""])[1];
  const own = ["script-src", "img-src", "font-src", "connect-src", "worker-src", "form-action"].map((one) => `${one} 'self'`);
  return ["default-src 'none'", `style-src 'self' 'sha256-${await digest(style)}'`, ...own, "base-uri 'none'", "frame-ancestors 'none'"].join("; ");
}

async function lastSeen(name) {
  if (!(await storesThere()).includes(name)) return Response.error();
  const store = await openStore(name);
  const html = await getSealed(store, "pages", "page").finally(() => store.database.close());
  if (!html) return Response.error();
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": await policy(html) };
  return new Response(html, { headers });
}

async function file(request) {
  const cache = await caches.open(FILES);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch {
    return (await cache.match(request)) || Response.error();
  }
}

addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  const screen = SCREEN.exec(address.pathname);
  if (request.mode === "navigate") event.waitUntil(sweepStores().catch(() => {}));
  if (screen && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => lastSeen(`wens-${screen[1]}-${screen[2]}`)));
  } else if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
});
