/** The table of marks: pupils down, lessons across, the average at the right. Draws once, then paints what changes. */

import { cellKey, hasNote } from "../core/cells.js";
import { averageWords, counted, hundredths } from "../core/average.js";
import { pieces } from "../core/words.js";
import { make, mark } from "./dom.js";
import { headOf, monthsRow, paintHead } from "./heads.js";

/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../core/snapshot.js").Pupil} Pupil */
/** @typedef {import("../core/range.js").Place} Place */
/** @typedef {import("../queue/journal.js").Journal} Journal */
/** @typedef {{ pupil: Pupil, element: HTMLTableRowElement }} Row */

const ROOMY = 3; // letters that fit a cell at full size
const CROWDED = 7; // letters that fit it when written small

export class MarkTable {
  /** @param {Journal} journal */
  constructor(journal) {
    this.journal = journal;
    this.lessons = journal.snapshot.lessons;
    this.columns = new Map(this.lessons.map(({ id }, place) => [id, place]));
    this.head = this.#drawHead();
    const blank = this.#blankRow();
    /** @type {Row[]} */
    this.rows = journal.snapshot.pupils.map((pupil) => ({ pupil, element: this.#drawRow(pupil, blank) }));
    this.byPupil = new Map(this.rows.map((row) => [row.pupil.id, row]));
    this.element = this.#drawTable();
    /** @type {Row[]} what the cursor walks over */
    this.shown = [];
    this.showLeft(false);
    for (const row of this.rows) this.paintAverage(row);
  }

  #drawTable() {
    const widths = make("colgroup", {}, make("col", { className: "w-name" }));
    for (const _ of this.lessons) widths.append(make("col", { className: "w-day" }));
    widths.append(make("col", { className: "w-sum" }));
    const words = { "aria-label": "Отметки", "aria-multiselectable": "true" };
    const table = make("table", { className: "grid", role: "grid", ...words });
    table.append(widths, make("thead", {}, monthsRow(this.lessons), this.head));
    table.append(make("tbody", {}, ...this.rows.map((row) => row.element)));
    return table;
  }

  #drawHead() {
    const { today } = this.journal.snapshot;
    const row = make("tr", { className: "days" });
    for (const [place, lesson] of this.lessons.entries()) {
      const head = headOf(lesson, this.lessons[place - 1], this.lessons[place + 1], today);
      paintHead(head, lesson, this.journal);
      row.append(head);
    }
    return row;
  }

  /** A row of empty cells, drawn once and copied for each pupil. */
  #blankRow() {
    const row = make("tr", {}, make("th", { scope: "row", className: "name" }));
    for (const [place, lesson] of this.lessons.entries()) {
      const cell = make("td");
      const previous = this.lessons[place - 1];
      mark(cell, "today", lesson.on === this.journal.snapshot.today ? "yes" : "");
      mark(cell, "month", previous && previous.on.slice(0, 7) !== lesson.on.slice(0, 7) ? "new" : "");
      row.append(cell);
    }
    row.append(make("td", { className: "sum", "aria-haspopup": "dialog" }));
    return row;
  }

