/** What may be typed in a cell, and what each of it means. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, mark } from "../../../src/parta/journal/static/journal/core/cells.js";
import { parse } from "../../../src/parta/journal/static/journal/core/parse.js";
import { pieces, typed } from "../../../src/parta/journal/static/journal/core/words.js";

const kinds = new Map([
  [1, { id: 1, name: "ответ на уроке", short: "ОТ", weight: 1, counts: true }],
  [2, { id: 2, name: "контрольная работа", short: "КР", weight: 3, counts: true }],
]);
const words = ["зач", "незач", "осв", "н/а", "•"];
const five = { values: [2, 3, 4, 5], words, kinds, due: "2026-11-30" };
const marks = (...fields) => ({ ...EMPTY, marks: fields.map(mark) });

for (const [text, content] of [
  ["", EMPTY],
  ["5", marks({ value: 5 })],
  ["5 5", marks({ value: 5 }, { value: 5 })],
  [" 5,  4 ", marks({ value: 5 }, { value: 4 })],
  ["4/5", marks({ value: 4, part: 1 }, { value: 5, part: 2 })],
  ["2→4", marks({ value: 2 }, { value: 4, retakes: true })],
  ["2>4", marks({ value: 2 }, { value: 4, retakes: true })],
  ["2 -> 4", marks({ value: 2 }, { value: 4, retakes: true })],
  ["4/2→5", marks({ value: 4, part: 1 }, { value: 2, part: 2 }, { value: 5, part: 2, retakes: true })],
  ["5 кр", marks({ value: 5, kind: 2 })],
  ["5КР 4", marks({ value: 5, kind: 2 }, { value: 4 })],
  ["3 контр", marks({ value: 3, kind: 2 })],
  ["зач", marks({ word: "зач" })],
  ["незач", marks({ word: "незач" })],
  ["Осв", marks({ word: "осв" })],
  ["н/а", marks({ word: "н/а" })],
  [".", marks({ word: "•", due: "2026-11-30" })],
  ["•", marks({ word: "•", due: "2026-11-30" })],
  ["Н", { ...EMPTY, absence: "н" }],
  ["б 4", { ...marks({ value: 4 }), absence: "б" }],
  ["оп 10", { ...EMPTY, late: 10 }],
  ["оп10 5", { ...marks({ value: 5 }), late: 10 }],
]) {
  test(`«${text}» is understood`, () => assert.deepEqual(parse(text, five), { content, error: "" }));
}

for (const [text, error] of [
  ["7", "Нет отметки «7»: здесь ставят от 2 до 5."],
  ["55", "Нет отметки «55»: здесь ставят от 2 до 5."],
  ["abc", "Не понял «abc»."],
  ["H", "Не понял «h»."], // a Latin letter that only looks like «Н»
  ["кр", "Сначала отметка, потом вид работы: 5 кр."],
  ["5 /", "После «/» нужна вторая отметка."],
  ["→4", "Перед «→» нужна отметка."],
  ["3/4/5", "У двойной отметки две части."],
  ["н б", "И «н», и «б»: нужно что-то одно."],
  ["н оп 5", "Или отсутствует, или опоздал."],
  ["оп", "На сколько минут? Например: оп 10."],
  ["оп 0", "Опоздание: от 1 до 240 минут."],
  ["оп 241", "Опоздание: от 1 до 240 минут."],
]) {
  test(`«${text}» is refused with words`, () => assert.deepEqual(parse(text, five), { content: null, error }));
}

test("a journal without marks takes absences only", () => {
  const none = { ...five, values: [], words: [] };

  assert.equal(parse("5", none).error, "В этом журнале отметок-цифр нет.");
  assert.equal(parse("зач", none).error, "Отметки «зач» здесь нет.");
  assert.equal(parse("н", none).content.absence, "н");
});

test("marks that stay keep their comment and date; the cell keeps its own comment", () => {
  const base = { ...marks({ value: 5, comment: "у доски" }, { word: "•", due: "2026-12-01" }), comment: "молодец" };

  const { content } = parse("5 •", five, base);

  assert.deepEqual(content, base);
});

test("a mark that changes loses the old comment", () => {
  const { content } = parse("4", five, marks({ value: 5, comment: "у доски" }));

  assert.deepEqual(content.marks, [mark({ value: 4 })]);
});

for (const text of ["5", "5 5", "4/5", "2→4", "5 кр", "н", "оп 10 5", "н 4", "зач", "•"]) {
  test(`what is written as «${text}» reads back the same`, () => {
    const { content } = parse(text, five);

    assert.equal(typed(content, kinds), text);
    assert.deepEqual(parse(typed(content, kinds), five).content, content);
  });
}

test("the kind of the column is not repeated", () => {
  assert.equal(typed(marks({ value: 5, kind: 2 }), kinds, 2), "5");
});

test("a cell is painted in pieces, what was retaken struck out", () => {
  const { content } = parse("2→4 5", five);

  assert.deepEqual(pieces(content, "five"), [
    { text: "2", level: "old" }, { text: "→", level: "" }, { text: "4", level: "4" },
    { text: " ", level: "" }, { text: "5", level: "5" },
  ]);
});

for (const [scale, value, level] of [
  ["five", 1, "2"], ["ten", 9, "5"], ["ten", 8, "4"], ["ten", 5, "3"], ["ten", 4, "2"],
  ["twelve", 10, "5"], ["hundred", 85, "5"], ["hundred", 64, "3"], ["hundred", 10, "2"],
]) {
  test(`${value} of ${scale} has the colour of ${level}`, () => {
    assert.equal(pieces(marks({ value }), scale)[0].level, level);
  });
}
