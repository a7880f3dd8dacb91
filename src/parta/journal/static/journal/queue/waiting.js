/**
 * Operations that are not yet on the server, as pure functions over a list of them.
 *
 * Of one cell at most one operation is on its way and one waits behind it; the one behind holds the newest wish.
 * What may have reached the server keeps its id and content for ever, so sending it again changes nothing.
 */

/**
 * @typedef {object} Op  of a cell, of a column, or (`roll`) the note that a roll call was taken
 * @property {string} id
 * @property {number} lesson
 * @property {number} seen  version it was typed over
 * @property {number} [pupil]
 * @property {import("../core/cells.js").PackedContent} [cell]
 * @property {{ kind?: number | null, topic?: string }} [record]
 * @property {true} [roll]
 */
/**
 * @typedef {object} Result
 * @property {string} id
 * @property {"applied" | "clash" | "refused"} status
 * @property {number} [version]
 * @property {any[]} [cell] what is stored now, beside a clash or a refusal
 * @property {{ kind: number | null, topic: string }} [record] the same of a column
 * @property {string} [by] who wrote it
 * @property {string} [at] when
 * @property {string} [why] of a refusal
 */
/**
 * @typedef {object} Waiting
 * @property {number} n  grows with time: the order of sending
 * @property {number} me  user; two people on one computer never send each other's marks
 * @property {number} course
 * @property {string} url  where the operation is sent
 * @property {boolean} roll  sent as part of a roll call
 * @property {string} page  where it was typed, to come back to it
 * @property {string} title  that page in words
 * @property {Op} op
 * @property {boolean} sent  it may have reached the server
 * @property {Result | null} problem  clash or refusal; it waits for a person, not for the network
 */
/** @typedef {{ put: Waiting[], drop: string[] }} Change */

export const BATCH = 500;

/** What the operation is about: a cell, a column or a roll call. @param {Op} op */
export function targetOf(op) {
  if (op.roll) return `roll:${op.lesson}`;
  return op.record ? `column:${op.lesson}` : `${op.lesson}:${op.pupil}`;
}

/** @param {Waiting} one @param {Waiting} other */
export function sameTarget(one, other) {
  return one.course === other.course && targetOf(one.op) === targetOf(other.op);
}

/** Put a new wish in the list: over an unsent one of its cell, behind a sent one. */
/** @param {Waiting[]} list @param {Waiting} wish @returns {Change} */
export function place(list, wish) {
  const rivals = list.filter((other) => sameTarget(other, wish));
  const replaced = rivals.filter((other) => !other.sent || other.problem);
  const base = rivals.find((other) => !other.problem);
  const unsent = replaced.find((other) => !other.problem);
  const op = { ...wish.op, seen: base ? base.op.seen : wish.op.seen };
  if (op.record && unsent) op.record = { ...unsent.op.record, ...op.record };
  return { put: [{ ...wish, op }], drop: replaced.map((other) => other.op.id) };
}

/** The next operations to send together: to one address, one of each cell. */
/** @param {Waiting[]} list in order @param {number} [size] @returns {Waiting[]} */
export function nextBatch(list, size = BATCH) {
  const ready = list.filter((one) => !one.problem && !(one.op.roll && isHeld(one, list)));
  const targets = new Set();
  const batch = [];
  for (const one of ready) {
    const target = targetOf(one.op);
    if (one.url !== ready[0].url || targets.has(target) || batch.length === size) continue;
    targets.add(target);
    batch.push(one);
  }
  return batch;
}

/** A roll call is noted only after every absence of it is settled. @param {Waiting} roll @param {Waiting[]} list */
function isHeld(roll, list) {
  return list.some((one) => one.problem && one.url === roll.url);
}

/** What the answers change in the list. @param {Waiting[]} list @param {Result[]} results @returns {Change} */
export function settle(list, results) {
  /** @type {Change} */
  const change = { put: [], drop: [] };
  for (const result of results) {
    const asked = list.find((one) => one.op.id === result.id);
    if (!asked) continue;
    const behind = list.find((other) => other !== asked && sameTarget(other, asked) && !other.problem);
    settleOne(asked, behind, result, change);
  }
  return change;
}

/** @param {Waiting} asked @param {Waiting | undefined} behind @param {Result} result @param {Change} change */
function settleOne(asked, behind, result, change) {
  const version = result.version ?? asked.op.seen;
  if (result.status === "applied") {
    change.drop.push(asked.op.id);
    if (behind) change.put.push({ ...behind, op: { ...behind.op, seen: version } });
  } else if (result.status === "clash") {
    if (behind) change.drop.push(asked.op.id);
    change.put.push({ ...(behind ?? asked), problem: result });
  } else if (behind) {
    change.drop.push(asked.op.id);
  } else {
    change.put.push({ ...asked, problem: result });
  }
}

/** An id that works on a plain http:// address too, where crypto.randomUUID is missing. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
