/** Writes into the journal: every change becomes an operation on the shelf, and a step that may be undone. */

import { cellKey, pack, same } from "../core/cells.js";
import { History } from "../core/undo.js";
import { newId, place } from "./waiting.js";

/** @typedef {import("../core/cells.js").Content} Content */
/** @typedef {import("./journal.js").Journal} Journal */
/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {import("./waiting.js").Op} Op */
/** @typedef {{ lesson: number, pupil: number, content: Content }} Wish */
/** @typedef {Content | number | null} Value  of a cell, or kind of work of a column */
/** @typedef {import("../core/undo.js").Edit<Value>} Edit */
/** @typedef {{ done: string[], left: number }} Undone  targets that were taken back, and how many were left alone */

export class Pen {
  /** @type {History<Value>} */
  #history = new History();
  #number = 0;

  /**
   * @param {Journal} journal
   * @param {object} origin
   * @param {string} origin.page address of this page
   * @param {string} origin.title the page in words
   * @param {boolean} origin.roll everything written here belongs to a roll call
   */
  constructor(journal, origin) {
    this.journal = journal;
    this.origin = origin;
  }

  /** Write cells as one step; those that stay as they are left out. */
  /** @param {Wish[]} wishes @returns {number} how many changed */
  write(wishes) {
    const edits = wishes
      .map(({ lesson, pupil, content }) => ({
        target: cellKey(lesson, pupil), before: this.journal.content(lesson, pupil), after: content,
      }))
      .filter(({ target, before, after }) => !same(before, after) || this.journal.problem(target));
    this.#history.add(edits);
    this.#send(edits);
    return edits.length;
  }

  /** Set a column's kind of work. @param {number} lesson @param {number | null} kind null: the default one */
  writeKind(lesson, kind) {
    const edit = { target: `column:${lesson}`, before: this.journal.columnKind(lesson), after: kind };
    if (edit.before === kind) return;
    this.#history.add([edit]);
    this.#send([edit]);
  }

  /** Note that the roll call of a lesson was taken, after the absences already written. @param {number} lesson */
  noteRoll(lesson) {
    this.#post([{ id: newId(), lesson, seen: 0, roll: true }]);
  }

  /** Take the last step back. @returns {Undone} */
  undo() {
    return this.#redo(this.#history.undo());
  }

  /** @returns {Undone} */
  redo() {
    return this.#redo(this.#history.redo());
  }

  /** What somebody changed since the step is left alone. @param {Edit[]} edits @returns {Undone} */
  #redo(edits) {
    const own = edits.filter(({ target, before }) => equal(this.#now(target), before));
    this.#send(own);
    return { done: own.map(({ target }) => target), left: edits.length - own.length };
  }

  /** @param {string} target @returns {Value} */
  #now(target) {
    const { lesson, pupil } = split(target);
    return pupil === undefined ? this.journal.columnKind(lesson) : this.journal.content(lesson, pupil);
  }

  /** Settle a clash or a refusal: write mine over what is stored now, or let it go. */
  /** @param {string} target @param {boolean} keepMine */
  resolve(target, keepMine) {
    const problem = this.journal.problem(target);
    if (!problem) return;
    const { op } = problem.waiting;
    if (keepMine) this.#send([{ target, before: null, after: problem.mine ?? op.record?.kind ?? null }]);
    else this.journal.shelf.apply({ put: [], drop: [op.id] });
    this.journal.sender.wake();
  }

  /** @param {Edit[]} edits */
  #send(edits) {
    this.#post(edits.map(({ target, after }) => this.#op(target, after)));
  }

  /** @param {string} target @param {Value} after @returns {Op} */
  #op(target, after) {
    const { lesson, pupil } = split(target);
    const base = { id: newId(), lesson, seen: this.journal.version(target) };
    if (after === null || typeof after === "number") return { ...base, record: { kind: after } };
    return { ...base, pupil, cell: pack(after) };
  }

  /** @param {Op[]} ops of different targets */
  #post(ops) {
    if (!ops.length) return;
    const { shelf, sender } = this.journal;
    const list = shelf.all();
    const changes = ops.map((op) => place(list, this.#waiting(op)));
    shelf.apply({ put: changes.flatMap(({ put }) => put), drop: changes.flatMap(({ drop }) => drop) });
    sender.wake();
  }

  /** @param {Op} op @returns {Waiting} */
  #waiting(op) {
    const { me, course, urls } = this.journal.snapshot;
    this.#number += 1;
    const n = Date.now() * 1000 + (this.#number % 1000);
    return { n, me, course, url: urls.ops, ...this.origin, op, sent: false, problem: null };
  }
}

/** @param {string} target @returns {{ lesson: number, pupil?: number }} */
function split(target) {
  const [lesson, pupil] = target.replace("column:", "").split(":").map(Number);
  return { lesson, pupil };
}

/** @param {Value} one @param {Value} other */
function equal(one, other) {
  const isContent = one !== null && typeof one === "object" && other !== null && typeof other === "object";
  return isContent ? same(one, other) : one === other;
}
