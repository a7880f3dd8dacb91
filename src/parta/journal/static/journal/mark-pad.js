/** <mark-pad>: big keys at the bottom of a phone; each intends what the same key would. */

import { mark } from "./core/cells.js";
import { day } from "./core/dates.js";
import { levelOf } from "./core/words.js";
import { intend } from "./grid/dialog.js";
import { make, part } from "./grid/dom.js";

/** @typedef {import("./core/snapshot.js").Lesson} Lesson */
/** @typedef {import("./core/snapshot.js").Pupil} Pupil */
/** @typedef {import("./queue/journal.js").Journal} Journal */

const MANY = 12; // numbers of a longer scale are typed
const SIGNS = [
  ["н", { kind: "absence", text: "н" }, "away", "нет, причина не выяснена"],
  ["б", { kind: "absence", text: "б" }, "away", "болеет"],
  ["у", { kind: "absence", text: "у" }, "away", "уважительная причина"],
  ["п", { kind: "absence", text: "п" }, "away", "без уважительной причины"],
  ["оп", { kind: "edit", text: "late" }, "away", "опоздание"],
  ["•", { kind: "point" }, "owed", "работа не сдана"],
  ["⌫", { kind: "clear" }, "", "очистить"],
  ["…", { kind: "edit" }, "", "комментарий и всё остальное"],
];

class MarkPad extends HTMLElement {
  connectedCallback() {
    part(this, "close").addEventListener("click", () => this.close());
  }

  /** Say whose cell the keys write into. @param {Lesson} lesson @param {Pupil} pupil */
  follow(lesson, pupil) {
    part(this, "who").textContent = `${pupil.name}, ${day(lesson.on)}`;
  }

  /** @param {Journal} journal */
  open(journal) {
    if (!this.hidden) return;
    part(this, "buttons").replaceChildren(...this.#marks(journal.snapshot), ...this.#signs());
    this.hidden = false;
    document.documentElement.dataset.pad = "open";
  }

  close() {
    this.hidden = true;
    delete document.documentElement.dataset.pad;
  }

  #marks({ values, scale }) {
    if (values.length > MANY) return [this.#key("0–9", { kind: "type" }, "", "отметка")];
    return [...values].reverse().map((value) => {
      const intent = { kind: "value", text: String(value) };
      return this.#key(String(value), intent, levelOf(mark({ value }), scale), `отметка ${value}`);
    });
  }

  #signs() {
    return SIGNS.map(([sign, intent, level, words]) => this.#key(sign, intent, level, words));
  }

  #key(sign, intent, level, words) {
    const press = () => intend(this, intent);
    return make("button", { type: "button", data: level ? { level } : {}, "aria-label": words, onclick: press }, sign);
  }
}

customElements.define("mark-pad", MarkPad);
