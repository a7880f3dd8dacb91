/** A swipe turns pages, a scroll does not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { askedFor } from "../../../src/parta/diary/static/diary/swipe.js";

const CASES = [
  [-120, 10, "next"],
  [120, -10, "prev"],
  [-69, 0, null], // too short
  [-120, 80, null], // aslant: the page is scrolled
  [0, 300, null],
];

for (const [along, across, asked] of CASES) {
  test(`a stroke of ${along} by ${across} asks for ${asked}`, () => assert.equal(askedFor(along, across), asked));
}
