/** What was done and may be undone: steps of edits, each with what stood before and after. */

/** @template T @typedef {{ target: string, before: T, after: T }} Edit */

const DEEPEST = 200;

/** @template T */
export class History {
  /** @type {Edit<T>[][]} */
  #done = [];
  /** @type {Edit<T>[][]} */
  #undone = [];

  /** @param {Edit<T>[]} step */
  add(step) {
    if (!step.length) return;
    this.#done.push(step);
    if (this.#done.length > DEEPEST) this.#done.shift();
    this.#undone = [];
  }

  /** The edits that take the last step back; empty when there is none. @returns {Edit<T>[]} */
  undo() {
    const step = this.#done.pop();
    if (!step) return [];
    this.#undone.push(step);
    return step.map(({ target, before, after }) => ({ target, before: after, after: before }));
  }

  /** The edits that do the last undone step again. @returns {Edit<T>[]} */
  redo() {
    const step = this.#undone.pop();
    if (!step) return [];
    this.#done.push(step);
    return step;
  }
}
