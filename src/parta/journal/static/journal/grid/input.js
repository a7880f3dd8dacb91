/** The small field inside a cell: «5 5», «4/5», «2→4», words and kinds, read as they are typed. */

import { toRussian } from "../core/keys.js";
import { parse } from "../core/parse.js";
import { spoken, typed } from "../core/words.js";
import { groundOf, writeInto } from "./blocks.js";
import { make } from "./dom.js";

/** @typedef {import("../mark-grid.js").MarkGrid} MarkGrid */

const STEPS = { Enter: { rows: 1 }, Tab: { columns: 1 } };

/**
 * @param {MarkGrid} grid
 * @param {string | null} text what stands in the field first; null: what stands in the cell
 * @param {number} [select] the field's text is selected from this letter
 */
export function openInput(grid, text, select) {
  const { journal, cursor } = grid;
  const { lesson, pupil } = grid.here();
  const cell = cursor.element;
  const now = journal.content(lesson.id, pupil.id);
  const words = typed(now, journal.snapshot.kinds, journal.columnKind(lesson.id));
  const input = make("input", {
    className: "cell-input", value: text ?? (words && `${words} `), maxLength: 60, autocomplete: "off",
    spellcheck: false, "aria-label": `Отметки: ${pupil.name}`,
  });
  let open = true;

  function read() {
    return parse(input.value, groundOf(grid), now);
  }

  function preview() {
    const place = input.selectionStart;
    input.value = toRussian(input.value);
    input.setSelectionRange(place, place);
    const { content, error } = read();
    input.toggleAttribute("aria-invalid", !content);
    const words = content && spoken(content, journal.columnKind(lesson.id), journal.snapshot.kinds);
    grid.bar.say(error || `Будет: ${words || "пусто"}`);
  }

  function close() {
    open = false;
    input.remove();
  }

  /** @returns {boolean} what is typed was understood */
  function commit() {
    const { content, error } = read();
    if (!content) {
      grid.bar.say(error);
      return false;
    }
    close();
    writeInto(grid, [cursor.place], () => content);
    return true;
  }

  input.addEventListener("input", preview);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = STEPS[event.key];
    if (event.key !== "Escape" && !step) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else if (!commit()) return;
    if (step) cursor.step({ rows: 0, columns: 0, ...reverse(step, event.shiftKey) });
    else cursor.go(cursor.place);
  });
  input.addEventListener("blur", () => open && (commit() || close()));
  cell.append(input);
  input.focus();
  input.setSelectionRange(select ?? input.value.length, input.value.length);
}

function reverse(step, back) {
  return Object.fromEntries(Object.entries(step).map(([name, size]) => [name, back ? -size : size]));
}
