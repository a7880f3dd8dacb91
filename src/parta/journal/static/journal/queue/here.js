/** This page's snapshot, journal and queue: read once, shared by all elements of the page. */

import { readRoll, readSnapshot } from "../core/snapshot.js";
import { Journal } from "./journal.js";
import { alone, post } from "./outside.js";
import { Pen } from "./pen.js";
import { Sender } from "./sender.js";
import { openShelf } from "./shelf.js";

/** @typedef {{ journal: Journal, pen: Pen, sender: Sender, shelf: import("./shelf.js").Shelf }} Here */

/** @type {Here | undefined} */
let opened;

/** @returns {Here} */
export function here() {
  opened ??= open();
  return opened;
}

/** @returns {Here} */
function open() {
  const roll = document.querySelector("#roll");
  const page = document.querySelector("#snapshot");
  const snapshot = roll ? readRoll(json(roll), courseOf(roll)) : readSnapshot(json(page));
  const shelf = openShelf(snapshot.me);
  const sender = new Sender(shelf, { post, alone });
  const journal = new Journal(snapshot, shelf, sender);
  const title = document.querySelector("h1")?.textContent?.trim() ?? "";
  const pen = new Pen(journal, { page: location.pathname, title, roll: roll !== null });
  const wake = () => sender.wake();
  addEventListener("online", wake);
  addEventListener("focus", wake);
  shelf.addEventListener("heard", wake);
  wake();
  return { journal, pen, sender, shelf };
}

/** @param {Element | null} script */
function json(script) {
  return JSON.parse(script?.textContent ?? "");
}

/** @param {Element} script */
function courseOf(script) {
  return Number(/** @type {HTMLElement} */ (script).dataset.course);
}
