/**
 * Where waiting operations lie: the browser's local storage, one key an operation, shared by the tabs of one user.
 *
 * Events: `change` (what waits has changed, here or in another tab), `heard` (another tab has changed it), `settled`
 * (detail: the server's answers).
 */

/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {import("./waiting.js").Change} Change */
/** @typedef {import("./waiting.js").Result} Result */
/** @typedef {{ asked: Waiting, result: Result }} Settled */

export class Shelf extends EventTarget {
  /** @type {Map<string, Waiting>} */
  #held = new Map();
  #channel;
  /** The browser could not keep an operation: it lives only as long as this page. */
  failed = false;

  /**
   * @param {number} me
   * @param {Storage | null} storage null: the browser forbids it
   * @param {BroadcastChannel | null} channel to the other tabs
   */
  constructor(me, storage, channel) {
    super();
    this.me = me;
    this.prefix = `parta/waiting/${me}/`;
    this.storage = storage;
    this.#channel = channel;
    channel?.addEventListener("message", ({ data }) => this.#hear(data));
    this.refresh();
  }

  /** All that waits, in the order of typing. @returns {Waiting[]} */
  all() {
    return [...this.#held.values()].sort((one, other) => one.n - other.n);
  }

  /** Read again what lies in storage; what storage would not take stays. */
  refresh() {
    if (!this.storage || this.failed) return;
    this.#held = new Map();
    for (let place = 0; place < this.storage.length; place += 1) {
      const key = this.storage.key(place);
      const one = key?.startsWith(this.prefix) ? readWaiting(this.storage.getItem(key)) : null;
      if (one) this.#held.set(one.op.id, one);
    }
  }

  /** @param {Change} change */
  apply(change) {
    this.#keep(change);
    for (const id of change.drop) this.storage?.removeItem(this.prefix + id);
    for (const one of change.put) this.#write(one);
    this.#tell({ change });
    this.dispatchEvent(new Event("change"));
  }

  /** Answers have come: drop what is done, keep what needs a person, and tell every tab. */
  /** @param {Settled[]} settled @param {Change} change */
  settle(settled, change) {
    this.#tell({ settled });
    this.dispatchEvent(new CustomEvent("settled", { detail: settled }));
    this.apply(change);
  }

  /** @param {Change} change */
  #keep({ put, drop }) {
    for (const id of drop) this.#held.delete(id);
    for (const one of put) this.#held.set(one.op.id, one);
  }

  /** @param {Waiting} one */
  #write(one) {
    try {
      if (!this.storage) throw new Error("no storage");
      this.storage.setItem(this.prefix + one.op.id, JSON.stringify(one));
    } catch {
      this.failed = true;
    }
  }

  /** @param {object} news */
  #tell(news) {
    this.#channel?.postMessage({ me: this.me, ...news });
  }

  /** @param {{ me: number, change?: Change, settled?: Settled[] }} news of another tab */
  #hear({ me, change, settled }) {
    if (me !== this.me) return;
    if (settled) this.dispatchEvent(new CustomEvent("settled", { detail: settled }));
    if (!change) return;
    this.#keep(change);
    this.dispatchEvent(new Event("change"));
    this.dispatchEvent(new Event("heard"));
  }
}

/**
 * What #write wrote; null for what it cannot have written.
 * @param {string | null} text
 * @returns {Waiting | null}
 */
function readWaiting(text) {
  try {
    const one = JSON.parse(text ?? "");
    return one?.op?.id && one.url ? one : null;
  } catch {
    return null;
  }
}

/** The shelf of this browser. @param {number} me */
export function openShelf(me) {
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("parta-journal") : null;
  return new Shelf(me, storageOf(globalThis), channel);
}

/** @param {{ localStorage: Storage }} place where merely asking may be forbidden */
function storageOf(place) {
  try {
    return place.localStorage;
  } catch {
    return null;
  }
}
