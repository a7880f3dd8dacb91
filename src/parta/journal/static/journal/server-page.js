/** <server-page>: a dialog with a fragment made by the server: the history of a cell, the sum behind an average. */

import { closeOutside, showDialog } from "./grid/dialog.js";
import { part } from "./grid/dom.js";
import { get } from "./queue/outside.js";

class ServerPage extends HTMLElement {
  /** @type {HTMLDialogElement} */
  dialog;

  connectedCallback() {
    this.dialog = part(this, "dialog");
    closeOutside(this.dialog, () => this.dialog.close());
    part(this, "close").addEventListener("click", () => this.dialog.close());
  }

  /** @param {string} url @param {string} title */
  async open(url, title) {
    part(this, "title").textContent = title;
    part(this, "body").replaceChildren("Загружается…");
    showDialog(this.dialog);
    part(this, "body").replaceChildren(...(await this.#load(url)));
  }

  /** @param {string} url @returns {Promise<(Node | string)[]>} */
  async #load(url) {
    try {
      const answer = await get(url);
      if (!answer.ok) return ["Не получилось открыть: войдите снова или обновите страницу."];
      return [...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes];
    } catch {
      return ["Сети нет. Откройте ещё раз, когда она появится."];
    }
  }
}

customElements.define("server-page", ServerPage);
