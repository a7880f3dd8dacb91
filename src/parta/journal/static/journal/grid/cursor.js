/** The one cell that has the keyboard, and the rectangle selected from it. Event `move` after each step. */

import { boxOf, moved, placesOf } from "../core/range.js";

/** @typedef {import("../core/range.js").Place} Place */
/** @typedef {import("./table.js").MarkTable} MarkTable */

export class Cursor extends EventTarget {
  /** @type {Element[]} */
  #painted = [];

  /** @param {MarkTable} table @param {Place} start */
  constructor(table, start) {
    super();
    this.table = table;
    this.place = start;
    this.anchor = start;
    this.#paint();
  }

  get box() {
    return boxOf(this.anchor, this.place);
  }

  get element() {
    return this.table.elementAt(this.place);
  }

  /** Go to a place; with `extend` the selection grows to it. */
  /** @param {Place} place @param {{ extend?: boolean, focus?: boolean }} [how] */
  go(place, { extend = false, focus = true } = {}) {
    this.element.tabIndex = -1;
    this.place = place;
    if (!extend || place.row < 0) this.anchor = place;
    this.#paint();
    if (focus) this.element.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.dispatchEvent(new Event("move"));
  }

  /** @param {{ rows?: number, columns?: number }} step @param {boolean} [extend] @returns {boolean} whether it moved */
  step({ rows = 0, columns = 0 }, extend = false) {
    const from = this.place;
    const to = moved(from, { rows, columns }, this.table.size);
    if (to.row === -1 && to.column === this.table.size.columns) to.row = 0; // the average has no head to stand on
    this.go(to, { extend });
    return to.row !== from.row || to.column !== from.column;
  }

  /** Places of cells that are selected, without heads and averages. @returns {Place[]} */
  selected() {
    return placesOf(this.box).filter(({ row, column }) => row >= 0 && column < this.table.size.columns);
  }

  /** After rows were hidden or shown: stay inside the table. */
  hold() {
    this.go(moved(this.place, { rows: 0, columns: 0 }, this.table.size), { focus: false });
  }

  #paint() {
    for (const cell of this.#painted) cell.removeAttribute("aria-selected");
    this.#painted = placesOf(this.box).map((place) => this.table.elementAt(place));
    for (const cell of this.#painted) cell.setAttribute("aria-selected", "true");
    this.element.tabIndex = 0;
  }
}
