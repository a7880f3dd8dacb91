/** What becomes of a typed name: the school has it, a new row is made, or it is left out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "../../../src/parta/timetable/static/timetable/imports-state.js";

const names = new Set(["алгебра", "русский язык"]);

for (const [words, value, state] of [
  ["a name of the school", "Алгебра", "known"],
  ["spaces around do not matter", "  русский язык ", "known"],
  ["another name", "Алгебра +", "new"],
  ["nothing", "   ", "skipped"],
]) {
  test(words, () => assert.equal(stateOf(value, names), state));
}
