/** A swipe shows the next day; past the ends of the week it turns the week. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { swiped } from "../../../src/parta/timetable/static/timetable/swipe.js";

for (const [words, here, dx, dy, where] of [
  ["to the left: the next day", 1, -80, 5, 2],
  ["to the right: the day before", 1, 80, 5, 0],
  ["past Friday: the next week", 4, -80, 0, "following"],
  ["before Monday: the week before", 0, 80, 0, "previous"],
  ["too short", 1, -49, 0, null],
  ["more down than aside: a scroll", 1, -80, 60, null],
]) {
  test(words, () => assert.equal(swiped(here, 5, dx, dy), where));
}
