/** <roll-call>: tap the missing, save all at once. Rows come from journal/roll_call.html; saving goes by the queue. */

import { cellKey } from "./core/cells.js";
import { count } from "./core/dates.js";
import { PRESENT, later, minutesLate, press, signOf, summary } from "./core/roll.js";
import { part } from "./grid/dom.js";
import { here } from "./queue/here.js";

/** @typedef {import("./core/roll.js").Presence} Presence */

const MINUTES = /** @type {[string, string, string]} */ (["минута", "минуты", "минут"]);
const STEP = 5; // minutes

class RollCall extends HTMLElement {
  /** @type {Map<number, Presence>} by pupil */
  #shown = new Map();

  /** @type {import("./queue/journal.js").Journal} */
  journal;
  /** @type {import("./queue/pen.js").Pen} */
  pen;
  /** @type {Map<number, HTMLElement>} by pupil */
  rows;
  lesson = 0;
  taken = false;

  connectedCallback() {
    const { journal, pen, shelf, sender } = here();
    this.journal = journal;
    this.pen = pen;
    const { lesson, pupils, taken } = JSON.parse(document.querySelector("#roll")?.textContent ?? "");
    this.lesson = lesson;
    this.taken = taken;
    /** @type {NodeListOf<HTMLElement>} */
    const rows = this.querySelectorAll("[data-pupil]");
    this.rows = new Map([...rows].map((row) => [Number(row.dataset.pupil), row]));
    for (const [pupil, absence, late] of pupils) this.#shown.set(pupil, this.#first(pupil, { absence, late }));
    this.addEventListener("click", (event) => this.#tap(event.target));
    shelf.addEventListener("settled", (event) => this.#settled(/** @type {CustomEvent} */ (event).detail));
    shelf.addEventListener("change", () => this.#paint());
    sender.addEventListener("state", () => this.#paint());
    this.#paint();
  }

  /** What was tapped before a reload and still waits goes before what the server proposes. */
  #first(pupil, proposed) {
    return this.journal.state(cellKey(this.lesson, pupil)) ? this.journal.content(this.lesson, pupil) : proposed;
  }

  /** @param {EventTarget | null} target */
  #tap(target) {
    /** @type {HTMLElement | null} */
    const button = /** @type {HTMLElement} */ (target).closest("button, [data-tap]");
    if (!button || !this.contains(button) || this.hasAttribute("data-closed")) return;
    const { sign, minutes, keep, tap } = button.dataset;
    if (button === part(this, "save")) return this.#save();
    const pupil = Number(button.closest("[data-pupil]")?.getAttribute("data-pupil"));
    if (keep) this.#resolve(pupil, keep === "mine");
    else if (sign || tap) this.#show(pupil, press(this.#now(pupil), sign ?? tap ?? "", this.#minutes()));
    else if (minutes) this.#show(pupil, later(this.#now(pupil), STEP * Number(minutes)));
  }

  /** @param {number} pupil @returns {Presence} */
  #now(pupil) {
    return /** @type {Presence} */ (this.#shown.get(pupil));
  }

  #minutes() {
    const now = new Date();
    return minutesLate(this.dataset.bell ?? "", { hours: now.getHours(), minutes: now.getMinutes() });
  }

  /** @param {number} pupil @param {Presence} presence */
  #show(pupil, { absence, late }) {
    this.#shown.set(pupil, { absence, late });
    this.#paint();
  }

  #resolve(pupil, keepMine) {
    const target = cellKey(this.lesson, pupil);
    if (!keepMine) this.#shown.set(pupil, this.journal.snapshot.cells.get(target) ?? PRESENT);
    this.pen.resolve(target, keepMine);
  }

  #save() {
    this.pen.write([...this.#changed()]);
    this.pen.noteRoll(this.lesson);
  }

  /** Cells that must change for the journal to say what is shown; marks and comments in them stay. */
  *#changed() {
    for (const [pupil, { absence, late }] of this.#shown) {
      const now = this.journal.content(this.lesson, pupil);
      if (now.absence !== absence || now.late !== late) {
        yield { lesson: this.lesson, pupil, content: { ...now, absence, late } };
      }
    }
  }

  #settled(settled) {
    for (const { asked, result } of settled) {
      if (asked.op.roll && asked.op.lesson === this.lesson && result.status === "applied") this.taken = true;
    }
  }

  #paint() {
    for (const [pupil, row] of this.rows) {
      this.#paintRow(row, this.#now(pupil), this.journal.problem(cellKey(this.lesson, pupil)));
    }
    const { away, late } = summary(this.#shown.values());
    const words = away ? `отсутствуют ${away} из ${this.rows.size}` : `все ${this.rows.size} здесь`;
    part(this, "count").textContent = late ? `${words}, опоздали ${late}` : words;
    this.#paintSaving();
  }

  #paintRow(row, presence, problem) {
    const sign = signOf(presence);
    row.dataset.sign = sign;
    for (const button of row.querySelectorAll("[data-sign]")) {
      button.setAttribute("aria-pressed", String(button.dataset.sign === sign));
    }
    part(row, "late").hidden = presence.late === null;
    part(row, "minutes").textContent = count(presence.late ?? 0, MINUTES);
    part(row, "problem").hidden = !problem;
    if (problem) part(row, "why").textContent = this.#why(problem);
  }

  #why({ result, mine }) {
    if (result.status === "refused") return result.why;
    const theirs = signOf(result.cell ? { absence: result.cell[3], late: result.cell[4] } : mine) || "присутствует";
    return `${result.by} в ${result.at}: «${theirs}», у вас: «${signOf(mine) || "присутствует"}»`;
  }

  #paintSaving() {
    const save = part(this, "save");
    if (!save) return;
    const [state, words] = this.#saving();
    this.dataset.state = state;
    save.disabled = state === "saving" || state === "saved" || state === "waiting";
    part(this, "save-words").textContent = words;
  }

  /** @returns {[string, string]} */
  #saving() {
    const roll = this.journal.state(`roll:${this.lesson}`);
    const refusal = this.journal.problem(`roll:${this.lesson}`);
    const problems = [...this.rows.keys()].filter((pupil) => this.journal.problem(cellKey(this.lesson, pupil)));
    if (refusal) return ["problem", refusal.result.why ?? "Не записано"];
    if (problems.length) return ["problem", "Не всё записано: решите отмеченное"];
    if (roll === "waiting") return ["waiting", "Ждёт сети: запишется само"];
    if (roll === "saving") return ["saving", "Сохраняется…"];
    const changed = !this.#changed().next().done;
    if (this.taken && !changed) return ["saved", "Перекличка записана"];
    return ["new", this.taken ? "Сохранить изменения" : "Остальные здесь · Сохранить"];
  }
}

customElements.define("roll-call", RollCall);
