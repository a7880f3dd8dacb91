/** <column-menu>: what one does with a lesson's column. Intends `set-kind` and `fill-column`. */

import { mark } from "./core/cells.js";
import { LOCK_WORDS, MAY_ASK, capital, levelOf, markText } from "./core/words.js";
import { closeOutside, intend, showDialog } from "./grid/dialog.js";
import { fill, make, part } from "./grid/dom.js";
import { titleOf, topicOf } from "./grid/heads.js";

/** @typedef {import("./core/snapshot.js").Lesson} Lesson */
/** @typedef {import("./queue/journal.js").Journal} Journal */

const MANY = 12;

class ColumnMenu extends HTMLElement {
  connectedCallback() {
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
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
    const buttons = [...kinds.values()].filter((kind) => kind.active || kind.id === now).map((kind) => {
      const choose = () => this.#leaveWith({ kind: "set-kind", workKind: kind.id === defaultKind ? null : kind.id });
      const words = make("span", {}, kind.name, make("small", {}, kind.counts ? `вес ${kind.weight}` : "не в средний"));
      const pressed = { "aria-pressed": String(kind.id === now), data: { tone: kind.tone } };
      return make("button", { type: "button", className: "kind", onclick: choose, ...pressed }, make("b", {}, kind.short), words);
    });
    part(this, "kinds").replaceChildren(...buttons);
  }

  #drawFilling({ values, words, scale }) {
    const numbers = values.length > MANY ? [] : [...values].reverse().map((value) => mark({ value }));
    const choices = [...numbers, ...words.filter((word) => word === "зач" || word === "осв").map((word) => mark({ word }))];
    const buttons = choices.map((one) => {
      const content = { absence: "", late: null, comment: "", marks: [one] };
      const put = () => this.#leaveWith({ kind: "fill-column", content });
      return make("button", { type: "button", className: "mark", data: { level: levelOf(one, scale) }, onclick: put }, markText(one));
    });
    const away = { absence: "н", late: null, comment: "", marks: [] };
    const absent = () => this.#leaveWith({ kind: "fill-column", content: away });
    buttons.push(make("button", { type: "button", className: "mark", data: { level: "away" }, onclick: absent }, "н"));
    part(this, "filling").replaceChildren(...buttons);
  }

  /** @param {import("./grid/actions.js").Intent} intent */
  #leaveWith(intent) {
    this.dialog.close();
    intend(this, intent);
  }
}

customElements.define("column-menu", ColumnMenu);
