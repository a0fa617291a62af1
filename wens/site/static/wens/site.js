// The pages work without this file. It adds: sorting a table by a column, and the maps for who asks for one. It
// remembers nothing.
"use strict";

function cellValue(row, column) {
  const cell = row.cells[column];
  const given = cell.dataset.value;
  return given === undefined ? cell.textContent.trim() : given === "" ? null : Number(given);
}

function compare(a, b) {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1; // no figure always stands last
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang);
}

function sortBy(table, header) {
  const column = header.cellIndex;
  const down = header.getAttribute("aria-sort") === "ascending";
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  rows.sort((one, other) => {
    const a = cellValue(one, column), b = cellValue(other, column);
    return a === null || b === null ? compare(a, b) : (down ? -1 : 1) * compare(a, b);
  });
  for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  for (const header of table.tHead.rows[0].cells) {
    if (!header.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header));
    header.append(button);
  }
}

for (const place of document.querySelectorAll("[data-script]")) {
  place.hidden = false;
  for (const button of place.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const { start } = await import(place.dataset.script);
        await start(place, button);
      } catch {
        button.disabled = false; // the line dropped: she may ask again
      }
    });
  }
}
