/** The page's snapshot as named things instead of rows of numbers. */

import { cellKey, unpack, unpackMarks } from "./cells.js";

/** @typedef {import("./cells.js").Content} Content */
/** @typedef {Content & { version: number }} Cell */
/**
 * @typedef {object} Kind  of work
 * @property {number} id
 * @property {string} name
 * @property {string} short
 * @property {string} tone  name of a role of the styles, or plain
 * @property {number} weight
 * @property {boolean} counts  in the average
 * @property {boolean} active  may still be given
 */
/** @typedef {{ id: number, name: string, from: string, to: string | null }} Pupil */
/** @typedef {"" | "future" | "days" | "period" | "cancelled" | "year"} Lock */
/** @typedef {import("./cells.js").Mark} Mark */
/**
 * @typedef {object} Lesson
 * @property {number} id
 * @property {string} on  ISO date
 * @property {number | null} slot
 * @property {number | null} kind  kind of work of the column
 * @property {string} topic
 * @property {Lock} lock  why its cells may not be written
 * @property {Lock} recordLock  why its topic and kind may not; these may be planned ahead
 * @property {string} state
 * @property {boolean} roll
 * @property {number} version  of its record; 0: no record yet
 * @property {boolean} writable  by this user
 */
/**
 * @typedef {object} Snapshot
 * @property {number} course
 * @property {number} period
 * @property {number} me
 * @property {string} today
 * @property {string} at
 * @property {boolean} mayWrite
 * @property {string} scale
 * @property {number[]} values  numbers a mark may be
 * @property {string[]} words  words a mark may be
 * @property {Map<number, Kind>} kinds
 * @property {number} defaultKind
 * @property {Lesson[]} lessons
 * @property {Map<number, string[]>} homework  texts by lesson
 * @property {Pupil[]} pupils
 * @property {Map<string, Cell>} cells
 * @property {Map<number, { columnKind: number | null, marks: readonly Mark[] }[]>} brought  marks newcomers got in
 *   other groups of the subject, by pupil: they are in the average, not in the grid
 * @property {Record<string, string>} urls  where {lesson} and {pupil} stand for keys to fill in
 */

/** @param {any[]} row @returns {Lesson} */
export function readLesson([id, on, slot, kind, topic, lock, state, roll, version, writable, recordLock]) {
  const flags = { roll: Boolean(roll), writable: Boolean(writable) };
  return { id, on, slot, kind, topic, lock, recordLock: recordLock ?? lock, state, version, ...flags };
}

/** @param {any[]} row @returns {[string, Cell]} */
export function readCell([lesson, pupil, version, absence, late, comment, marks]) {
  return [cellKey(lesson, pupil), { version, ...unpack([absence, late, comment, marks]) }];
}

/** A bare number, as the page's snapshot shortens it, told whole. @param {any[]} row @returns {any[]} */
function whole([lesson, pupil, version, value]) {
  return [lesson, pupil, version, "", null, "", [[value, "", null, "", 0, 0, null]]];
}

/**
 * The cells of a page: a row for each mark, the marks of one cell after one another.
 * @param {any[][]} rows
 * @returns {Map<string, Cell>}
 */
export function readCells(rows) {
  const found = new Map();
  for (const row of rows) {
    const [key, cell] = readCell(row.length === 4 ? whole(row) : row);
    const before = found.get(key);
    found.set(key, before ? { ...before, marks: [...before.marks, ...cell.marks] } : cell);
  }
  return found;
}

/** @param {any[]} rows [[lesson, due on, text], …] */
function readHomework(rows) {
  const texts = new Map();
  for (const [lesson, , text] of rows) texts.set(lesson, [...(texts.get(lesson) ?? []), text]);
  return texts;
}

/** @param {any[]} rows [[pupil, date, kind of its column, marks], …] */
function readBrought(rows) {
  const found = new Map();
  for (const [pupil, , columnKind, marks] of rows) {
    found.set(pupil, [...(found.get(pupil) ?? []), { columnKind, marks: unpackMarks(marks) }]);
  }
  return found;
}

/** @param {any} raw @returns {Snapshot} */
export function readSnapshot(raw) {
  const kinds = raw.kinds.map(([id, name, short, tone, weight, counts, active]) => [
    id, { id, name, short, tone, weight, counts: Boolean(counts), active: active !== 0 },
  ]);
  return {
    course: raw.course,
    period: raw.period,
    me: raw.me,
    today: raw.today,
    at: raw.at,
    mayWrite: raw.may_write,
    scale: raw.scale,
    values: raw.values,
    words: raw.words,
    kinds: new Map(kinds),
    defaultKind: raw.default_kind,
    lessons: raw.lessons.map(readLesson),
    homework: readHomework(raw.homework ?? []),
    pupils: raw.pupils.map(([id, name, from, to]) => ({ id, name, from, to })),
    cells: readCells(raw.cells),
    brought: readBrought(raw.brought ?? []),
    urls: raw.urls,
  };
}

/**
 * The roll call's page as a journal of one lesson.
 * @param {any} raw
 * @param {number} course
 * @returns {Snapshot}
 */
export function readRoll({ me, lesson, url, taken, pupils }, course) {
  const column = readLesson([lesson, "", null, null, "", "", "planned", taken, 0, 1]);
  return {
    course, me, today: "", at: "", period: 0, mayWrite: true, scale: "", values: [], words: [], kinds: new Map(),
    defaultKind: 0, lessons: [column], homework: new Map(), brought: new Map(),
    pupils: pupils.map(([id]) => ({ id, name: "", from: "", to: null })),
    cells: new Map(pupils.map(([, , , cell]) => readCell(cell))),
    urls: { ops: url },
  };
}
