/** Forms that are saved when a field is left: what is changed while the scripts or an answer are on their way is saved too. */

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

/** What was changed while a form saved when left was on its way is not in the answer that takes the place of the form,
 * or of a list of such forms.
 * @param {CustomEvent} event */
function keepLater(event) {
  const { elt, formData } = event.detail.requestConfig;
  if (!elt.matches("form[hx-trigger^=change]")) return;
  const place = /** @type {HTMLElement} */ (event.target);
  for (const field of /** @type {Iterable<Field>} */ (place.querySelectorAll("input[id], textarea[id], select[id]"))) {
    const isBeside = field.form !== elt && field.form?.matches("[hx-trigger^=change]");
    if (field.form === elt ? told(field) !== formData.get(field.name) : isBeside && isChanged(field)) later.set(field.id, field);
  }
}

/** What the field sends: nothing when it is a box without a tick. @param {Field} field */
function told(field) {
  return field instanceof HTMLInputElement && field.type === "checkbox" && !field.checked ? null : field.value;
}

/** It stands in the new form and is saved with it: at once, or when the line being typed is left.
 * @param {Event} event */
function saveLater(event) {
  for (const field of /** @type {Iterable<Field>} */ (/** @type {HTMLElement} */ (event.target).querySelectorAll("input[id], textarea[id], select[id]"))) {
    const old = later.get(field.id);
    if (!old || old === field) continue;
    later.delete(field.id);
    if (field instanceof HTMLInputElement && old instanceof HTMLInputElement) field.checked = old.checked;
    field.value = old.value;
    const tell = () => isChanged(field) && field.dispatchEvent(new Event("change", { bubbles: true }));
    if (field instanceof HTMLSelectElement || field.type === "checkbox" || field !== document.activeElement) {
      tell();
      continue;
    }
    if (!(old instanceof HTMLSelectElement)) field.setSelectionRange(old.selectionStart, old.selectionEnd);
    field.addEventListener("blur", tell, { once: true });
  }
}

document.addEventListener("DOMContentLoaded", saveEarly); // after htmx's own, which was loaded first
document.addEventListener("htmx:beforeSwap", /** @type {EventListener} */ (keepLater));
document.addEventListener("htmx:afterSettle", saveLater); // by then the new form listens
