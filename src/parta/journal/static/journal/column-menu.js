/** <column-menu>: what one does with a lesson's column. Intends `set-kind` and `fill-column`. */

import { EMPTY, mark } from "./core/cells.js";
import { LOCK_WORDS, MAY_ASK, capital, levelOf, markText } from "./core/words.js";
import { closeOutside, intend, showDialog } from "./grid/dialog.js";
import { fill, make, part } from "./grid/dom.js";
import { titleOf, topicOf } from "./grid/heads.js";

/** @typedef {import("./core/snapshot.js").Lesson} Lesson */
/** @typedef {import("./queue/journal.js").Journal} Journal */

const MANY = 12; // marks of a longer scale are not offered as buttons
const WHOLE_CLASS = ["зач", "осв"]; // words that make sense for everybody at once

class ColumnMenu extends HTMLElement {
  /** @type {HTMLDialogElement} */
  dialog;

  connectedCallback() {
    this.dialog = part(this, "dialog");
    closeOutside(this.dialog, () => this.dialog.close());
    part(this, "close").addEventListener("click", () => this.dialog.close());
  }

  /** @param {Lesson} lesson @param {Journal} journal @param {Element} by */
  open(lesson, journal, by) {
    const { urls, mayWrite } = journal.snapshot;
    const open = mayWrite && lesson.writable;
    part(this, "title").textContent = capital(titleOf(lesson));
    part(this, "topic").textContent = topicOf(lesson);
    part(this, "why").textContent = lesson.lock ? LOCK_WORDS[lesson.lock] : "";
    part(this, "lesson").href = fill(urls.lesson, { lesson: lesson.id });
    part(this, "roll").href = fill(urls.roll, { lesson: lesson.id });
    part(this, "roll").hidden = !open || Boolean(lesson.lock);
    part(this, "ask").href = fill(urls.unlock, { lesson: lesson.id });
    part(this, "ask").hidden = !open || !MAY_ASK.has(lesson.lock);
    part(this, "kind-line").hidden = !open || Boolean(lesson.recordLock);
    part(this, "fill-line").hidden = !open || Boolean(lesson.lock);
    this.#drawKinds(lesson, journal);
    this.#drawFilling(journal.snapshot);
    showDialog(this.dialog, by);
  }

  #drawKinds(lesson, journal) {
    const { kinds, defaultKind } = journal.snapshot;
    const now = journal.columnKind(lesson.id) ?? defaultKind;
    const shown = [...kinds.values()].filter((kind) => kind.active || kind.id === now);
    part(this, "kinds").replaceChildren(...shown.map((kind) => this.#kindButton(kind, kind.id === now, defaultKind)));
  }

  #kindButton({ id, name, short, tone, weight, counts }, pressed, defaultKind) {
    const state = { "aria-pressed": String(pressed), data: { tone } };
    const onclick = () => this.#leaveWith({ kind: "set-kind", workKind: id === defaultKind ? null : id });
    const words = make("span", {}, name, make("small", {}, counts ? `вес ${weight}` : "не в средний"));
    return make("button", { type: "button", className: "kind", onclick, ...state }, make("b", {}, short), words);
  }

  #drawFilling({ values, words, scale }) {
    const numbers = values.length > MANY ? [] : [...values].reverse().map((value) => mark({ value }));
    const marks = [...numbers, ...WHOLE_CLASS.filter((word) => words.includes(word)).map((word) => mark({ word }))];
    const buttons = marks.map((one) => {
      return this.#fillButton(markText(one), levelOf(one, scale), { ...EMPTY, marks: [one] });
    });
    part(this, "filling").replaceChildren(...buttons, this.#fillButton("н", "away", { ...EMPTY, absence: "н" }));
  }

  #fillButton(text, level, content) {
    const onclick = () => this.#leaveWith({ kind: "fill-column", content });
    return make("button", { type: "button", className: "mark", data: { level }, onclick }, text);
  }

  /** @param {import("./grid/actions.js").Intent} intent */
  #leaveWith(intent) {
    this.dialog.close();
    intend(this, intent);
  }
}

customElements.define("column-menu", ColumnMenu);
