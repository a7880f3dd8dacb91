/** <cell-editor>: all that one cell holds, in a form complete with the mouse and with a finger. Intends `wish`. */

import { ABSENCES, EMPTY, POINT, isEmpty, mark } from "./core/cells.js";
import { day, plusDays, weekdayShort } from "./core/dates.js";
import { LOCK_WORDS, levelOf, markText } from "./core/words.js";
import { closeOutside, intend, showDialog } from "./grid/dialog.js";
import { fill, make, part } from "./grid/dom.js";
import { draftOf, markRow, marksOf } from "./grid/mark-rows.js";

/** @typedef {import("./core/snapshot.js").Lesson} Lesson */
/** @typedef {import("./core/snapshot.js").Pupil} Pupil */
/** @typedef {import("./queue/journal.js").Journal} Journal */

const DUE_IN = 7; // days given to turn a new point into a mark
const MANY = 12; // marks of a longer scale are typed, not chosen from buttons

class CellEditor extends HTMLElement {
  /** @type {import("./grid/mark-rows.js").Draft[]} */
  #drafts = [];
  #absence = "";

  /** @type {HTMLDialogElement} */
  dialog;
  /** @type {import("./core/snapshot.js").Snapshot} */
  snapshot;
  /** @type {import("./grid/mark-rows.js").Ground} */
  ground;

  connectedCallback() {
    this.dialog = part(this, "dialog");
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    closeOutside(this.dialog, () => this.#save());
    part(this, "cancel").addEventListener("click", () => this.dialog.close());
    part(this, "clear").addEventListener("click", () => this.#leaveWith({ kind: "wish", content: EMPTY }));
    part(this, "history").addEventListener("click", () => this.#leaveWith({ kind: "history" }));
    part(this, "late").addEventListener("input", () => this.#choose(""));
    part(this, "number-add").addEventListener("click", () => this.#addNumber());
  }

  /** @param {Lesson} lesson */
  /** @param {Pupil} pupil @param {Journal} journal @param {Element} by @param {string} focus part */
  open(lesson, pupil, journal, by, focus) {
    this.snapshot = journal.snapshot;
    const { kinds, scale, defaultKind } = journal.snapshot;
    this.ground = { kinds, scale, columnKind: kinds.get(journal.columnKind(lesson.id) ?? defaultKind) };
    const lock = journal.lockOf(lesson, pupil);
    this.#show(journal.content(lesson.id, pupil.id));
    part(this, "title").textContent = pupil.name;
    part(this, "when").textContent = `${weekdayShort(lesson.on)}, ${day(lesson.on)}. ${lesson.topic}`;
    part(this, "why").textContent = lock ? LOCK_WORDS[lock] : "";
    const remark = journal.snapshot.urls.remark ?? ""; // the practice class has none
    part(this, "remark").href = fill(remark, { lesson: lesson.id, pupil: pupil.id });
    part(this, "fields").disabled = Boolean(lock);
    for (const name of ["save", "clear"]) part(this, name).hidden ||= Boolean(lock);
    part(this, "remark").hidden = !remark || lock === "read" || lock === "other";
    showDialog(this.dialog, by);
    part(this, focus || "add").closest("input, textarea, div").focus();
  }

  /** @param {import("./core/cells.js").Content} content */
  #show(content) {
    this.#drafts = content.marks.map(draftOf);
    part(this, "comment").value = content.comment;
    part(this, "late").value = content.late ?? "";
    part(this, "save").hidden = false;
    part(this, "clear").hidden = isEmpty(content);
    this.#drawAdding();
    this.#drawMarks();
    this.#choose(content.absence);
  }

  #drawAdding() {
    const { values, words, scale } = this.snapshot;
    const numbers = values.length > MANY ? [] : [...values].reverse().map((value) => mark({ value }));
    const buttons = [...numbers, ...words.map((word) => mark({ word }))].map((one) => {
      const data = { level: levelOf(one, scale) };
      return make("button", { type: "button", className: "mark", data, onclick: () => this.#add(one) }, markText(one));
    });
    part(this, "add").replaceChildren(...buttons);
    part(this, "number-line").hidden = values.length <= MANY;
  }

  /** @param {import("./core/cells.js").Mark} one */
  #add(one) {
    const due = one.word === POINT ? plusDays(this.snapshot.today, DUE_IN) : null;
    this.#drafts.push(draftOf({ ...one, due }));
    this.#drawMarks();
  }

  #addNumber() {
    const field = part(this, "number");
    const value = field.value === "" ? NaN : Number(field.value);
    if (this.snapshot.values.includes(value)) this.#add(mark({ value }));
    field.value = "";
    field.focus();
  }

  #drawMarks() {
    const rows = this.#drafts.map((draft, place) => {
      return markRow(draft, place === 0, this.ground, () => {
        this.#drafts.splice(place, 1);
        this.#drawMarks();
        part(this, "add").focus();
      });
    });
    part(this, "marks").replaceChildren(...rows);
  }

  /** @param {string} chosen */
  #choose(chosen) {
    this.#absence = chosen;
    const late = part(this, "late");
    if (chosen) late.value = "";
    const buttons = ["", ...ABSENCES].map((letter) => {
      const pressed = letter === chosen && (letter !== "" || late.value === "");
      const choose = () => {
        late.value = "";
        this.#choose(letter);
      };
      const state = { "aria-pressed": String(pressed), onclick: choose };
      return make("button", { type: "button", className: "button", ...state }, letter || "был");
    });
    part(this, "absence").replaceChildren(...buttons);
  }

  #save() {
    const late = part(this, "late");
    if (!late.reportValidity()) return;
    const comment = part(this, "comment").value.trim();
    const minutes = late.value === "" ? null : Number(late.value);
    const content = { absence: this.#absence, late: minutes, comment, marks: marksOf(this.#drafts) };
    if (part(this, "fields").disabled) this.dialog.close();
    else this.#leaveWith({ kind: "wish", content });
  }

  /** @param {import("./grid/actions.js").Intent} intent */
  #leaveWith(intent) {
    this.dialog.close();
    intend(this, intent);
  }
}

customElements.define("cell-editor", CellEditor);
