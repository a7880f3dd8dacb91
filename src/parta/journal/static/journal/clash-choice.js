/** <clash-choice>: both values of a cell that two people wrote, or a refused one, to choose from. Intends `resolve`. */

import { spoken, typed } from "./core/words.js";
import { closeOutside, intend, showDialog } from "./grid/dialog.js";
import { part } from "./grid/dom.js";

/** @typedef {import("./queue/journal.js").Journal} Journal */

class ClashChoice extends HTMLElement {
  /** @type {HTMLDialogElement} */
  dialog;
  /** @type {Journal} */
  journal;
  target = "";

  connectedCallback() {
    this.dialog = part(this, "dialog");
    closeOutside(this.dialog, () => this.dialog.close());
    part(this, "theirs").addEventListener("click", () => this.#decide(false));
    part(this, "mine").addEventListener("click", () => this.#decide(true));
    part(this, "later").addEventListener("click", () => this.dialog.close());
  }

  /** @param {string} target @param {Journal} journal @param {import("./grid/bar.js").Bar} bar */
  open(target, journal, bar) {
    const problem = journal.problem(target);
    if (!problem) return;
    this.target = target;
    this.journal = journal;
    const clash = problem.result.status === "clash";
    part(this, "title").textContent = clash ? "Клетку изменили двое" : "Не записано";
    part(this, "why").textContent = `${bar.who.textContent} · ${bar.problemWords(problem)}`;
    part(this, "theirs-by").textContent = clash ? `${problem.result.by}, ${problem.result.at}` : "Сейчас в журнале";
    part(this, "mine-by").textContent = clash ? "Вы" : "Вы хотели";
    this.#showBoth(target, problem);
    part(this, "theirs-do").textContent = clash ? "Оставить" : "Оставить как есть";
    part(this, "mine-do").textContent = clash ? "Записать моё" : "Попробовать ещё раз";
    showDialog(this.dialog);
  }

  #showBoth(target, { waiting, mine }) {
    const { kinds } = this.journal.snapshot;
    if (!mine) {
      const lesson = waiting.op.lesson;
      part(this, "theirs-value").textContent = kinds.get(this.journal.columnKind(lesson) ?? 0)?.name ?? "вид не задан";
      part(this, "mine-value").textContent = kinds.get(waiting.op.record?.kind ?? 0)?.name ?? "вид не задан";
      return;
    }
    const [lesson, pupil] = target.split(":").map(Number);
    const theirs = this.journal.content(lesson, pupil);
    for (const [name, content] of [["theirs", theirs], ["mine", mine]]) {
      part(this, `${name}-value`).textContent = typed(content, kinds) || "пусто";
      part(this, `${name}-words`).textContent = spoken(content, this.journal.columnKind(lesson), kinds);
    }
  }

  /** @param {boolean} keepMine */
  #decide(keepMine) {
    this.dialog.close();
    intend(this, { kind: "resolve", text: this.target, mine: keepMine });
  }
}

customElements.define("clash-choice", ClashChoice);
