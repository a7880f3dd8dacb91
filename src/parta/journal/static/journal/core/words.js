/** A cell in words: as painted, as typed, as spoken in the bar. */

import { standing } from "./cells.js";
import { count, day } from "./dates.js";

/** @typedef {import("./cells.js").Content} Content */
/** @typedef {import("./cells.js").Mark} Mark */
/** @typedef {import("./snapshot.js").Snapshot} Snapshot */
/** @typedef {import("./snapshot.js").Lesson} Lesson */
/** @typedef {import("./snapshot.js").Kind} Kind */
/** @typedef {{ text: string, level: string }} Piece */

const BANDS = { ten: [9, 7, 5], twelve: [10, 7, 4], hundred: [85, 65, 45] };
const WORD_LEVELS = { "зач": "5", "незач": "2", "•": "owed", "осв": "away", "н/а": "2" };
const ABSENCE_WORDS = {
  "н": "отсутствует, причина не выяснена",
  "б": "отсутствует по болезни",
  "у": "отсутствует по уважительной причине",
  "п": "отсутствует без уважительной причины",
};
const MARK_WORDS = {
  "зач": "зачёт", "незач": "незачёт", "осв": "освобождён", "н/а": "не аттестован", "•": "работа не сдана",
};
export const LOCK_WORDS = {
  future: "Урок ещё не прошёл",
  days: "Закрыто: срок правки прошёл",
  period: "Закрыто: период закрыт",
  cancelled: "Урок отменён",
  year: "Закрыто: учебный год закрыт",
  other: "Этот урок ведёт другой учитель",
  read: "Только просмотр",
  away: "В этот день не учился в этой группе",
};
export const MAY_ASK = new Set(["days", "period"]);

/** @param {string} words */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Level of the colour: the five-point band of a number (domain §1). @param {Mark} one @param {string} scale */
export function levelOf(one, scale) {
  if (one.value === null) return WORD_LEVELS[one.word] ?? "";
  const bands = BANDS[scale];
  if (!bands) return String(Math.max(one.value, 2));
  const place = bands.findIndex((least) => /** @type {number} */ (one.value) >= least);
  return String(place < 0 ? 2 : 5 - place);
}

/** @param {Mark} one */
export function markText(one) {
  return one.word || String(one.value);
}

/** What is painted in the cell, piece by piece. @param {Content} content @param {string} scale @returns {Piece[]} */
export function pieces({ absence, late, marks }, scale) {
  const left = new Set(standing(marks));
  const found = [];
  if (absence) found.push({ text: absence, level: "away" });
  if (late !== null) found.push({ text: "оп", level: "away" });
  for (const one of marks) {
    const joint = one.retakes ? "→" : one.part > 1 ? "/" : found.length ? " " : "";
    if (joint) found.push({ text: joint, level: "" });
    found.push({ text: markText(one), level: left.has(one) ? levelOf(one, scale) : "old" });
  }
  return found;
}

/** What one would type to get this content; the column's own kind is not repeated. */
/** @param {Content} content @param {Map<number, Kind>} kinds @param {number | null} columnKind */
export function typed({ absence, late, marks }, kinds, columnKind = null) {
  const words = [absence, late === null ? "" : `оп ${late}`].filter(Boolean).join(" ");
  return marks.reduce((text, one) => {
    const joint = one.retakes ? "→" : one.part > 1 ? "/" : text ? " " : "";
    const kind = one.kind === null || one.kind === columnKind ? undefined : kinds.get(one.kind);
    return `${text}${joint}${markText(one)}${kind ? ` ${kind.short.toLowerCase()}` : ""}`;
  }, words);
}

/** «контрольная, вес 3» @param {Kind | undefined} kind */
export function kindWords(kind) {
  if (!kind) return "";
  return kind.counts ? `${kind.name}, вес ${kind.weight}` : `${kind.name}, не входит в средний`;
}

/** The content in full words, for the bar and the screen reader. */
/** @param {Content} content @param {number | null} columnKind not said again @param {Map<number, Kind>} kinds */
export function spoken(content, columnKind, kinds) {
  const kindOf = (one) => (one.kind === null || one.kind === columnKind ? undefined : kinds.get(one.kind));
  const left = new Set(standing(content.marks));
  const parts = [];
  if (content.absence) parts.push(ABSENCE_WORDS[content.absence]);
  if (content.late !== null) parts.push(`опоздание ${count(content.late, ["минута", "минуты", "минут"])}`);
  for (const one of content.marks) parts.push(markWords(one, kindOf(one), left.has(one)));
  if (content.comment) parts.push(`комментарий: ${content.comment}`);
  return parts.join("; ");
}

/** @param {Mark} one @param {Kind | undefined} kind @param {boolean} stands */
function markWords(one, kind, stands) {
  const words = [one.word ? MARK_WORDS[one.word] : `отметка ${one.value}`];
  if (one.part) words[0] += ` (часть ${one.part})`;
  if (one.retakes) words[0] += " вместо прежней";
  if (kind) words.push(kindWords(kind));
  if (!stands) words.push("заменена");
  if (one.due) words.push(`сдать до ${day(one.due)}`);
  if (one.comment) words.push(`«${one.comment}»`);
  return words.filter(Boolean).join(", ");
}
