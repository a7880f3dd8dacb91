/** The weighted average of a pupil, in whole hundredths: the same arithmetic as parta.grading, without fractions. */

import { standing } from "./cells.js";

/** @typedef {import("./cells.js").Mark} Mark */
/** @typedef {import("./snapshot.js").Snapshot} Snapshot */
/** @typedef {{ value: number, weight: number }} Weighted */

/**
 * Marks of one cell that count: a number that stands, of a kind of work that is in the average.
 * @param {readonly Mark[]} marks
 * @param {number | null} columnKind
 * @param {Pick<Snapshot, "kinds" | "defaultKind">} snapshot
 * @returns {Weighted[]}
 */
export function counted(marks, columnKind, { kinds, defaultKind }) {
  /** @type {Weighted[]} */
  const found = [];
  for (const { value, kind } of standing(marks)) {
    const work = kinds.get(kind ?? columnKind ?? defaultKind);
    if (value !== null && work?.counts) found.push({ value, weight: work.weight });
  }
  return found;
}

/**
 * Σ(value × weight) / Σ weight in hundredths, halves up (4.125 → 413); null when no weight is left.
 * @param {Weighted[]} marks
 */
export function hundredths(marks) {
  let total = 0;
  let weights = 0;
  for (const { value, weight } of marks) {
    total += value * weight;
    weights += weight;
  }
  if (weights === 0) return null;
  const doubled = 200 * total + weights;
  return (doubled - (doubled % (2 * weights))) / (2 * weights);
}

/** «4,13»; nothing without an average. @param {number | null} average in hundredths */
export function averageWords(average) {
  if (average === null) return "";
  return `${Math.trunc(average / 100)},${String(average % 100).padStart(2, "0")}`;
}
