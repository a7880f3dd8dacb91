/** <mark-grid>: the journal page's grid, drawn from the snapshot; the parts around it stand in journal/page.html. */

import { intentOf } from "./core/keys.js";
import { act } from "./grid/actions.js";
import { Bar } from "./grid/bar.js";
import { copied, paste } from "./grid/blocks.js";
import { Cursor } from "./grid/cursor.js";
import { part } from "./grid/dom.js";
import { recall, remember } from "./grid/habits.js";
import { legend } from "./grid/legend.js";
import { followPointer } from "./grid/pointer.js";
import { printSheets } from "./grid/sheets.js";
import { MarkTable } from "./grid/table.js";
import { here } from "./queue/here.js";
import { get } from "./queue/outside.js";
import { poll } from "./queue/poller.js";

const NARROW = 600; // px: names and a few columns fill the box, as on a phone

export class MarkGrid extends HTMLElement {
  /** Escape was pressed: the next Tab leaves the grid. */
  leaving = false;
  /** @type {import("./queue/journal.js").Journal} */
  journal;
  /** @type {import("./queue/pen.js").Pen} */
  pen;
  /** @type {Bar} */
  bar;
  /** @type {MarkTable} */
  table;
  /** @type {Cursor} */
  cursor;
  /** @type {HTMLElement} */
  box;

  connectedCallback() {
    const { journal, pen, sender } = here();
    this.journal = journal;
    this.pen = pen;
    this.bar = new Bar(part(this, "bar"), journal);
    this.table = new MarkTable(journal);
    this.box = part(this, "box");
    part(this, "legend").append(...legend(journal.snapshot.kinds));
    if (!this.table.size.rows || !this.table.size.columns) {
      this.dataset.state = "empty";
      return;
    }
    this.box.append(this.table.element);
    this.cursor = new Cursor(this.table, this.#start());
    this.#listenToGrid();
    this.#listenToParts();
    this.#showStart();
    if (location.hash) this.goTo(location.hash.slice(1));
    else addEventListener("load", () => this.#showStart(), { once: true }); // late styles move the columns
    this.tell();
    this.stopPolling = poll({
      url: journal.snapshot.urls.changes, since: journal.snapshot.at, get,
      take: (news) => journal.take(news), signedOut: () => sender.signedOut(),
    });
  }

  disconnectedCallback() {
    this.stopPolling?.();
  }

  /** Lesson and pupil under the cursor; either is missing on heads and averages. */
  here() {
    return this.table.at(this.cursor.place);
  }

  /** Where the cursor goes after a mark. */
  get onward() {
    return recall("onward") === "right" ? { columns: 1 } : { rows: 1 };
  }

  tell() {
    const { lesson, pupil } = this.here();
    this.bar.tell(lesson, pupil);
    if (lesson && pupil) part(this, "pad").follow(lesson, pupil);
  }

  /** Show a cell or a column of this page. @param {string} target */
  goTo(target) {
    const [lesson, pupil] = target.replace("column:", "").split(":").map(Number);
    const row = this.table.shown.findIndex((one) => one.pupil.id === pupil);
    const column = this.table.columns.get(lesson);
    if (column !== undefined) this.cursor.go({ row: target.startsWith("column:") ? -1 : Math.max(row, 0), column });
  }

  /** Today's column, or the last one before today. */
  #start() {
    const { today, lessons } = this.journal.snapshot;
    return { row: 0, column: Math.max(lessons.findLastIndex((one) => one.on <= today), 0) };
  }

  /** Today's column stands in view with what came before it; on a phone it stands right by the names. */
  #showStart() {
    const head = this.table.elementAt({ row: -1, column: this.cursor.place.column });
    const { clientWidth } = this.box;
    const names = this.table.element.rows[0].cells[0].offsetWidth;
    this.box.scrollLeft = head.offsetLeft - (clientWidth < NARROW ? names : clientWidth - head.offsetWidth * 6);
  }

  #listenToGrid() {
    const { element } = this.table;
    element.addEventListener("keydown", (event) => this.#press(event));
    element.addEventListener("focusin", () => this.tell());
    element.addEventListener("focusout", () => (this.leaving = false));
    this.cursor.addEventListener("move", () => this.tell());
    followPointer(this);
    document.addEventListener("copy", (event) => this.#copy(event));
    document.addEventListener("paste", (event) => this.#paste(event));
    this.journal.addEventListener("cells", (event) => this.#repaint(/** @type {CustomEvent} */ (event)));
    this.journal.addEventListener("columns", (event) => this.#repaint(/** @type {CustomEvent} */ (event)));
    addEventListener("beforeprint", () => this.append(printSheets(this.table)));
    addEventListener("afterprint", () => this.querySelector(".print-sheets")?.remove());
    addEventListener("hashchange", () => this.goTo(location.hash.slice(1)));
  }

  #listenToParts() {
    this.addEventListener("intent", (event) => act(this, /** @type {CustomEvent} */ (event).detail));
    this.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-intent]");
      if (button) act(this, { kind: button.getAttribute("data-intent") ?? "" });
    });
    document.querySelector("[data-action=print]")?.addEventListener("click", () => print());
    const onward = part(this, "onward");
    if (onward) onward.value = recall("onward") ?? "down";
    onward?.addEventListener("change", () => remember("onward", onward.value));
    const left = part(this, "left");
    part(this, "left-line").hidden = !this.table.rows.some(({ element }) => element.dataset.left);
    left.addEventListener("change", () => {
      this.table.showLeft(left.checked);
      this.cursor.hold();
    });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const intent = intentOf(event);
    if (intent?.kind !== "tab") this.leaving = false;
    if (intent && act(this, intent)) event.preventDefault();
  }

  get #hasKeyboard() {
    return this.table.element.contains(document.activeElement) && !document.activeElement?.matches("input");
  }

  /** @param {ClipboardEvent} event */
  #copy(event) {
    if (!this.#hasKeyboard) return;
    event.clipboardData?.setData("text/plain", copied(this));
    event.preventDefault();
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    if (!this.#hasKeyboard) return;
    paste(this, event.clipboardData?.getData("text/plain") ?? "");
    event.preventDefault();
  }

  /** @param {CustomEvent} event cells or columns to paint anew */
  #repaint({ type, detail }) {
    if (type === "cells") this.table.paintCells(detail);
    else this.table.paintColumns(detail);
    if (!this.bar.busy) this.tell();
  }
}

customElements.define("mark-grid", MarkGrid);
