/**
 * Sends what waits, in batches, until all is answered; tries again by itself after a failure.
 *
 * Event `state`; states: "idle", "sending", "failed" (no network or no server: it waits and tries again),
 * "signed-out" (the server does not know this user any more).
 */

import { BATCH, nextBatch, settle } from "./waiting.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */
/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {import("./waiting.js").Result} Result */
/** @typedef {"idle" | "sending" | "failed" | "signed-out"} State */
/** @typedef {"more" | Exclude<State, "sending">} Outcome */
/**
 * @typedef {object} Outside  what the sender needs of the browser
 * @property {(url: string, body: string) => Promise<Response>} post
 * @property {<T>(work: () => Promise<T>) => Promise<T>} alone  runs the work in one tab at a time
 */

const LONGEST_PAUSE = 30_000; // ms
const NOT_YOURS = "Этот журнал вам больше не доступен";
const NOT_READ = "Сервер не понял эту запись";

export class Sender extends EventTarget {
  /** @type {State} */
  state = "idle";
  #failures = 0;
  #size = BATCH;
  #running = false;
  #asked = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Shelf} shelf @param {Outside} outside */
  constructor(shelf, outside) {
    super();
    this.shelf = shelf;
    this.outside = outside;
  }

  /** Send what waits. Safe to call at any moment and any number of times. */
  async wake() {
    clearTimeout(this.#timer);
    this.#asked = true;
    if (this.#running) return;
    this.#running = true;
    await null; // what is written in the same breath goes in the same batch
    /** @type {Outcome} */
    let outcome = "more";
    while (outcome === "more" || (outcome === "idle" && this.#asked)) {
      this.#asked = false;
      outcome = await this.outside.alone(() => this.#pass());
    }
    this.#running = false;
    this.#rest(/** @type {Exclude<Outcome, "more">} */ (outcome));
  }

  /** Another request was told that nobody is signed in. */
  signedOut() {
    if (!this.#running) this.#become("signed-out");
  }

  /** @param {Exclude<Outcome, "more">} outcome */
  #rest(outcome) {
    this.#failures = outcome === "idle" ? 0 : this.#failures + 1;
    this.#become(outcome);
    if (outcome === "idle") return;
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => this.wake(), pause * (0.8 + 0.4 * Math.random()));
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  /** Send one batch. @returns {Promise<Outcome>} */
  async #pass() {
    this.shelf.refresh();
    const batch = nextBatch(this.shelf.all(), this.#size);
    if (!batch.length) return "idle";
    if (this.#failures === 0) this.#become("sending");
    const fresh = batch.filter((one) => !one.sent); // told once, or the tabs would wake each other for ever
    if (fresh.length) this.shelf.apply({ put: fresh.map((one) => ({ ...one, sent: true })), drop: [] });
    try {
      return await this.#read(await this.outside.post(batch[0].url, bodyOf(this.shelf.me, batch)), batch);
    } catch {
      return "failed";
    }
  }

  /** @param {Response} answer @param {Waiting[]} batch @returns {Promise<Outcome>} */
  async #read(answer, batch) {
    const { status } = answer;
    if (status === 401 || status === 403 || answer.type === "opaqueredirect") return "signed-out";
    if (status === 404) return this.#settle(batch, refusal(batch, NOT_YOURS));
    if (status === 400 || status === 413 || status === 422) return this.#narrow(batch);
    if (status === 409) return this.#settle(batch, refusal(batch, (await answer.json()).error));
    if (!answer.ok) return "failed";
    const { results, roll } = await answer.json();
    this.#size = BATCH;
    return this.#settle(batch, roll ? [...results, ...rollResults(batch)] : results);
  }

  /** The server could not read the batch: send one by one, to lose only what is bad. */
  /** @param {Waiting[]} batch @returns {Outcome} */
  #narrow(batch) {
    if (batch.length === 1) return this.#settle(batch, refusal(batch, NOT_READ));
    this.#size = 1;
    return "more";
  }

  /** @param {Waiting[]} batch @param {Result[]} results @returns {Outcome} */
  #settle(batch, results) {
    const asked = new Map(batch.map((one) => [one.op.id, one]));
    const known = results.filter((result) => asked.has(result.id));
    const settled = known.map((result) => ({ asked: /** @type {Waiting} */ (asked.get(result.id)), result }));
    this.#failures = 0;
    this.shelf.refresh();
    this.shelf.settle(settled, settle(this.shelf.all(), known));
    return known.length ? "more" : "failed";
  }
}

/** @param {number} me @param {Waiting[]} batch to one address */
function bodyOf(me, batch) {
  const ops = batch.map((one) => one.op).filter((op) => !op.roll);
  return JSON.stringify(batch[0].roll ? { me, ops, roll: true } : { me, ops });
}

/** The note of a roll call has no result of its own: the answer says `roll` for all. */
/** @param {Waiting[]} batch @returns {Result[]} */
function rollResults(batch) {
  return batch.filter((one) => one.op.roll).map((one) => ({ id: one.op.id, status: "applied" }));
}

/** @param {Waiting[]} batch @param {string} why @returns {Result[]} */
function refusal(batch, why) {
  return batch.map((one) => ({ id: one.op.id, status: "refused", why }));
}
