/**
 * The journal as this user sees it: what the server holds, and over it what is not yet sent.
 *
 * Events: `cells` (detail: Set of cell keys to paint anew) and `columns` (detail: Set of lessons).
 */

import { EMPTY, cellKey, unpack } from "../core/cells.js";
import { readCell, readLesson } from "../core/snapshot.js";
import { targetOf } from "./waiting.js";

/** @typedef {import("../core/cells.js").Content} Content */
/** @typedef {import("../core/snapshot.js").Snapshot} Snapshot */
/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../core/snapshot.js").Pupil} Pupil */
/** @typedef {import("../core/snapshot.js").Cell} Cell */
/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {import("./waiting.js").Result} Result */
/** @typedef {"" | "saving" | "waiting" | "clash" | "refused"} State */
/** @typedef {{ waiting: Waiting, result: Result, mine: Content | null }} Problem  `mine` is null for a column */

export class Journal extends EventTarget {
  /** @type {Map<string, Waiting>} newest by target, of this course */
  #waiting = new Map();
  /** @type {Map<string, Content>} contents of the waiting, by operation */
  #wished = new Map();

  /** @param {Snapshot} snapshot */
  /** @param {import("./shelf.js").Shelf} shelf @param {import("./sender.js").Sender} sender */
  constructor(snapshot, shelf, sender) {
    super();
    this.snapshot = snapshot;
    this.shelf = shelf;
    this.sender = sender;
    this.lessons = new Map(snapshot.lessons.map((lesson) => [lesson.id, lesson]));
    this.pupils = new Map(snapshot.pupils.map((pupil) => [pupil.id, pupil]));
    shelf.addEventListener("change", () => this.#look());
    shelf.addEventListener("settled", (event) => this.#settled(/** @type {CustomEvent} */ (event).detail));
    sender.addEventListener("state", () => this.#announce(this.#waiting.keys()));
    this.#look();
  }

  /** What the cell shows: the newest wish, or what is stored. */
  /** @param {number} lesson @param {number} pupil @returns {Content} */
  content(lesson, pupil) {
    const key = cellKey(lesson, pupil);
    const waiting = this.#waiting.get(key);
    return waiting && !waiting.problem ? this.#wish(waiting) : this.snapshot.cells.get(key) ?? EMPTY;
  }

  /** What the user wanted in the cell. @param {Waiting} waiting @returns {Content} */
  #wish({ op: { id, cell } }) {
    if (!this.#wished.has(id)) this.#wished.set(id, cell ? unpack(cell) : EMPTY);
    return /** @type {Content} */ (this.#wished.get(id));
  }

  /** Kind of work of the column. @param {number} lesson @returns {number | null} */
  columnKind(lesson) {
    const waiting = this.#waiting.get(`column:${lesson}`);
    const wished = waiting && !waiting.problem ? waiting.op.record?.kind : undefined;
    return wished === undefined ? (this.lessons.get(lesson)?.kind ?? null) : wished;
  }

  /** How a cell or a column stands with the server; "" when it is saved. @param {string} target @returns {State} */
  state(target) {
    const waiting = this.#waiting.get(target);
    if (!waiting) return "";
    if (waiting.problem) return waiting.problem.status === "clash" ? "clash" : "refused";
    return this.sender.state === "failed" || this.sender.state === "signed-out" ? "waiting" : "saving";
  }

  /** The clash or refusal of a target, with what was wanted. @param {string} target @returns {Problem | null} */
  problem(target) {
    const waiting = this.#waiting.get(target);
    if (!waiting?.problem) return null;
    return { waiting, result: waiting.problem, mine: waiting.op.cell ? this.#wish(waiting) : null };
  }

  /** Version of what is stored; 0 where nothing is. @param {string} target */
  version(target) {
    if (!target.startsWith("column:")) return this.snapshot.cells.get(target)?.version ?? 0;
    return this.lessons.get(Number(target.slice(7)))?.version ?? 0;
  }

  /** Why this cell may not be written, a key of LOCK_WORDS; "" when it may. */
  /** @param {Lesson} lesson @param {Pupil} pupil */
  lockOf(lesson, pupil) {
    if (!this.snapshot.mayWrite) return "read";
    if (lesson.on < pupil.from || (pupil.to !== null && lesson.on > pupil.to)) return "away";
    return lesson.writable ? lesson.lock : "other";
  }

  /** Others' changes. @param {{ cells: any[][], lessons: any[][] }} news */
  take({ cells, lessons }) {
    const keys = cells.map(readCell).filter(([key, cell]) => this.#store(key, cell)).map(([key]) => key);
    const columns = lessons.map(readLesson).filter((lesson) => this.#storeLesson(lesson));
    this.#announce([...keys, ...columns.map(({ id }) => `column:${id}`)]);
  }

  /** @param {string} key @param {Cell} cell @returns {boolean} it is news */
  #store(key, cell) {
    const known = this.snapshot.cells.get(key);
    if (known && known.version >= cell.version) return false;
    this.snapshot.cells.set(key, cell);
    return true;
  }

  /** @param {Lesson} lesson @returns {boolean} it is news */
  #storeLesson(lesson) {
    const known = this.lessons.get(lesson.id);
    if (!known || known.version > lesson.version || JSON.stringify(known) === JSON.stringify(lesson)) return false;
    Object.assign(known, lesson);
    return true;
  }

  /** The server has answered: what is applied is now what is stored. @param {import("./shelf.js").Settled[]} settled */
  #settled(settled) {
    for (const { asked, result } of settled) {
      if (asked.course !== this.snapshot.course) continue;
      const target = targetOf(asked.op);
      if (asked.op.record) this.#settleColumn(asked.op.lesson, asked.op.record, result);
      else if (result.cell) this.#store(target, readCell(result.cell)[1]);
      else if (asked.op.cell && result.status === "applied") {
        this.#store(target, { ...this.#wish(asked), version: result.version ?? 0 });
      }
    }
  }

  /** @param {number} id @param {NonNullable<import("./waiting.js").Op["record"]>} wished @param {Result} result */
  #settleColumn(id, wished, { status, version, record }) {
    const lesson = this.lessons.get(id);
    const stored = status === "applied" ? wished : record;
    if (lesson && stored) Object.assign(lesson, stored, version === undefined ? {} : { version });
  }

  /** The shelf has changed: learn what waits now, and paint what waited before or waits now. */
  #look() {
    const before = this.#waiting;
    const own = this.shelf.all().filter((one) => one.course === this.snapshot.course);
    this.#waiting = new Map(own.map((one) => [targetOf(one.op), one]));
    this.#announce(new Set([...before.keys(), ...this.#waiting.keys()]));
  }

  /** @param {Iterable<string>} targets */
  #announce(targets) {
    const [cells, columns] = [new Set(), new Set()];
    for (const target of targets) {
      if (target.startsWith("column:")) columns.add(Number(target.slice(7)));
      else cells.add(target);
    }
    if (cells.size) this.dispatchEvent(new CustomEvent("cells", { detail: cells }));
    if (columns.size) this.dispatchEvent(new CustomEvent("columns", { detail: columns }));
  }
}
