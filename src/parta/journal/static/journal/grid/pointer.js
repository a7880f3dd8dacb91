/** Mouse and touch in the grid: click, click again, drag, a long touch. */

import { act } from "./actions.js";

/** @typedef {import("../mark-grid.js").MarkGrid} MarkGrid */

/** @param {MarkGrid} grid */
export function followPointer(grid) {
  const { element } = grid.table;
  let touch = false;
  let again = false; // the pointer went down on the cell that had the keyboard already
  let dragging = false;

  /** The place under the pointer; null on names, and in the field one types in. @param {Event} event */
  function placeOf({ target }) {
    const place = /** @type {Element} */ (target);
    return place.matches("input") ? null : grid.table.placeOf(place);
  }

  element.addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
  });

  element.addEventListener("mousedown", (event) => {
    const place = placeOf(event);
    if (!place || event.button !== 0) return;
    event.preventDefault();
    const { row, column } = grid.cursor.place;
    again = place.row === row && place.column === column && element.contains(document.activeElement);
    dragging = !touch;
    grid.cursor.go(place, { extend: event.shiftKey });
  });

  element.addEventListener("mouseover", (event) => {
    const place = dragging && event.buttons === 1 ? placeOf(event) : null;
    if (place && place.row >= 0) grid.cursor.go(place, { extend: true });
  });

  addEventListener("mouseup", () => {
    dragging = false;
  });

  element.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (!place) return;
    const { lesson, pupil } = grid.table.at(place);
    if (!lesson || !pupil) act(grid, { kind: "edit" });
    else if (touch) act(grid, { kind: "pad" });
    else if (again) act(grid, { kind: "edit" });
  });

  element.addEventListener("contextmenu", (event) => {
    const place = placeOf(event);
    if (!place) return;
    event.preventDefault();
    grid.cursor.go(place);
    act(grid, { kind: "edit" });
  });
}
