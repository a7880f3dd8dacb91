/** <paste-picture>: a picture pasted into the text (a snapshot of the screen) joins the files of the form. */

const SCREEN = "снимок экрана";

class PastePicture extends HTMLElement {
  connectedCallback() {
    this.addEventListener("paste", this);
  }

  /** @param {ClipboardEvent} event */
  handleEvent(event) {
    const pictures = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    const input = /** @type {HTMLInputElement | null | undefined} */ (this.closest("form")?.querySelector("input[type=file]"));
    if (!pictures.length || !input) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of input.files ?? []) all.items.add(file);
    for (const file of pictures) all.items.add(named(file, all.items.length));
    input.files = all.files;
    this.say(`Добавлен ${SCREEN}: файлов ${all.files.length}.`);
  }

  /** @param {string} words */
  say(words) {
    const line = this.querySelector("[data-pasted]") ?? this.appendChild(document.createElement("span"));
    line.setAttribute("data-pasted", "");
    line.setAttribute("role", "status");
    line.textContent = words;
  }
}

/** @param {File} file @param {number} number */
function named(file, number) {
  const kind = file.type.slice("image/".length).replace("jpeg", "jpg");
  return new File([file], `${SCREEN} ${number + 1}.${kind}`, { type: file.type });
}

customElements.get("paste-picture") ?? customElements.define("paste-picture", PastePicture);
