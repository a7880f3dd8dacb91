/** Many cells at once: copy, paste, fill. What is locked or not understood is told, never written by guess. */

import { EMPTY } from "../core/cells.js";
import { day, plusDays } from "../core/dates.js";
import { readBlock, writeBlock } from "../core/lines.js";
import { parse } from "../core/parse.js";
import { boxOf, isOne, placesOf } from "../core/range.js";
import { LOCK_WORDS, typed } from "../core/words.js";
import { part } from "./dom.js";

/** @typedef {import("../core/cells.js").Content} Content */
/** @typedef {import("../core/range.js").Place} Place */
/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../mark-grid.js").MarkGrid} MarkGrid */

const DUE_IN = 7; // days given to turn a new point into a mark

/** What typed words are read against. @param {MarkGrid} grid */
export function groundOf({ journal }) {
  const { values, words, kinds, today } = journal.snapshot;
  return { values, words, kinds, due: plusDays(today, DUE_IN) };
}

/** The cells among the places that may be written; when none may, the bar tells why. */
/** @param {MarkGrid} grid @param {Place[]} places */
export function openCells({ table, journal, bar }, places) {
  const cells = places.map((place) => table.at(place)).filter(({ lesson, pupil }) => lesson && pupil);
  const open = cells.filter(({ lesson, pupil }) => !journal.lockOf(lesson, pupil));
  if (cells.length && !open.length) bar.say(LOCK_WORDS[journal.lockOf(cells[0].lesson, cells[0].pupil)]);
  return open;
}

/** Change what is open among the places, as one step. */
/** @param {MarkGrid} grid @param {Place[]} places */
/** @param {(now: Content, lesson: Lesson) => Content} change @returns {boolean} anything was open */
export function writeInto(grid, places, change) {
  const open = openCells(grid, places);
  const wish = ({ lesson, pupil }) => change(grid.journal.content(lesson.id, pupil.id), lesson);
  grid.pen.write(open.map((at) => ({ lesson: at.lesson.id, pupil: at.pupil.id, content: wish(at) })));
  return open.length > 0;
}

/** The selected cells as Excel takes them. @param {MarkGrid} grid */
export function copied({ journal, table, cursor }) {
  const { top, left, bottom, right } = cursor.box;
  const words = (place) => {
    const { lesson, pupil } = table.at(place);
    if (!lesson) return pupil ? (table.elementAt(place).textContent ?? "") : "";
    const content = pupil ? journal.content(lesson.id, pupil.id) : EMPTY;
    return typed(content, journal.snapshot.kinds, journal.columnKind(lesson.id));
  };
  const rows = [];
  for (let row = top; row <= bottom; row += 1) {
    rows.push(placesOf({ top: row, bottom: row, left, right }).map(words));
  }
  return writeBlock(rows);
}

/** Fill a block from the cursor; one word fills the whole selection. Empty words leave their cells alone. */
/** @param {MarkGrid} grid @param {string} text */
export function paste(grid, text) {
  const block = readBlock(text);
  const { box } = grid.cursor;
  const one = block.length === 1 && block[0].length === 1;
  const places = one && !isOne(box) ? placesOf(box) : blockPlaces(block, { row: box.top, column: box.left });
  const [wishes, faults] = [[], []];
  for (const at of places) {
    const word = one ? block[0][0] : block[at.row - box.top][at.column - box.left];
    if (word) pasteOne(grid, at, word, wishes, faults);
  }
  grid.pen.write(wishes);
  if (faults.length) part(grid, "report").open(faults, wishes.length);
}

/** @param {string[][]} block @param {Place} from @returns {Place[]} */
function blockPlaces(block, from) {
  const width = Math.max(...block.map((row) => row.length));
  return placesOf(boxOf(from, { row: from.row + block.length - 1, column: from.column + width - 1 }));
}

function pasteOne(grid, place, word, wishes, faults) {
  const { lesson, pupil } = grid.table.at(place);
  if (!lesson || !pupil) {
    faults.push(`«${word}»: за краем журнала`);
    return;
  }
  const lock = grid.journal.lockOf(lesson, pupil);
  const now = grid.journal.content(lesson.id, pupil.id);
  const { content, error } = lock ? { content: null, error: LOCK_WORDS[lock] } : parse(word, groundOf(grid), now);
  if (content) wishes.push({ lesson: lesson.id, pupil: pupil.id, content });
  else faults.push(`${pupil.name}, ${day(lesson.on)}, «${word}»: ${error}`);
}

/** Copy the first row of the selection, or the cell above a single one, down. @param {MarkGrid} grid */
export function fillDown(grid) {
  const { journal, table, cursor: { box } } = grid;
  const source = isOne(box) ? box.top - 1 : box.top;
  const above = source < 0 ? undefined : table.at({ row: source, column: box.left }).pupil;
  if (!above) return;
  writeInto(grid, placesOf({ ...box, top: source + 1 }), (now, lesson) => {
    const { absence, late, marks } = journal.content(lesson.id, above.id);
    return { absence, late, marks: marks.map((one) => ({ ...one, comment: "" })), comment: now.comment };
  });
}

/** Put the same into every empty cell of a column. */
/** @param {MarkGrid} grid @param {number} column @param {Content} content */
export function fillColumn(grid, column, content) {
  const all = placesOf({ top: 0, bottom: grid.table.size.rows - 1, left: column, right: column });
  const empty = all.filter((place) => !grid.table.elementAt(place).textContent);
  return writeInto(grid, empty, (now) => ({ ...content, comment: now.comment }));
}

/** @param {MarkGrid} grid */
export function selectAll({ cursor, table }) {
  cursor.go({ row: 0, column: 0 });
  cursor.go({ row: table.size.rows - 1, column: table.size.columns - 1 }, { extend: true });
}
