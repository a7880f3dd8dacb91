/** <tab-strip>: a row of tabs wider than a phone begins at the tab that is open. */
class TabStrip extends HTMLElement {
  connectedCallback() {
    const here = /** @type {HTMLElement | null} */ (this.querySelector("[aria-current]"));
    const scroller = this.parentElement;
    if (here && scroller) scroller.scrollLeft = here.offsetLeft - (scroller.clientWidth - here.offsetWidth) / 2;
  }
}

customElements.define("tab-strip", TabStrip);
