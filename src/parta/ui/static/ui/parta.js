/** What every page does: the search key, and words for a request that did not get through. */

import "./unsaved.js";

const SEARCH_KEY = "/";
const QUIET = 3000; // milliseconds in which a second click is a slip of the finger

/** @param {KeyboardEvent} event */
function focusSearch(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.closest("input, textarea, select, [contenteditable], [role=grid]");
  const quick = event.key === SEARCH_KEY && !typing;
  const palette = event.code === "KeyK" && (event.ctrlKey || event.metaKey);
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-hotkey]"));
  if (search && (quick || palette)) {
    event.preventDefault();
    search.focus();
    search.select();
  }
}

/** A form that is on its way is not sent again by a second click.
 * @param {SubmitEvent} event */
function sendOnce(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, QUIET); // a form that downloads a file leaves the page as it is
}

function sendAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete (/** @type {HTMLElement} */ (form).dataset.sent);
}

function sayFailed() {
  const main = document.querySelector(".main");
  if (!main || main.querySelector("[data-offline]")) return;
  const note = document.createElement("div");
  note.className = "note";
  note.dataset.kind = "fail";
  note.dataset.offline = "";
  note.setAttribute("role", "alert");
  note.textContent = "Не получилось: сервер не ответил. Проверьте сеть и повторите.";
  main.prepend(note);
}

/** The help beside the page closes by its button or Escape, and focus goes back to the «?».
 * @param {Event} event */
function closeHelp(event) {
  const place = document.querySelector(".help-place");
  const target = /** @type {HTMLElement} */ (event.target);
  const wanted = event instanceof KeyboardEvent ? event.key === "Escape" && place?.contains(target) : target.closest("[data-close-help]");
  if (!place || !wanted) return;
  place.replaceChildren();
  /** @type {HTMLElement | null} */ (document.querySelector("[data-help]"))?.focus();
}

/** A row of tabs too long for the screen begins where we are. */
function showTab() {
  document.querySelector(".tabs[data-row] [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

showTab();
document.addEventListener("submit", sendOnce);
document.addEventListener("htmx:afterRequest", sendAgain);
window.addEventListener("pageshow", sendAgain); // the page may come back from the browser's memory
document.addEventListener("keydown", closeHelp);
document.addEventListener("click", closeHelp);
document.addEventListener("keydown", focusSearch);
document.addEventListener("htmx:sendError", sayFailed);
document.addEventListener("htmx:responseError", sayFailed);
document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-offline]")?.remove());
