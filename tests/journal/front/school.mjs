/** A small journal for the tests of the queue: one course, two lessons, two pupils, and a server that remembers. */
import { readSnapshot } from "../../../src/parta/journal/static/journal/core/snapshot.js";
import { Journal } from "../../../src/parta/journal/static/journal/queue/journal.js";
import { Pen } from "../../../src/parta/journal/static/journal/queue/pen.js";
import { Sender } from "../../../src/parta/journal/static/journal/queue/sender.js";
import { Shelf } from "../../../src/parta/journal/static/journal/queue/shelf.js";

export const five = { absence: "", late: null, comment: "", marks: [markOf(5)] };
export const four = { absence: "", late: null, comment: "", marks: [markOf(4)] };

function markOf(value) {
  return { value, word: "", kind: null, comment: "", part: 0, retakes: false, due: null };
}

export function snapshot(cells = []) {
  return readSnapshot({
    course: 17, period: 5, me: 3, today: "2026-11-23", at: "2026-11-23T09:00:00+00:00", may_write: true,
    scale: "five", values: [2, 3, 4, 5], words: ["зач"], default_kind: 1,
    kinds: [[1, "ответ", "ОТ", "plain", 1, 1, 1], [2, "контрольная", "КР", "fail", 3, 1, 1]],
    lessons: [[10, "2026-11-20", 1, null, "Функции", "", "planned", 0, 0, 1, ""], [11, "2026-11-23", 1, null, "", "", "planned", 0, 2, 1, ""]],
    homework: [], pupils: [[1, "Дмитриев Егор", "2026-09-01", null], [2, "Ермакова Дарья", "2026-09-01", null]],
    cells, brought: [], urls: { ops: "/journal/17/ops/", changes: "/journal/17/5/changes/" },
  });
}

/** Local storage as the browser has it. */
export class Storage {
  kept = new Map();
  get length() { return this.kept.size; }
  key(place) { return [...this.kept.keys()][place] ?? null; }
  getItem(key) { return this.kept.get(key) ?? null; }
  setItem(key, value) { this.kept.set(key, value); }
  removeItem(key) { this.kept.delete(key); }
}

/** A server that applies each operation once and tells a clash by the version, as the protocol says. */
export class Server {
  cells = new Map();
  applied = new Map();
  batches = [];
  /** @type {"" | "down" | "lost" | number} what goes wrong: no network, an answer lost on its way, a status */
  fault = "";

  post = async (url, body) => {
    const { ops, roll } = JSON.parse(body);
    this.batches.push({ url, ops, roll });
    if (this.fault === "down") throw new TypeError("Failed to fetch");
    if (typeof this.fault === "number") return answer(this.fault, { error: "Период закрыт" });
    const results = ops.map((op) => this.#apply(op));
    if (this.fault === "lost") throw new TypeError("Failed to fetch");
    return answer(200, { results, roll: Boolean(roll) && results.every(({ status }) => status === "applied") });
  };

  #apply(op) {
    if (this.applied.has(op.id)) return { id: op.id, status: "applied", version: this.applied.get(op.id) };
    const key = op.record ? `column:${op.lesson}` : `${op.lesson}:${op.pupil}`;
    const stored = this.cells.get(key) ?? { version: 0 };
    if (op.seen !== stored.version) {
      const cell = [op.lesson, op.pupil, stored.version, ...stored.cell];
      return { id: op.id, status: "clash", version: stored.version, cell, by: "Иванова А. А.", at: "9:05" };
    }
    const version = stored.version + 1;
    this.cells.set(key, { version, cell: op.cell, record: op.record });
    this.applied.set(op.id, version);
    return { id: op.id, status: "applied", version };
  }
}

function answer(status, content) {
  return { status, ok: status < 300, type: "basic", json: async () => content };
}

/** A page of the journal: its own shelf over the given storage, its own sender to the given server. */
export function openPage({ server = new Server(), storage = new Storage(), channel = null, cells = [], roll = false, me = 3 } = {}) {
  const shelf = new Shelf(me, storage, channel);
  const sender = new Sender(shelf, { post: server.post, alone: (work) => work() });
  const journal = new Journal(snapshot(cells), shelf, sender);
  const pen = new Pen(journal, { page: "/journal/17/5/", title: "7Б · Алгебра", roll });
  return { server, storage, shelf, sender, journal, pen };
}

/** Until nothing is on its way. */
export async function rest() {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
