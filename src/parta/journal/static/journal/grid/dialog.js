/** What our dialogs share: beside their cell on a desk, at the bottom of a phone, closed by a click outside. */

import { putBeside } from "./dom.js";

/** @param {HTMLDialogElement} dialog */
/** @param {Element} [by] the cell it belongs to; without one it stands in the middle */
export function showDialog(dialog, by) {
  dialog.showModal();
  dialog.removeAttribute("style");
  if (!by || matchMedia("(max-width: 720px)").matches) return;
  const place = new ResizeObserver(() => putBeside(dialog, by)); // what grows must not grow out of the window
  place.observe(dialog);
  dialog.addEventListener("close", () => place.disconnect(), { once: true });
}

/** @param {HTMLDialogElement} dialog @param {() => void} leave what a click outside does */
export function closeOutside(dialog, leave) {
  dialog.addEventListener("mousedown", (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (event.target === dialog && (x < left || x > right || y < top || y > bottom)) leave();
  });
}

/** Ask the grid for something. @param {HTMLElement} from @param {import("./actions.js").Intent} intent */
export function intend(from, intent) {
  from.dispatchEvent(new CustomEvent("intent", { detail: intent, bubbles: true }));
}
