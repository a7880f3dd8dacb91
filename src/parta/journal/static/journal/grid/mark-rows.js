/** The marks of one cell as lines of a form: kind of work, how it joins the mark before, date of a point, comment. */

import { POINT } from "../core/cells.js";
import { levelOf, markText } from "../core/words.js";
import { make } from "./dom.js";

/** @typedef {import("../core/cells.js").Mark} Mark */
/** @typedef {import("../core/snapshot.js").Kind} Kind */
/** @typedef {Mark & { joint: "" | "retakes" | "part" }} Draft */
/** @typedef {{ kinds: Map<number, Kind>, columnKind: Kind | undefined, scale: string }} Ground */

const JOINTS = [["", "ещё одна отметка"], ["retakes", "вместо прежней"], ["part", "вторая часть, как 4/5"]];

/** @param {Mark} one @returns {Draft} */
export function draftOf(one) {
  return { ...one, joint: one.retakes ? "retakes" : one.part > 1 ? "part" : "" };
}

/** Marks with their joints turned into the protocol's fields. @param {Draft[]} drafts @returns {Mark[]} */
export function marksOf(drafts) {
  /** @type {Mark[]} */
  const marks = [];
  for (const { joint, ...one } of drafts) {
    const previous = marks.at(-1);
    const part = !previous || !joint ? 0 : joint === "part" ? 2 : previous.part;
    if (previous && joint === "part") previous.part = 1;
    marks.push({ ...one, part, retakes: Boolean(previous) && joint === "retakes" });
  }
  return marks;
}

/**
 * @param {Draft} draft changed as the line is filled in
 * @param {boolean} first
 * @param {Ground} ground
 * @param {() => void} remove
 */
export function markRow(draft, first, { kinds, columnKind, scale }, remove) {
  const name = markText(draft);
  const row = make("li", {}, make("span", { className: "mark", data: { level: levelOf(draft, scale) } }, name));
  if (draft.value !== null) row.append(kindChoice(draft, name, kinds, columnKind));
  if (!first && draft.value !== null) row.append(jointChoice(draft, name));
  if (draft.word === POINT) row.append(dueField(draft));
  const comment = make("input", {
    value: draft.comment, maxLength: 500, placeholder: "за что", "aria-label": `За что отметка ${name}`,
    oninput: () => (draft.comment = comment.value),
  });
  const label = { "aria-label": `Убрать отметку ${name}` };
  const away = make("button", { type: "button", className: "button", onclick: remove, ...label }, "×");
  row.append(comment, away);
  return row;
}

function kindChoice(draft, name, kinds, columnKind) {
  const shown = [...kinds.values()].filter((kind) => kind.active || kind.id === draft.kind);
  const select = make("select", { "aria-label": `Вид работы отметки ${name}` });
  select.append(make("option", { value: "" }, columnKind ? `${columnKind.name} (как у столбца)` : "как у столбца"));
  for (const { id, name: words, weight } of shown) {
    select.append(make("option", { value: String(id) }, `${words}, вес ${weight}`));
  }
  select.value = draft.kind === null ? "" : String(draft.kind);
  select.addEventListener("change", () => (draft.kind = select.value ? Number(select.value) : null));
  return select;
}

function jointChoice(draft, name) {
  const select = make("select", { "aria-label": `Как отметка ${name} связана с прежней` });
  for (const [value, words] of JOINTS) select.append(make("option", { value }, words));
  select.value = draft.joint;
  select.addEventListener("change", () => (draft.joint = select.value));
  return select;
}

function dueField(draft) {
  const input = make("input", { type: "date", value: draft.due ?? "", "aria-label": "Сдать до" });
  input.addEventListener("change", () => (draft.due = input.value || null));
  return input;
}
