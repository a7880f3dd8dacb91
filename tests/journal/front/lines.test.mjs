/** Blocks of Excel, selections, undo, roll call: the small pure parts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { count, day, plusDays, weekdayShort } from "../../../src/parta/journal/static/journal/core/dates.js";
import { readBlock, writeBlock } from "../../../src/parta/journal/static/journal/core/lines.js";
import { boxOf, moved, placesOf } from "../../../src/parta/journal/static/journal/core/range.js";
import { later, minutesLate, press, signOf, summary } from "../../../src/parta/journal/static/journal/core/roll.js";
import { readCells } from "../../../src/parta/journal/static/journal/core/snapshot.js";
import { History } from "../../../src/parta/journal/static/journal/core/undo.js";
import { draftOf, marksOf } from "../../../src/parta/journal/static/journal/grid/mark-rows.js";
import { mark } from "../../../src/parta/journal/static/journal/core/cells.js";

for (const [text, block] of [
  ["5\t4\r\nн\t\r\n", [["5", "4"], ["н", ""]]],
  ["5", [["5"]]],
  [" 5 \u00a0\t4", [["5", "4"]]],
  ['"4/5"\t"с ""кавычками"""', [["4/5", 'с "кавычками"']]],
  ["5\n\n4", [["5"], [""], ["4"]]],
]) {
  test(`${JSON.stringify(text)} of the clipboard is a block`, () => assert.deepEqual(readBlock(text), block));
}

test("short rows are bare numbers, and rows of one cell are its marks", () => {
  const cells = readCells([[10, 1, 2, 5], [10, 1, 2, "", null, "", [[4, "", 7, "да", 0, 1, null]]], [10, 2, 1, "н", null, "", []]]);

  assert.deepEqual([...cells.keys()], ["10:1", "10:2"]);
  assert.deepEqual(cells.get("10:1"), {
    version: 2, absence: "", late: null, comment: "", marks: [mark({ value: 5 }), mark({ value: 4, kind: 7, comment: "да", retakes: true })],
  });
  assert.deepEqual(cells.get("10:2"), { version: 1, absence: "н", late: null, comment: "", marks: [] });
});

test("a block goes to the clipboard as Excel takes it", () => {
  assert.equal(writeBlock([["5", "4/5"], ["н", ""]]), "5\t4/5\nн\t");
});

const size = { rows: 3, columns: 4 };
for (const [name, from, step, to] of [
  ["down", { row: 0, column: 1 }, { rows: 1, columns: 0 }, { row: 1, column: 1 }],
  ["down from the last row", { row: 2, column: 1 }, { rows: 1, columns: 0 }, { row: 2, column: 1 }],
  ["up to the head", { row: 0, column: 1 }, { rows: -1, columns: 0 }, { row: -1, column: 1 }],
  ["a page up stays in the cells", { row: 2, column: 1 }, { rows: -10, columns: 0 }, { row: 0, column: 1 }],
  ["right to the average", { row: 0, column: 3 }, { rows: 0, columns: 1 }, { row: 0, column: 4 }],
  ["right from the average", { row: 0, column: 4 }, { rows: 0, columns: 1 }, { row: 0, column: 4 }],
  ["End, first to the last lesson", { row: 0, column: 1 }, { rows: 0, columns: 1e9 }, { row: 0, column: 3 }],
  ["End again, to the average", { row: 0, column: 3 }, { rows: 0, columns: 1e9 }, { row: 0, column: 4 }],
  ["Home", { row: 1, column: 4 }, { rows: 0, columns: -1e9 }, { row: 1, column: 0 }],
]) {
  test(`the cursor goes ${name}`, () => assert.deepEqual(moved(from, step, size), to));
}

test("a selection is the rectangle between two places, whichever came first", () => {
  const box = boxOf({ row: 2, column: 1 }, { row: 1, column: 2 });

  assert.deepEqual(placesOf(box), [
    { row: 1, column: 1 }, { row: 1, column: 2 }, { row: 2, column: 1 }, { row: 2, column: 2 },
  ]);
});

test("a step undone may be done again, until something new is done", () => {
  const history = new History();
  history.add([{ target: "1:2", before: "", after: "5" }]);

  assert.deepEqual(history.undo(), [{ target: "1:2", before: "5", after: "" }]);
  assert.deepEqual(history.redo(), [{ target: "1:2", before: "", after: "5" }]);
  history.undo();
  history.add([{ target: "1:3", before: "", after: "4" }]);
  assert.deepEqual(history.redo(), []);
});

test("undo of nothing is nothing", () => assert.deepEqual(new History().undo(), []));

test("a sign pressed twice is taken off", () => {
  const away = press({ absence: "", late: null }, "н", 5);

  assert.equal(signOf(away), "н");
  assert.equal(signOf(press(away, "у", 5)), "у");
  assert.equal(signOf(press(away, "н", 5)), "");
});

test("lateness takes the absence off, and an absence the lateness", () => {
  const late = press({ absence: "н", late: null }, "оп", 7);

  assert.deepEqual(late, { absence: "", late: 7 });
  assert.deepEqual(press(late, "б", 7), { absence: "б", late: null });
  assert.deepEqual(later(late, 5), { absence: "", late: 12 });
  assert.deepEqual(later(late, -20), { absence: "", late: 1 });
});

for (const [bell, hours, minutes, late] of [
  ["11:25", 11, 37, 12], ["11:25", 11, 25, 5], ["11:25", 12, 30, 5], ["11:25", 9, 0, 5], ["", 11, 30, 5],
]) {
  test(`at ${hours}:${minutes} after the bell of «${bell}» one is ${late} minutes late`, () => {
    assert.equal(minutesLate(bell, { hours, minutes }), late);
  });
}

test("the roll call counts the away and the late apart", () => {
  const all = [{ absence: "н", late: null }, { absence: "", late: 5 }, { absence: "", late: null }];

  assert.deepEqual(summary(all), { away: 1, late: 1 });
});

test("joints chosen in the form become parts and retakes", () => {
  const marks = [mark({ value: 4, part: 1 }), mark({ value: 5, part: 2 }), mark({ value: 3, part: 2, retakes: true })];

  assert.deepEqual(marksOf(marks.map(draftOf)), marks);
});

test("removing the first half of a double mark leaves a plain one", () => {
  const [, second] = [mark({ value: 4, part: 1 }), mark({ value: 5, part: 2 })].map(draftOf);

  assert.deepEqual(marksOf([second]), [mark({ value: 5 })]);
});

test("dates and counts are said as teachers say them", () => {
  assert.equal(day("2026-11-05"), "5 ноября");
  assert.equal(weekdayShort("2026-11-23"), "пн");
  assert.equal(plusDays("2026-12-28", 7), "2027-01-04");
  assert.deepEqual([1, 2, 5, 11, 21, 112].map((n) => count(n, ["клетка", "клетки", "клеток"])), [
    "1 клетка", "2 клетки", "5 клеток", "11 клеток", "21 клетка", "112 клеток",
  ]);
});
