/**
 * <code-from-address> around the form with a field «code»: a camera opens the page with the code after «#», we put it
 * into the field and take it out of the address. What stands after «#» is never sent to a server.
 */
class CodeFromAddress extends HTMLElement {
  connectedCallback() {
    const code = decodeURIComponent(location.hash.slice(1));
    const field = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=code]"));
    if (!code || !field || field.value) return;
    field.value = code;
    history.replaceState(null, "", location.pathname);
  }
}

customElements.define("code-from-address", CodeFromAddress);
