/** A cell as typed in words: «5 5», «4/5», «2→4», «5 кр», «н», «оп 10 4», «зач», «•». */

import { ABSENCES, EMPTY, POINT, mark } from "./cells.js";

/** @typedef {import("./cells.js").Content} Content */
/** @typedef {import("./cells.js").Mark} Mark */
/** @typedef {import("./snapshot.js").Kind} Kind */
/**
 * @typedef {object} Ground  what the words are read against
 * @property {number[]} values  numbers a mark may be
 * @property {string[]} words  words a mark may be
 * @property {Map<number, Kind>} kinds
 * @property {string} due  date for a new point
 */
/** @typedef {{ absence: string, late: number | null, marks: Mark[], joint: string }} Draft */
/** @typedef {{ content: Content, error: "" } | { content: null, error: string }} Parsed */

const WORDS = ["незач", "зач", "осв", "н/а"];
const TOKEN = /оп\s*\d*|незач|зач|осв|н\/а|[•.*]|→|->|=>|>|\/|\d+|\p{L}+|[\s,;+]+|./gu;

/**
 * Read the text into a content. Comments, kinds and dates of `base` stay with the marks that stay.
 * @param {string} text
 * @param {Ground} ground
 * @param {Content} [base] what stands in the cell now
 * @returns {Parsed}
 */
export function parse(text, ground, base = EMPTY) {
  /** @type {Draft} */
  const draft = { absence: "", late: null, marks: [], joint: "" };
  for (const token of text.trim().toLowerCase().match(TOKEN) ?? []) {
    const error = take(token, draft, ground);
    if (error) return { content: null, error };
  }
  if (draft.joint) return refuse(`После «${draft.joint}» нужна вторая отметка.`);
  if (draft.absence && draft.late !== null) return refuse("Или отсутствует, или опоздал.");
  const marks = draft.marks.map((one, place) => keep(one, base.marks[place]));
  return { content: { absence: draft.absence, late: draft.late, comment: base.comment, marks }, error: "" };
}

/** @param {string} error @returns {Parsed} */
function refuse(error) {
  return { content: null, error };
}

/** Add one token to the draft; answer what is wrong with it, or nothing. */
function take(token, draft, ground) {
  if (/^[\s,;+]+$/.test(token)) return "";
  if (ABSENCES.includes(token)) return takeAbsence(token, draft);
  if (token.startsWith("оп")) return takeLate(token, draft);
  if (token === "/") return takeJoint("/", draft);
  if (["→", "->", "=>", ">"].includes(token)) return takeJoint("→", draft);
  if (WORDS.includes(token)) return takeWord({ word: token }, draft, ground);
  if (["•", ".", "*"].includes(token)) return takeWord({ word: POINT, due: ground.due }, draft, ground);
  if (/^\d+$/.test(token)) return takeValue(Number(token), draft, ground);
  return takeKind(token, draft, ground);
}

function takeAbsence(letter, draft) {
  if (draft.absence && draft.absence !== letter) return `И «${draft.absence}», и «${letter}»: нужно что-то одно.`;
  draft.absence = letter;
  return "";
}

function takeLate(token, draft) {
  const minutes = token.match(/\d+/)?.[0];
  if (!minutes) return "На сколько минут? Например: оп 10.";
  draft.late = Number(minutes);
  return draft.late >= 1 && draft.late <= 240 ? "" : "Опоздание: от 1 до 240 минут.";
}

function takeJoint(joint, draft) {
  if (!draft.marks.length || draft.joint) return `Перед «${joint}» нужна отметка.`;
  draft.joint = joint;
  return "";
}

function takeValue(value, draft, { values }) {
  if (!values.length) return "В этом журнале отметок-цифр нет.";
  if (!values.includes(value)) return `Нет отметки «${value}»: здесь ставят от ${values[0]} до ${values.at(-1)}.`;
  return takeMark({ value }, draft);
}

function takeWord(fields, draft, { words }) {
  return words.includes(fields.word) ? takeMark(fields, draft) : `Отметки «${fields.word}» здесь нет.`;
}

/** Put a mark, joined to the one before it when «/» or «→» stood between. */
function takeMark(fields, draft) {
  const next = mark(fields);
  const previous = draft.marks.at(-1);
  if (draft.joint === "/") {
    previous.part ||= 1;
    next.part = previous.part + 1;
    if (next.part > 2) return "У двойной отметки две части.";
  }
  if (draft.joint === "→") Object.assign(next, { retakes: true, part: previous.part });
  draft.joint = "";
  draft.marks.push(next);
  return "";
}

function takeKind(token, draft, { kinds }) {
  const all = [...kinds.values()];
  const kind = all.find((one) => one.short.toLowerCase() === token) ?? all.find((one) => nearly(one.name, token));
  const last = draft.marks.at(-1);
  if (!kind) return `Не понял «${token}».`;
  if (!last) return `Сначала отметка, потом вид работы: 5 ${token}.`;
  last.kind = kind.id;
  return "";
}

/** @param {string} name @param {string} token at least two letters of its beginning */
function nearly(name, token) {
  return token.length > 1 && name.toLowerCase().startsWith(token);
}

/** The new mark with what the old one at its place carried, if it is the same mark. */
function keep(next, old) {
  if (!old || old.value !== next.value || old.word !== next.word) return next;
  return { ...next, comment: old.comment, due: old.due ?? next.due };
}
