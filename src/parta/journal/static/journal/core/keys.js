/** What a key means in the grid. Letters are told by the place of the key, so both layouts are alike. */

/** Keys of the Russian letters that the journal knows, by their place. */
const LETTERS = { KeyY: "н", Comma: "б", KeyE: "у", KeyG: "п" };
const LATE = "KeyJ"; // о
const POINTS = new Set(["Period", "Slash", "NumpadDecimal"]); // «.» of the Latin and of the Russian layout
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGE = 10; // rows
const FAR = Number.MAX_SAFE_INTEGER;

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмить";

/** @typedef {{ kind: string, text?: string, rows?: number, columns?: number, extend?: boolean }} Intent */
/** @typedef {Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">} Key */

/** Russian text of what was typed on a Latin layout: «y» is «н», «pfx» is «зач», a comma alone is «б». */
/** @param {string} text */
export function toRussian(text) {
  if (text === ",") return "б";
  return [...text.toLowerCase()].map((letter) => RUSSIAN[LATIN.indexOf(letter)] ?? letter).join("");
}

/** @param {Key} event @returns {Intent | null} */
export function intentOf(event) {
  if (event.altKey) return null;
  return event.ctrlKey || event.metaKey ? command(event) : move(event) ?? action(event) ?? entry(event);
}

/** @param {Key} event @returns {Intent | null} */
function command({ code, key, shiftKey }) {
  if (code === "KeyZ") return { kind: shiftKey ? "redo" : "undo" };
  if (code === "KeyY") return { kind: "redo" };
  if (code === "KeyD") return { kind: "fill-down" };
  if (code === "KeyA") return { kind: "select-all" };
  if (key === "Home") return { kind: "move", rows: -FAR, columns: -FAR, extend: shiftKey };
  if (key === "End") return { kind: "move", rows: FAR, columns: FAR, extend: shiftKey };
  return null;
}

/** @param {Key} event @returns {Intent | null} */
function move({ key, shiftKey }) {
  const step = MOVES[key];
  if (step) return { kind: "move", rows: step[0], columns: step[1], extend: shiftKey };
  const back = shiftKey ? -1 : 1;
  switch (key) {
    case "Enter": return { kind: "enter", rows: back, columns: 0 };
    case "Tab": return { kind: "tab", rows: 0, columns: back };
    case "Home": return { kind: "move", rows: 0, columns: -FAR, extend: shiftKey };
    case "End": return { kind: "move", rows: 0, columns: FAR, extend: shiftKey };
    case "PageUp": return { kind: "move", rows: -PAGE, columns: 0, extend: shiftKey };
    case "PageDown": return { kind: "move", rows: PAGE, columns: 0, extend: shiftKey };
    default: return null;
  }
}

/** @param {Key} event @returns {Intent | null} */
function action({ key, code, shiftKey }) {
  if (key === "?" || (code === "Slash" && shiftKey)) return { kind: "keys" };
  if (key === "Delete" || key === "Backspace") return { kind: "clear" };
  if (key === "F2") return { kind: "edit", text: "comment" };
  if (key === "Escape") return { kind: "leave" };
  if (key === " ") return { kind: "type" };
  if (key === "ContextMenu" || (key === "F10" && shiftKey)) return { kind: "edit" };
  if (code === "KeyH") return { kind: "history" };
  return null;
}

/** @param {Key} event @returns {Intent | null} */
function entry({ key, code }) {
  if (/^[0-9]$/.test(key)) return { kind: "digit", text: key };
  if (code in LETTERS) return { kind: "absence", text: LETTERS[code] };
  if (code === LATE) return { kind: "late" };
  if (key === "." || POINTS.has(code)) return { kind: "point" };
  return null;
}
