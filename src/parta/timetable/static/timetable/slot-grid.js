/** <slot-grid>: arrow keys walk over the hours of the board; each hour's first link or button takes the focus. */

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

class SlotGrid extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.walk(event));
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    let cell = /** @type {HTMLTableCellElement | null} */ (/** @type {Element} */ (event.target).closest("td"));
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    for (cell = neighbour(cell, step); cell; cell = neighbour(cell, step)) {
      const control = /** @type {HTMLElement | null} */ (cell.querySelector("a, button"));
      if (control) {
        control.focus();
        return;
      }
    }
  }
}

customElements.define("slot-grid", SlotGrid);