  /** @param {Pupil} pupil @param {HTMLTableRowElement} blank */
  #drawRow(pupil, blank) {
    const row = /** @type {HTMLTableRowElement} */ (blank.cloneNode(true));
    row.cells[0].title = pupil.name;
    row.cells[0].append(make("i"), make("span", {}, pupil.name));
    for (const [place, lesson] of this.lessons.entries()) {
      const cell = row.cells[place + 1];
      this.#paintLock(cell, lesson, pupil);
      const key = cellKey(lesson.id, pupil.id);
      if (this.journal.snapshot.cells.has(key) || this.journal.state(key)) this.paintCell(cell, lesson, pupil);
    }
    return row;
  }

  #paintLock(cell, lesson, pupil) {
    const lock = this.journal.lockOf(lesson, pupil);
    if (!lock) return;
    mark(cell, "locked", lock);
    cell.setAttribute("aria-readonly", "true");
  }

  /** @param {HTMLTableCellElement} cell @param {Lesson} lesson @param {Pupil} pupil */
  paintCell(cell, lesson, pupil) {
    const content = this.journal.content(lesson.id, pupil.id);
    const shown = pieces(content, this.journal.snapshot.scale);
    const state = this.journal.state(cellKey(lesson.id, pupil.id));
    mark(cell, "level", shown.length === 1 ? shown[0].level : "");
    mark(cell, "size", sizeOf(shown.reduce((size, one) => size + one.text.length, 0)));
    mark(cell, "note", hasNote(content) ? "yes" : "");
    mark(cell, "state", state);
    if (state === "clash" || state === "refused") cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    if (shown.length === 1) cell.textContent = shown[0].text;
    else cell.replaceChildren(...shown.map(({ text, level }) => make("span", { data: level ? { level } : {} }, text)));
  }

  /** @param {Row} row */
  paintAverage({ pupil, element }) {
    const { snapshot } = this.journal;
    const marks = (snapshot.brought.get(pupil.id) ?? []).flatMap((one) => counted(one.marks, one.columnKind, snapshot));
    for (const { id } of this.lessons) {
      const content = this.journal.content(id, pupil.id);
      if (content.marks.length) marks.push(...counted(content.marks, this.journal.columnKind(id), snapshot));
    }
    /** @type {HTMLElement} */ (element.lastElementChild).textContent = averageWords(hundredths(marks));
  }

  /** Paint the cells anew, and the averages of their rows. @param {Iterable<string>} keys */
  paintCells(keys) {
    const touched = new Set();
    for (const key of keys) {
      const [lessonId, pupilId] = key.split(":").map(Number);
      const row = this.byPupil.get(pupilId);
      const place = this.columns.get(lessonId);
      if (!row || place === undefined) continue;
      this.paintCell(row.element.cells[place + 1], this.lessons[place], row.pupil);
      touched.add(row);
    }
    for (const row of touched) this.paintAverage(row);
  }

  /** Paint heads and locks of the columns anew, and all averages: a column's kind gives its marks their weight. */
  /** @param {Iterable<number>} ids */
  paintColumns(ids) {
    for (const id of ids) {
      const place = this.columns.get(id);
      if (place === undefined) continue;
      paintHead(this.head.cells[place], this.lessons[place], this.journal);
      for (const { pupil, element } of this.rows) {
        const cell = element.cells[place + 1];
        mark(cell, "locked", "");
        cell.removeAttribute("aria-readonly");
        this.#paintLock(cell, this.lessons[place], pupil);
      }
    }
    for (const row of this.rows) this.paintAverage(row);
  }

  /** Show or hide pupils who left, and number those shown. @param {boolean} shown */
  showLeft(shown) {
    let number = 0;
    for (const { pupil, element } of this.rows) {
      const left = pupil.to !== null && pupil.to < this.journal.snapshot.today;
      element.hidden = left && !shown;
      mark(element, "left", left ? "yes" : "");
      number += left ? 0 : 1;
      element.cells[0].children[0].textContent = left ? "–" : String(number);
    }
    this.shown = this.rows.filter((row) => !row.element.hidden);
  }

  /** Shown rows and lessons: what a cursor walks over. */
  get size() {
    return { rows: this.shown.length, columns: this.lessons.length };
  }

  /** @param {Place} place @returns {HTMLTableCellElement} */
  elementAt({ row, column }) {
    if (row < 0 && column < this.lessons.length) return this.head.cells[column];
    return this.shown[Math.max(row, 0)].element.cells[column + 1];
  }

  /** The place of a cell or a column's head; null for names and what is no cell. */
  /** @param {Element | null} element @returns {Place | null} */
  placeOf(element) {
    const cell = /** @type {HTMLTableCellElement | null} */ (element?.closest("td, th.day"));
    if (!cell || !this.element.contains(cell)) return null;
    if (cell.classList.contains("day")) return { row: -1, column: cell.cellIndex };
    const row = this.shown.findIndex((one) => one.element === cell.parentElement);
    return row < 0 ? null : { row, column: cell.cellIndex - 1 };
  }

  /** Lesson and pupil of a place; either is missing on heads and averages. @param {Place} place */
  at({ row, column }) {
    return { lesson: this.lessons[column], pupil: this.shown[row]?.pupil };
  }
}

/** @param {number} letters */
function sizeOf(letters) {
  if (letters <= ROOMY) return "";
  return letters <= CROWDED ? "long" : "longest";
}
