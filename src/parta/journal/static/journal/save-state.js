/** <save-state>: tells in the page's head what is saved and what is not; never «сохранено» before it is true. */

import { count } from "./core/dates.js";
import { part } from "./grid/dom.js";
import { here } from "./queue/here.js";
import { targetOf } from "./queue/waiting.js";

/** @typedef {import("./queue/waiting.js").Waiting} Waiting */

/** @typedef {[string, string, string]} Forms */
const WAIT = /** @type {Forms} */ (["изменение ждёт", "изменения ждут", "изменений ждут"]);
const FAILED = /** @type {Forms} */ (["клетка не записана", "клетки не записаны", "клеток не записано"]);

class SaveState extends HTMLElement {
  /** @type {import("./queue/shelf.js").Shelf} */
  shelf;
  /** @type {import("./queue/sender.js").Sender} */
  sender;
  course = 0;

  connectedCallback() {
    const { shelf, sender, journal } = here();
    this.shelf = shelf;
    this.sender = sender;
    this.course = journal.snapshot.course;
    const show = () => this.#show();
    shelf.addEventListener("change", show);
    sender.addEventListener("state", show);
    addEventListener("beforeunload", (event) => this.#warn(event));
    show();
  }

  #show() {
    const all = this.shelf.all();
    const unsent = all.filter((one) => !one.problem);
    const problems = all.filter((one) => one.problem);
    const [state, words] = this.#words(unsent.length);
    const text = part(this, "text");
    text.hidden = !unsent.length && problems.length > 0;
    text.dataset.state = state;
    text.textContent = words;
    this.#showProblems(problems);
    part(document, "signed-out").hidden = this.sender.state !== "signed-out";
    part(document, "no-storage").hidden = !(this.shelf.failed && unsent.length);
  }

  /** @param {number} unsent @returns {[string, string]} */
  #words(unsent) {
    if (!unsent) return ["done", "всё сохранено"];
    if (this.sender.state === "failed") return ["part", `${count(unsent, WAIT)} сети`];
    if (this.sender.state === "signed-out") return ["late", `${count(unsent, WAIT)} входа`];
    return ["", "сохраняется…"];
  }

  /** A link to the first cell that was not written, here or in another journal. @param {Waiting[]} problems */
  #showProblems(problems) {
    const link = part(this, "problems");
    link.hidden = problems.length === 0;
    if (link.hidden) return;
    const first = problems.find((one) => one.course === this.course) ?? problems[0];
    const elsewhere = first.page === location.pathname ? "" : ` (${first.title})`;
    link.textContent = count(problems.length, FAILED) + elsewhere;
    link.href = `${first.page}#${targetOf(first.op)}`;
  }

  /** Closing the page loses something only when the browser could not keep it. @param {BeforeUnloadEvent} event */
  #warn(event) {
    if (this.shelf.failed && this.shelf.all().some((one) => !one.problem)) event.preventDefault();
  }
}

customElements.define("save-state", SaveState);
