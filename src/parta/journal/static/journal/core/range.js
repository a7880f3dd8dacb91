/** A place in the grid and a rectangle of places. Row −1 is the heads; the column after the lessons is the average. */

/** @typedef {{ row: number, column: number }} Place */
/** @typedef {{ top: number, left: number, bottom: number, right: number }} Box */

/** @param {Place} from @param {Place} to @returns {Box} */
export function boxOf(from, to) {
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}

/** @param {Box} box @returns {Place[]} row by row */
export function placesOf({ top, left, bottom, right }) {
  const found = [];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) found.push({ row, column });
  }
  return found;
}

/** @param {Box} box */
export function isOne({ top, left, bottom, right }) {
  return top === bottom && left === right;
}

/**
 * The place some steps away, held inside the grid.
 * @param {Place} place
 * @param {{ rows: number, columns: number }} step
 * @param {{ rows: number, columns: number }} size shown rows and lessons
 * @returns {Place}
 */
export function moved(place, step, size) {
  const far = step.columns >= size.columns && place.column < size.columns - 1; // End stops at the last lesson
  const rightmost = far ? size.columns - 1 : size.columns;
  return {
    row: hold(place.row + step.rows, Math.abs(step.rows) > 1 ? 0 : -1, size.rows - 1),
    column: hold(place.column + step.columns, 0, rightmost),
  };
}

/** @param {number} value @param {number} least @param {number} most */
function hold(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
