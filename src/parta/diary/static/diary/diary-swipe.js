/** A swipe over the page follows its «back» and «forward» links; without script the links are there all the same. */

import { askedFor } from "./swipe.js";

/**
 * Whether something under the finger scrolls sideways itself.
 * @param {EventTarget | null} target
 */
function scrollsItself(target) {
  return target instanceof Element && target.closest(".scroll, input, textarea") !== null;
}

class DiarySwipe extends HTMLElement {
  /** @type {Touch | null} */
  #from = null;

  connectedCallback() {
    this.addEventListener("touchstart", this, { passive: true });
    this.addEventListener("touchend", this, { passive: true });
  }

  /** @param {TouchEvent} event */
  handleEvent(event) {
    const touch = event.changedTouches[0];
    if (event.type === "touchstart") {
      this.#from = event.touches.length === 1 && !scrollsItself(event.target) ? touch : null;
      return;
    }
    const from = this.#from;
    this.#from = null;
    const asked = from && askedFor(touch.clientX - from.clientX, touch.clientY - from.clientY);
    const link = asked && this.querySelector(`a[rel="${asked}"]`);
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
  }
}

customElements.define("diary-swipe", DiarySwipe);
