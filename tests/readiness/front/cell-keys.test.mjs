/** Arrows walk over cells and stop at the edges. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { step } from "../../../src/parta/readiness/static/readiness/cell-keys.js";

const LENGTHS = [3, 1, 0, 2]; // cells of each row
const CASES = [
  [[0, 0], "ArrowRight", [0, 1]],
  [[0, 2], "ArrowRight", [0, 2]],
  [[0, 0], "ArrowLeft", [0, 0]],
  [[0, 2], "ArrowDown", [1, 0]], // a shorter row: its last cell
  [[1, 0], "ArrowDown", [1, 0]], // a row without cells is an edge
  [[0, 1], "ArrowUp", [0, 1]],
  [[3, 1], "Home", [3, 0]],
  [[0, 0], "End", [0, 2]],
];

for (const [[row, column], key, [toRow, toColumn]] of CASES) {
  test(`${key} from ${row}, ${column}`, () => {
    assert.deepEqual(step({ row, column }, key, LENGTHS), { row: toRow, column: toColumn });
  });
}
