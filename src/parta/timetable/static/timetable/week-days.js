/** <week-days>: on a phone, a swipe or the strip of days shows another day of the week already on the page. */

import { swiped } from "./swipe.js";

class WeekDays extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.pick(event));
    this.addEventListener("touchstart", (event) => this.press(event), { passive: true });
    this.addEventListener("touchend", (event) => this.release(event), { passive: true });
  }

  get links() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.querySelectorAll(".day-strip a")]);
  }

  /** @param {MouseEvent} event */
  pick(event) {
    const link = /** @type {Element} */ (event.target).closest(".day-strip a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.show(this.links.indexOf(/** @type {HTMLAnchorElement} */ (link)));
  }

  /** @param {TouchEvent} event */
  press(event) {
    this.from = event.changedTouches[0];
  }

  /** @param {TouchEvent} event */
  release(event) {
    if (!this.from || !this.querySelector(".day-strip")?.getClientRects().length) return;
    const to = event.changedTouches[0];
    const here = this.links.findIndex((link) => link.hasAttribute("aria-current"));
    const where = swiped(here, this.links.length, to.clientX - this.from.clientX, to.clientY - this.from.clientY);
    if (typeof where === "number") this.show(where);
    else if (where) /** @type {HTMLAnchorElement | null} */ (document.querySelector(`[data-${where}]`))?.click();
  }

  /** @param {number} number */
  show(number) {
    const chosen = this.links[number];
    for (const link of this.links) link.toggleAttribute("aria-current", false);
    chosen.setAttribute("aria-current", "date");
    for (const cell of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("table [data-day]"))) {
      cell.toggleAttribute("data-here", cell.dataset.day === chosen.dataset.day);
    }
    history.replaceState(history.state, "", chosen.href);
  }
}

customElements.define("week-days", WeekDays);
