/** Says at once what becomes of a name that is being typed: there is one, a new one will be made, or it is left out. */

import { stateOf } from "./imports-state.js";

const WORDS = { known: "есть", new: "будет создано", skipped: "не переносится" };
const KINDS = { known: "good", new: "", skipped: "warn" };

class ImportsMatch extends HTMLElement {
  connectedCallback() {
    const options = this.closest("form")?.querySelectorAll("datalist option") ?? [];
    this.names = new Set([...options].map((option) => /** @type {HTMLOptionElement} */ (option).value.toLowerCase()));
    this.addEventListener("input", (event) => this.tell(/** @type {HTMLElement} */ (event.target)));
  }

  /** @param {HTMLElement} input */
  tell(input) {
    if (!(input instanceof HTMLInputElement) || !input.hasAttribute("list")) return;
    const badge = /** @type {HTMLElement | null | undefined} */ (input.closest("tr")?.querySelector(".badge"));
    if (!badge) return;
    const state = stateOf(input.value, /** @type {Set<string>} */ (this.names));
    badge.textContent = WORDS[state];
    badge.dataset.state = state;
    badge.dataset.kind = KINDS[state];
  }
}

customElements.define("imports-match", ImportsMatch);
