/** The line below the grid: what the cell under the cursor is, what it holds, and why it is not as one wishes. */

import { day, weekdayShort } from "../core/dates.js";
import { LOCK_WORDS, MAY_ASK, capital, spoken, typed } from "../core/words.js";
import { cellKey } from "../core/cells.js";
import { fill, part } from "./dom.js";
import { headWords, topicOf } from "./heads.js";

/** @typedef {import("../core/snapshot.js").Lesson} Lesson */
/** @typedef {import("../core/snapshot.js").Pupil} Pupil */
/** @typedef {import("../queue/journal.js").Journal} Journal */

export class Bar {
  /** @param {HTMLElement} root @param {Journal} journal */
  constructor(root, journal) {
    this.journal = journal;
    this.busy = false; // says something that news must not wipe away
    this.who = part(root, "who");
    this.what = part(root, "what");
    this.why = part(root, "why");
    this.ask = part(root, "ask");
    this.solve = part(root, "solve");
  }

  /** Tell of a cell, of a column's head, or of an average. */
  /** @param {Lesson | undefined} lesson @param {Pupil | undefined} pupil */
  tell(lesson, pupil) {
    this.busy = false;
    const lock = lesson && pupil ? this.journal.lockOf(lesson, pupil) : "";
    const problem = lesson && pupil ? this.journal.problem(cellKey(lesson.id, pupil.id)) : null;
    this.who.textContent = pupil?.name ?? "";
    this.what.textContent = this.#what(lesson, pupil);
    this.why.textContent = lesson && pupil ? this.#why(lesson, pupil, lock, problem) : "";
    this.ask.hidden = !lesson || !MAY_ASK.has(lock);
    if (lesson && !this.ask.hidden) this.ask.href = fill(this.journal.snapshot.urls.unlock, { lesson: lesson.id });
    this.solve.hidden = !problem;
  }

  /** Say something else until the cursor moves: a wrong word, what was undone. @param {string} words */
  say(words) {
    this.busy = true;
    this.why.textContent = words;
  }

  #what(lesson, pupil) {
    if (!lesson) return pupil ? "средневзвешенный балл; Enter покажет расчёт" : "";
    if (!pupil) return `${headWords(lesson, this.journal).join(" · ")}. Enter: вид работы, урок, перекличка`;
    const kind = this.journal.columnKind(lesson.id);
    const column = this.journal.snapshot.kinds.get(kind ?? this.journal.snapshot.defaultKind);
    const words = spoken(this.journal.content(lesson.id, pupil.id), kind, this.journal.snapshot.kinds);
    const head = [lesson.topic ? `«${lesson.topic}»` : topicOf(lesson), column?.name].filter(Boolean).join(", ");
    return `${weekdayShort(lesson.on)}, ${day(lesson.on)}: ${head}${words ? `. ${capital(words)}` : ". Пусто"}`;
  }

  #why(lesson, pupil, lock, problem) {
    if (problem) return this.problemWords(problem);
    if (lock) return LOCK_WORDS[lock];
    return this.journal.state(cellKey(lesson.id, pupil.id)) === "waiting" ? "Ждёт сети: отправится само" : "";
  }

  /** @param {NonNullable<ReturnType<Journal["problem"]>>} problem */
  problemWords({ result, mine }) {
    const wish = (mine && typed(mine, this.journal.snapshot.kinds)) || "пусто";
    if (result.status === "refused") return `Не записано «${wish}»: ${result.why}`;
    return `Вы писали «${wish}», а здесь уже записано другое: ${result.by}, ${result.at}`;
  }
}
