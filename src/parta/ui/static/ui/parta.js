/** What every page does: the search key, and words for a request that did not get through. */

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

/** What was typed or chosen before the scripts came is saved as if they had been there: a field saved when left
 * tells of itself again. A line still being typed tells of itself when it is left. */
function saveEarly() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[hx-trigger^=change]"))) {
    const early = [...form.elements].find((field) => isChanged(field) && !field.matches("[type=text]:focus, input:not([type]):focus, textarea:focus"));
    early?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) return !(field.selectedOptions[0]?.defaultSelected ?? true) && (field.selectedIndex > 0 || !!field.querySelector("[selected]"));
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked !== field.defaultChecked;
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== field.defaultValue;
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/** What a field held when the answer to its form came, by the field's name on the page. @type {Map<string, Field>} */
const later = new Map();

/** What was changed while a form saved when left was on its way is not in the answer that takes the form's place.
 * @param {CustomEvent} event */
function keepLater(event) {
  const form = /** @type {HTMLElement} */ (event.target);
  later.clear();
  if (!(form instanceof HTMLFormElement) || !form.matches("[hx-trigger^=change]")) return;
  const sent = /** @type {FormData} */ (event.detail.requestConfig.formData);
  for (const field of /** @type {Iterable<Field>} */ (form.querySelectorAll("input[id]:not([type=checkbox]), textarea[id], select[id]")))
    if (sent.has(field.name) && field.value !== sent.get(field.name)) later.set(field.id, field);
}

/** It stands in the new form and is saved with it: at once, or when the line being typed is left. */
function saveLater() {
  for (const [id, old] of later) {
    const field = /** @type {Field | null} */ (document.getElementById(id));
    if (!field || field === old) continue;
    field.value = old.value;
    const tell = () => isChanged(field) && field.dispatchEvent(new Event("change", { bubbles: true }));
    if (field instanceof HTMLSelectElement || field !== document.activeElement) {
      tell();
      continue;
    }
    if (!(old instanceof HTMLSelectElement)) field.setSelectionRange(old.selectionStart, old.selectionEnd);
    field.addEventListener("blur", tell, { once: true });
  }
  later.clear();
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
document.addEventListener("DOMContentLoaded", saveEarly); // after htmx's own, which was loaded first
document.addEventListener("submit", sendOnce);
document.addEventListener("htmx:afterRequest", sendAgain);
document.addEventListener("htmx:beforeSwap", /** @type {EventListener} */ (keepLater));
document.addEventListener("htmx:afterSettle", saveLater); // by then the new form listens
window.addEventListener("pageshow", sendAgain); // the page may come back from the browser's memory
document.addEventListener("keydown", closeHelp);
document.addEventListener("click", closeHelp);
document.addEventListener("keydown", focusSearch);
document.addEventListener("htmx:sendError", sayFailed);
document.addEventListener("htmx:responseError", sayFailed);
document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-offline]")?.remove());
