/** The journal on A4 sheets: a wide grid is cut into tables that each fit the page, with the names repeated. */

import { make } from "./dom.js";

/** @typedef {import("./table.js").MarkTable} MarkTable */

const MOST = 30; // lessons on a sheet of A4 laid on its side
const SCREEN_ONLY = ["tabindex", "title", "aria-selected", "aria-label", "data-locked", "data-state", "data-today"];

/** @param {MarkTable} table @returns {HTMLElement} */
export function printSheets(table) {
  const sheets = make("div", { className: "print-sheets" });
  const { columns } = table.size;
  const each = Math.ceil(columns / Math.ceil(columns / MOST)); // sheets of nearly the same width
  for (let from = 0; from < columns; from += each) {
    sheets.append(sheet(table, from, Math.min(from + each, columns), from + each >= columns));
  }
  return sheets;
}

/** Lessons from … before `to`; the last sheet carries the averages. */
function sheet(table, from, to, last) {
  const rows = table.shown.map(({ element }) => {
    const cells = [...element.cells].slice(from + 1, to + 1);
    const sum = last ? [...element.cells].slice(-1) : [];
    return make("tr", {}, ...[element.cells[0], ...cells, ...sum].map(copy));
  });
  const heads = [...table.head.cells].slice(from, to).map(copy);
  const months = monthHeads(table, from, to);
  const corner = make("th", { className: "name", rowSpan: 2 }, "Ученик");
  const sum = last ? [make("th", { className: "sum", rowSpan: 2 }, "Средний")] : [];
  const days = make("tr", { className: "days" }, ...heads);
  const head = make("thead", {}, make("tr", {}, corner, ...months, ...sum), days);
  return make("table", { className: "grid" }, head, make("tbody", {}, ...rows));
}

/** @param {MarkTable} table @param {number} from @param {number} to */
function monthHeads(table, from, to) {
  const months = [...table.element.rows[0].cells].slice(1, -1);
  const names = months.flatMap((cell) => Array(cell.colSpan).fill(cell.textContent));
  /** @type {HTMLTableCellElement[]} */
  const runs = [];
  for (const name of names.slice(from, to)) {
    const last = runs.at(-1);
    if (last && last.textContent === name) last.colSpan += 1;
    else runs.push(make("th", {}, name));
  }
  return runs;
}

/** @param {Element} cell */
function copy(cell) {
  const made = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const name of SCREEN_ONLY) made.removeAttribute(name);
  return made;
}
