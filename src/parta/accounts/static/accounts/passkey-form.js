/**
 * <passkey-form data-act="create|ask" data-options="id of the JSON on the page" | data-options-url="where to ask for it">
 * around a form with a hidden field «credential». Sending the form first asks the person for the key.
 */
import { answerOf, refusal, toAsk, toCreate } from "./webauthn.js";

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    if (!window.PublicKeyCredential) this.say("NotSupportedError");
  }

  async ask() {
    this.say("");
    try {
      const credential = await this.credential(await this.options());
      this.field("credential").value = JSON.stringify(answerOf(credential));
      this.form?.submit();
    } catch (error) {
      this.say(error instanceof DOMException ? error.name : "other");
    }
  }

  async options() {
    const { options, optionsUrl } = this.dataset;
    if (options) return JSON.parse(document.getElementById(options)?.textContent ?? "");
    const answer = await fetch(optionsUrl ?? "", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  /** @param {any} from */
  credential(from) {
    if (this.dataset.act === "create") {
      const publicKey = toCreate(from.creation_options.publicKey, this.field("passwordless")?.checked);
      return navigator.credentials.create({ publicKey });
    }
    return navigator.credentials.get({ publicKey: toAsk(from.request_options.publicKey) });
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form?.elements.namedItem(name));
  }

  /** @param {string} name of the error; "" clears */
  say(name) {
    const place = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    place.textContent = name && refusal(name);
    place.hidden = !name;
  }
}

customElements.define("passkey-form", PasskeyForm);
