/** What one cell of the journal holds, and its packed form in the protocol (docs/reference/journal-protocol.md). */

/**
 * @typedef {object} Mark
 * @property {number | null} value  a number of the course's scale; null where a word stands
 * @property {string} word  зач, незач, осв, н/а or •; "" where a number stands
 * @property {number | null} kind  kind of work; null: the column's
 * @property {string} comment
 * @property {number} part  1 and 2 of a double mark «4/5», else 0
 * @property {boolean} retakes  «2→4»: the mark before it no longer counts
 * @property {string | null} due  ISO date by which the point must turn into a mark
 */
/**
 * @typedef {object} Content
 * @property {string} absence  н, б, у, п or ""
 * @property {number | null} late  minutes; null: came in time
 * @property {string} comment
 * @property {readonly Mark[]} marks
 */
/** @typedef {[number | null, string, number | null, string, number, number, string | null]} PackedMark */
/** @typedef {[string, number | null, string, PackedMark[]]} PackedContent */

export const ABSENCES = ["н", "б", "у", "п"];
export const POINT = "•";

/** @type {Content} */
export const EMPTY = Object.freeze({ absence: "", late: null, comment: "", marks: Object.freeze([]) });

/** @param {Partial<Mark>} fields @returns {Mark} */
export function mark(fields) {
  return { value: null, word: "", kind: null, comment: "", part: 0, retakes: false, due: null, ...fields };
}

/** @param {Content} content @returns {PackedContent} */
export function pack({ absence, late, comment, marks }) {
  return [absence, late, comment, marks.map(packMark)];
}

/** @param {Mark} mark @returns {PackedMark} */
function packMark({ value, word, kind, comment, part, retakes, due }) {
  return [value, word, kind, comment, part, retakes ? 1 : 0, due];
}

/** @param {PackedContent} packed @returns {Content} */
export function unpack([absence, late, comment, marks]) {
  return { absence, late, comment, marks: unpackMarks(marks) };
}

/** @param {PackedMark[]} marks @returns {Mark[]} */
export function unpackMarks(marks) {
  return marks.map(([value, word, kind, comment, part, retakes, due]) => {
    return { value, word, kind, comment, part, retakes: Boolean(retakes), due };
  });
}

/** @param {Content} one @param {Content} other */
export function same(one, other) {
  return one === other || JSON.stringify(pack(one)) === JSON.stringify(pack(other));
}

/** @param {Content} content */
export function isEmpty(content) {
  return !content.absence && content.late === null && !content.comment && content.marks.length === 0;
}

/** @param {Content} content */
export function hasNote(content) {
  return Boolean(content.comment) || content.marks.some((one) => one.comment);
}

/**
 * The marks that stand: «2→4» leaves the 4. A retake replaces the nearest mark before it of its own part.
 * @param {readonly Mark[]} marks
 */
export function standing(marks) {
  /** @type {Mark[]} */
  const left = [];
  for (const one of marks) {
    const before = one.retakes ? left.findLastIndex((other) => other.part === one.part) : -1;
    if (before >= 0) left.splice(before, 1);
    left.push(one);
  }
  return left;
}

/** Name of a cell in maps. @param {number} lesson @param {number} pupil */
export function cellKey(lesson, pupil) {
  return `${lesson}:${pupil}`;
}
