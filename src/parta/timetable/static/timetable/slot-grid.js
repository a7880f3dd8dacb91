/**
 * <slot-grid>: arrow keys walk over the hours of the board; each hour's first link or button takes the focus.
 * A board that comes anew after a change gives the focus back to the hour it was at.
 */

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * The cell one step away, or null at the edge.
 * @param {HTMLTableCellElement} cell @param {number[]} step rows, columns
 * @returns {HTMLTableCellElement | null}
 */
function neighbour(cell, [rows, columns]) {
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const body = /** @type {HTMLTableSectionElement} */ (row.parentElement);
  const next = body.rows[row.sectionRowIndex + rows]?.cells[cell.cellIndex + columns];
  return next?.tagName === "TD" ? next : null;
}

/** @param {Element | null | undefined} cell @returns {HTMLElement | null} */
function control(cell) {
  return cell?.querySelector("a, button") ?? null;
}

/** @type {{row: number, column: number} | null} */
let last = null; // the hour that last had the focus; the element itself is replaced with the board

class SlotGrid extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("focusin", (event) => this.remember(event));
  }

  /** @param {FocusEvent} event */
  remember(event) {
    const cell = /** @type {HTMLTableCellElement | null} */ (/** @type {Element} */ (event.target).closest("td"));
    const row = /** @type {HTMLTableRowElement | null} */ (cell?.parentElement ?? null);
    last = cell && row ? { row: row.rowIndex, column: cell.cellIndex } : null;
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    let cell = /** @type {HTMLTableCellElement | null} */ (/** @type {Element} */ (event.target).closest("td"));
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    do cell = neighbour(cell, step);
    while (cell && !control(cell));
    control(cell)?.focus();
  }
}

function giveBackFocus() {
  if (!last || document.activeElement !== document.body) return;
  const table = /** @type {HTMLTableElement | null} */ (document.querySelector("slot-grid table"));
  control(table?.rows[last.row]?.cells[last.column])?.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", giveBackFocus);
customElements.define("slot-grid", SlotGrid);
