/** The browser's average must be the server's: whole hundredths, halves up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mark } from "../../../src/parta/journal/static/journal/core/cells.js";
import { averageWords, counted, hundredths } from "../../../src/parta/journal/static/journal/core/average.js";

const kinds = new Map([
  [1, { id: 1, name: "ответ", weight: 1, counts: true }],
  [2, { id: 2, name: "контрольная", weight: 3, counts: true }],
  [3, { id: 3, name: "работа над ошибками", weight: 1, counts: false }],
  [4, { id: 4, name: "пробная", weight: 0, counts: true }],
]);
const school = { kinds, defaultKind: 1 };
const ones = (...values) => values.map((value) => ({ value, weight: 1 }));

for (const [marks, words] of [
  [[], ""],
  [ones(5), "5,00"],
  [ones(4, 4, 4, 4, 4, 4, 4, 5), "4,13"], // 4.125: a half goes up
  [ones(3, 3, 3, 3, 3, 3, 3, 4), "3,13"], // 3.125
  [ones(5, 4, 4), "4,33"],
  [ones(5, 5, 4), "4,67"],
  [ones(2, 3), "2,50"],
  [ones(4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5), "4,05"], // a nought in the tenths is kept
  [[{ value: 5, weight: 1 }, { value: 3, weight: 3 }], "3,50"],
  [[{ value: 5, weight: 20 }, { value: 2, weight: 60 }, { value: 4, weight: 100 }], "3,44"],
  [[{ value: 5, weight: 0 }], ""],
  [ones(100, 99), "99,50"],
]) {
  test(`${JSON.stringify(marks)} make «${words}»`, () => {
    assert.equal(averageWords(hundredths(marks)), words);
  });
}

test("a mark without a kind takes the column's, and without that the default", () => {
  assert.deepEqual(counted([mark({ value: 5 })], 2, school), [{ value: 5, weight: 3 }]);
  assert.deepEqual(counted([mark({ value: 5 })], null, school), [{ value: 5, weight: 1 }]);
  assert.deepEqual(counted([mark({ value: 5, kind: 1 })], 2, school), [{ value: 5, weight: 1 }]);
});

test("words, and kinds out of the average, do not count", () => {
  const marks = [mark({ word: "осв" }), mark({ word: "•" }), mark({ word: "зач" }), mark({ value: 2, kind: 3 })];
  assert.deepEqual(counted(marks, null, school), []);
});

test("a retake replaces the mark before it", () => {
  const marks = [mark({ value: 2 }), mark({ value: 4, retakes: true })];
  assert.deepEqual(counted(marks, null, school), [{ value: 4, weight: 1 }]);
});

test("a retake of a retake leaves the last", () => {
  const marks = [mark({ value: 2 }), mark({ value: 3, retakes: true }), mark({ value: 5, retakes: true })];
  assert.deepEqual(counted(marks, null, school), [{ value: 5, weight: 1 }]);
});

test("a retake of one part of a double mark leaves the other part", () => {
  const marks = [mark({ value: 4, part: 1 }), mark({ value: 2, part: 2 }), mark({ value: 5, part: 2, retakes: true })];
  assert.deepEqual(counted(marks, null, school).map(({ value }) => value), [4, 5]);
});

test("a mark that weighs nothing leaves no average", () => {
  assert.equal(hundredths(counted([mark({ value: 5, kind: 4 })], null, school)), null);
});
