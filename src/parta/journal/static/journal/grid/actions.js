/** What each key, button, menu item and dialog asks of the grid. */

import { EMPTY, POINT, cellKey } from "../core/cells.js";
import { count, weekdayShort, day } from "../core/dates.js";
import { parse } from "../core/parse.js";
import { fillColumn, fillDown, groundOf, openCells, selectAll, writeInto } from "./blocks.js";
import { fill, part } from "./dom.js";
import { openInput } from "./input.js";

/** @typedef {import("../core/cells.js").Content} Content */
/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../mark-grid.js").MarkGrid} MarkGrid */
/**
 * @typedef {object} Intent
 * @property {string} kind
 * @property {string} [text] what was typed; a part of the form to begin with; a target
 * @property {number} [rows] steps of the cursor
 * @property {number} [columns]
 * @property {boolean} [extend] the selection grows with the step
 * @property {Content} [content] wanted in the cell, or down the column
 * @property {number | null} [workKind] wanted for the column
 * @property {boolean} [mine] of two values, keep mine
 */

/** @param {MarkGrid} grid @param {Intent} intent @returns {boolean} false: the browser does its own */
export function act(grid, intent) {
  const { text = "", mine = false } = intent;
  switch (intent.kind) {
    case "move": grid.cursor.step(intent, intent.extend); break;
    case "tab": return !grid.leaving && grid.cursor.step(intent);
    case "leave": grid.leaving = true; break;
    case "undo": tellUndone(grid, grid.pen.undo(), "Отменено", "Отменять больше нечего"); break;
    case "redo": tellUndone(grid, grid.pen.redo(), "Возвращено", "Возвращать больше нечего"); break;
    case "keys": part(grid, "keys").showModal(); break;
    case "select-all": selectAll(grid); break;
    case "fill-down": fillDown(grid); break;
    case "resolve": grid.pen.resolve(text, mine); break;
    case "clear": writeInto(grid, grid.cursor.selected(), () => EMPTY); break;
    default: actOnPlace(grid, intent);
  }
  return true;
}

/** What depends on where the cursor stands: a head, an average or a cell. */
/** @param {MarkGrid} grid @param {Intent} intent */
function actOnPlace(grid, intent) {
  const { lesson, pupil } = grid.here();
  if (lesson && pupil) actInCell(grid, intent, lesson, pupil);
  else if (lesson) actOnHead(grid, intent, lesson);
  else if (["enter", "edit", "type"].includes(intent.kind)) showAverage(grid, pupil);
}

/** @param {MarkGrid} grid @param {Intent} intent @param {Lesson} lesson */
function actOnHead(grid, { kind, workKind = null, content = EMPTY }, lesson) {
  switch (kind) {
    case "enter": case "edit": case "type": part(grid, "column").open(lesson, grid.journal, grid.cursor.element); break;
    case "set-kind": grid.pen.writeKind(lesson.id, workKind); break;
    case "fill-column": fillColumn(grid, grid.cursor.place.column, content); break;
    case "solve": part(grid, "choice").open(`column:${lesson.id}`, grid.journal, grid.bar); break;
  }
}

function showAverage(grid, pupil) {
  const url = fill(grid.journal.snapshot.urls.average, { pupil: pupil.id });
  part(grid, "fragment").open(url, `Средний балл: ${pupil.name}`);
}

function actInCell(grid, intent, lesson, pupil) {
  const key = cellKey(lesson.id, pupil.id);
  const { kind, text = "" } = intent;
  switch (kind) {
    case "enter": grid.cursor.step(intent); break;
    case "digit": putDigit(grid, text); break;
    case "value": putWords(grid, text); break;
    case "absence": put(grid, { absence: text, late: null, marks: [] }); break;
    case "point": putWords(grid, POINT); break;
    case "late": type(grid, "оп 5", 3); break;
    case "type": type(grid); break;
    case "edit": edit(grid, lesson, pupil, text); break;
    case "wish": writeInto(grid, [grid.cursor.place], () => /** @type {Content} */ (intent.content)); break;
    case "pad": part(grid, "pad").open(grid.journal); break;
    case "solve": part(grid, "choice").open(key, grid.journal, grid.bar); break;
    case "history": showHistory(grid, lesson, pupil); break;
  }
}

/** The whole cell in a form; where two have written, first the choice between them. */
/** @param {string} focus part of the form */
function edit(grid, lesson, pupil, focus) {
  const key = cellKey(lesson.id, pupil.id);
  if (grid.journal.problem(key)) part(grid, "choice").open(key, grid.journal, grid.bar);
  else part(grid, "editor").open(lesson, pupil, grid.journal, grid.cursor.element, focus);
}

function showHistory(grid, lesson, pupil) {
  const url = fill(grid.journal.snapshot.urls.history, { lesson: lesson.id, pupil: pupil.id });
  part(grid, "fragment").open(url, `История: ${pupil.name}, ${weekdayShort(lesson.on)}, ${day(lesson.on)}`);
}

/** Open the field inside the cell, unless the cell is locked. */
/** @param {MarkGrid} grid @param {string} [text] @param {number} [select] */
function type(grid, text, select) {
  if (openCells(grid, [grid.cursor.place]).length) openInput(grid, text ?? null, select);
}

/** A digit is a whole mark, unless a longer mark begins with it: then the rest is asked for. */
/** @param {MarkGrid} grid @param {string} text */
function putDigit(grid, text) {
  const { values } = grid.journal.snapshot;
  const longer = values.some((value) => value > 9 && String(value).startsWith(text));
  if (longer) type(grid, text);
  else putWords(grid, text);
}

/** @param {MarkGrid} grid @param {string} text */
function putWords(grid, text) {
  const { content, error } = parse(text, groundOf(grid));
  if (content) put(grid, { absence: "", late: null, marks: content.marks });
  else grid.bar.say(error);
}

/** Put new content under the cursor and move on. The comment of the cell stays. */
/** @param {MarkGrid} grid @param {Omit<Content, "comment">} fields */
function put(grid, fields) {
  const written = writeInto(grid, [grid.cursor.place], (now) => ({ ...fields, comment: now.comment }));
  if (written) grid.cursor.step(grid.onward);
}

/**
 * @param {MarkGrid} grid
 * @param {import("../queue/pen.js").Undone} undone
 * @param {string} word what was done
 * @param {string} nothing said when there was nothing to do
 */
function tellUndone(grid, { done, left }, word, nothing) {
  const [first] = done;
  if (first) grid.goTo(first);
  const changes = count(done.length, ["изменение", "изменения", "изменений"]);
  const untouched = left ? `. Не тронуто, потому что с тех пор изменено: ${left}` : "";
  grid.bar.say(done.length || left ? `${word}: ${changes}${untouched}` : nothing);
}
