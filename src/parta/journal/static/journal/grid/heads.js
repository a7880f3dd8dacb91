/** Heads of the columns: months, and below them the day, weekday and kind of work of each lesson. */

import { count, day, month, weekday, weekdayShort } from "../core/dates.js";
import { kindWords } from "../core/words.js";
import { make, mark } from "./dom.js";

/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../queue/journal.js").Journal} Journal */

/** @param {Lesson[]} lessons @returns {HTMLTableRowElement} */
export function monthsRow(lessons) {
  const row = make("tr", { className: "months" }, make("th", { className: "name", scope: "col" }, "Ученик"));
  row.cells[0].rowSpan = 2;
  for (const { name, size } of monthsOf(lessons)) {
    row.append(make("th", { scope: "colgroup", colSpan: size }, make("span", {}, name)));
  }
  const title = "Средневзвешенный балл за период";
  row.append(make("th", { className: "sum", scope: "col", rowSpan: 2, title }, "Средний"));
  return row;
}

/** Runs of lessons in one month. @param {Lesson[]} lessons @returns {{ name: string, size: number }[]} */
function monthsOf(lessons) {
  /** @type {{ name: string, size: number }[]} */
  const runs = [];
  for (const { on } of lessons) {
    const name = month(on);
    const last = runs.at(-1);
    if (last?.name === name) last.size += 1;
    else runs.push({ name, size: 1 });
  }
  return runs;
}

/** @param {Lesson} lesson */
/** @param {Lesson | undefined} previous @param {Lesson | undefined} next @param {string} today */
export function headOf(lesson, previous, next, today) {
  const crowded = previous?.on === lesson.on || next?.on === lesson.on;
  const below = crowded && lesson.slot ? `${weekdayShort(lesson.on)} ${lesson.slot}` : weekdayShort(lesson.on);
  const day = make("b", {}, String(Number(lesson.on.slice(8))));
  const head = make("th", { scope: "col", className: "day", tabIndex: -1, "aria-haspopup": "dialog" });
  head.append(make("em"), day, make("span", {}, below));
  mark(head, "today", lesson.on === today ? "yes" : "");
  mark(head, "month", previous && month(previous.on) !== month(lesson.on) ? "new" : "");
  return head;
}

/** Paint what may change in a head: the kind of work, the topic, the state. */
/** @param {HTMLElement} head @param {Lesson} lesson @param {Journal} journal */
export function paintHead(head, lesson, journal) {
  const kindId = journal.columnKind(lesson.id);
  const kind = kindId === null ? undefined : journal.snapshot.kinds.get(kindId);
  /** @type {HTMLElement} */ (head.firstElementChild).textContent = kind?.short ?? "";
  mark(head, "tone", kind?.tone ?? "");
  mark(head, "off", lesson.state === "planned" ? "" : "yes");
  mark(head, "state", journal.state(`column:${lesson.id}`));
  head.title = headWords(lesson, journal).join(" · ");
  head.setAttribute("aria-label", [day(lesson.on), weekday(lesson.on), kind?.name].filter(Boolean).join(", "));
}

/** «пн, 23 ноября, 4-й урок» @param {Lesson} lesson */
export function titleOf({ on, slot }) {
  return `${weekdayShort(on)}, ${day(on)}${slot === null ? "" : `, ${slot}-й урок`}`;
}

/** @param {Lesson} lesson */
export function topicOf({ topic }) {
  return topic || "тема не записана";
}

/** The column in words: date, lesson, kind, topic. */
/** @param {Lesson} lesson @param {Journal} journal @returns {string[]} */
export function headWords(lesson, journal) {
  const kind = journal.snapshot.kinds.get(journal.columnKind(lesson.id) ?? journal.snapshot.defaultKind);
  const words = [titleOf(lesson), kindWords(kind), topicOf(lesson)];
  const homework = journal.snapshot.homework.get(lesson.id)?.length ?? 0;
  if (homework) words.push(count(homework, ["задание", "задания", "заданий"]));
  if (lesson.state !== "planned") words.push(lesson.state === "moved" ? "урок перенесён" : "урок отменён");
  return words.filter(Boolean);
}
