/** <prepared-answer>: puts the chosen text into the answer; what is typed stays before it. */

class PreparedAnswer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  handleEvent() {
    const select = /** @type {HTMLSelectElement} */ (this.querySelector("select"));
    const text = /** @type {HTMLTextAreaElement | null | undefined} */ (this.closest("form")?.querySelector("textarea"));
    if (!text || !select.value) return;
    const words = select.value.replaceAll("{имя}", firstName(this.dataset.name ?? ""));
    text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${words}` : words;
    select.value = "";
    text.focus();
  }
}

/** «Ермакова Ольга Сергеевна» → «Ольга». @param {string} name */
export function firstName(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words[1] ?? words[0] ?? "";
}

customElements.define("prepared-answer", PreparedAnswer);
