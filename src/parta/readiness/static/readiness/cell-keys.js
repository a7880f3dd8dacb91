/** A table of many cells with one tab stop: arrows, Home and End walk from cell to cell. */

/** Where the arrow leads in a grid whose rows may differ in length; the same place at an edge.
 * @param {{row: number, column: number}} from
 * @param {string} key
 * @param {number[]} lengths of rows
 * @returns {{row: number, column: number}} */
export function step(from, key, lengths) {
  const { row, column } = from;
  const last = lengths[row] - 1;
  if (key === "ArrowLeft") return { row, column: Math.max(0, column - 1) };
  if (key === "ArrowRight") return { row, column: Math.min(last, column + 1) };
  if (key === "Home") return { row, column: 0 };
  if (key === "End") return { row, column: last };
  const to = key === "ArrowUp" ? row - 1 : row + 1;
  if (!lengths[to]) return from;
  return { row: to, column: Math.min(column, lengths[to] - 1) };
}

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];
const Base = globalThis.HTMLElement ?? Object; // the tests of `step` run without a browser

class CellKeys extends Base {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("focusin", () => this.mark());
    this.addEventListener("htmx:afterSwap", () => this.mark());
    this.mark();
  }

  /** @returns {HTMLElement[][]} */
  rows() {
    const rows = [...this.querySelectorAll("tbody tr")];
    return rows.map((row) => /** @type {HTMLElement[]} */ ([...row.querySelectorAll("td a, td button")]));
  }

  /** Only the cell in use, or the first, is a tab stop; a form opened in a cell keeps all its buttons. */
  mark() {
    const cells = this.rows().flat().filter((cell) => !cell.closest("form"));
    const here = cells.find((cell) => cell === document.activeElement) ?? cells.find((cell) => cell.tabIndex === 0) ?? cells[0];
    for (const cell of cells) cell.tabIndex = cell === here ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    if (!KEYS.includes(event.key)) return;
    const rows = this.rows();
    const row = rows.findIndex((cells) => cells.includes(/** @type {HTMLElement} */ (event.target)));
    if (row < 0) return;
    const column = rows[row].indexOf(/** @type {HTMLElement} */ (event.target));
    const to = step({ row, column }, event.key, rows.map((cells) => cells.length));
    event.preventDefault();
    rows[to.row][to.column].focus();
  }
}

globalThis.customElements?.define("cell-keys", CellKeys);
