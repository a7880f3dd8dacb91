/** <paste-report>: what of a pasted block was not written, and why. */

import { count } from "./core/dates.js";
import { closeOutside, showDialog } from "./grid/dialog.js";
import { make, part } from "./grid/dom.js";

const CELLS = /** @type {[string, string, string]} */ (["клетка", "клетки", "клеток"]);

class PasteReport extends HTMLElement {
  /** @type {HTMLDialogElement} */
  dialog;

  connectedCallback() {
    this.dialog = part(this, "dialog");
    closeOutside(this.dialog, () => this.dialog.close());
    part(this, "close").addEventListener("click", () => this.dialog.close());
  }

  /** @param {string[]} faults one line each @param {number} written cells */
  open(faults, written) {
    const left = count(faults.length, CELLS);
    part(this, "sum").textContent = `Вставлено: ${count(written, CELLS)}. Не вставлено: ${left}.`;
    part(this, "faults").replaceChildren(...faults.map((words) => make("li", {}, words)));
    showDialog(this.dialog);
  }
}

customElements.define("paste-report", PasteReport);
