/** <practice-check>: after each answer of the server tells htmx (event `saved`) to judge the task anew. */

import { here } from "../journal/queue/here.js";

class PracticeCheck extends HTMLElement {
  connectedCallback() {
    here().shelf.addEventListener("settled", () => this.dispatchEvent(new Event("saved")));
  }
}

customElements.define("practice-check", PracticeCheck);
