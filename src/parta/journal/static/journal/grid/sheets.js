/** The journal on A4 sheets: a wide grid is cut into tables that each fit the page, with the names repeated. */

import { make } from "./dom.js";

/** @typedef {import("./table.js").MarkTable} MarkTable */

const COLUMNS = 26; // lessons on a sheet of A4 laid on its side

/** @param {MarkTable} table @returns {HTMLElement} */
export function printSheets(table) {
  const sheets = make("div", { className: "print-sheets" });
  const { columns } = table.size;
  for (let from = 0; from < columns; from += COLUMNS) {
    const last = from + COLUMNS >= columns;
    sheets.append(sheet(table, from, Math.min(from + COLUMNS, columns), last));
  }
  return sheets;
}

/** Lessons from … before `to`; the last sheet carries the averages. */
function sheet(table, from, to, last) {
  const rows = table.shown.map(({ element }) => {
    const cells = [...element.cells].slice(from + 1, to + 1);
    return make("tr", {}, copy(element.cells[0]), ...cells.map(copy), ...(last ? [copy(element.lastElementChild)] : []));
  });
  const heads = [...table.head.cells].slice(from, to).map(copy);
  const months = monthHeads(table, from, to);
  const corner = make("th", { className: "name", rowSpan: 2 }, "Ученик");
  const sum = last ? [make("th", { className: "sum", rowSpan: 2 }, "Средний")] : [];
  const head = make("thead", {}, make("tr", {}, corner, ...months, ...sum), make("tr", { className: "days" }, ...heads));
  return make("table", { className: "grid" }, head, make("tbody", {}, ...rows));
}

function monthHeads(table, from, to) {
  const names = [...table.element.tHead.rows[0].cells].slice(1, -1).flatMap((cell) => Array(cell.colSpan).fill(cell.textContent));
  const runs = [];
  for (const name of names.slice(from, to)) {
    if (runs.at(-1)?.textContent === name) runs.at(-1).colSpan += 1;
    else runs.push(make("th", {}, name));
  }
  return runs;
}

/** @param {Element} cell */
function copy(cell) {
  const made = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const name of ["tabindex", "aria-selected", "aria-label", "title"]) made.removeAttribute(name);
  return made;
}
