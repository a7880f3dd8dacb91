"""Cards of days: lessons in order of time, each task and remark laid on its lesson or, without one, on its day."""

from dataclasses import dataclass, field
from datetime import date, time

from parta.diary.queries.children import ClassNow
from parta.diary.queries.lessons import DiaryLesson
from parta.diary.queries.week import Note, Task
from parta.diary.rules import week_of
from parta.timetable.queries import BellBook, Span
from parta.ui.templatetags.ui import WEEKDAYS, WEEKDAYS_SHORT, day

from .lessons import LessonRow, TaskRow, lesson_row, task_row, tick_prefix

SUNDAY = 7


@dataclass(slots=True)
class DayCard:
    """One day. `empty` says in words why there are no lessons, "" when there are."""

    on: date
    name: str
    short: str
    words: str
    is_today: bool
    empty: str
    lessons: list[LessonRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)  # due that day, but at no lesson of it
    notes: list[Note] = field(default_factory=list)
    minutes: int = 0  # of all homework due that day

    @property
    def number(self) -> int:
        """1 Monday … 7 Sunday."""
        return self.on.isoweekday()

    @property
    def is_bare(self) -> bool:
        return not (self.lessons or self.tasks or self.notes)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """What was read of one pupil's week."""

    pupil_id: int
    lessons: list[DiaryLesson]
    tasks: list[Task]
    notes: list[Note]
    bells: BellBook
    in_class: ClassNow | None


def day_cards(facts: WeekFacts, monday: date, today: date, *, keep: date | None = None) -> list[DayCard]:
    """Six cards, and a Sunday when something is on it or when it is the day `keep`."""
    days = {on: blank_card(on, today, facts.in_class) for on in week_of(monday)}
    rows = lay_lessons(facts, days)
    lay_tasks(facts, days, rows)
    for note in facts.notes:
        row = rows.get(note.lesson_id or 0)
        (row.notes if row else days[note.on].notes).append(note)
    return [card for card in days.values() if card.on.isoweekday() < SUNDAY or card.on == keep or not card.is_bare]


def blank_card(on: date, today: date, in_class: ClassNow | None) -> DayCard:
    return DayCard(
        on=on,
        name=WEEKDAYS[on.weekday()].capitalize(),
        short=WEEKDAYS_SHORT[on.weekday()],
        words=day(on),
        is_today=on == today,
        empty=(in_class.day_off(on) if in_class else "") or "Уроков нет",
    )


def lay_lessons(facts: WeekFacts, days: dict[date, DayCard]) -> dict[int, LessonRow]:
    spans = {lesson.id: span_of(lesson, facts) for lesson in facts.lessons}
    rows = {}
    for lesson in sorted(facts.lessons, key=lambda lesson: order(lesson, spans[lesson.id])):
        row = rows[lesson.id] = lesson_row(lesson, spans[lesson.id])
        days[lesson.on].lessons.append(row)
        days[lesson.on].empty = ""
    return rows


def span_of(lesson: DiaryLesson, facts: WeekFacts) -> Span | None:
    """The lesson's own times, or its bell; a mixed group rings by the pupil's own class."""
    if lesson.starts_at and lesson.ends_at:
        return lesson.starts_at, lesson.ends_at
    class_id = lesson.class_id or (facts.in_class.id if facts.in_class else None)
    return facts.bells.span(lesson.slot, facts.bells.of([class_id] if class_id else [], lesson.on))


def order(lesson: DiaryLesson, span: Span | None) -> tuple[bool, time, int, str]:
    return (span is None, span[0] if span else time.min, lesson.slot or 0, lesson.subject)


def lay_tasks(facts: WeekFacts, days: dict[date, DayCard], rows: dict[int, LessonRow]) -> None:
    """Homework stands at the lesson it is due at, else on its day."""
    lessons_due, prefix = LessonsDue.among(facts.lessons), tick_prefix(facts.pupil_id)
    for task in facts.tasks:
        lesson, card = lessons_due.of(task), days[task.due_on]
        row = task_row(task, prefix, stands_alone=lesson is None)
        (rows[lesson.id].tasks if lesson else card.tasks).append(row)
        card.minutes += task.minutes or 0


@dataclass(frozen=True, slots=True)
class LessonsDue:
    by_id: dict[int, DiaryLesson]
    by_course: dict[tuple[int, date], DiaryLesson]

    @classmethod
    def among(cls, lessons: list[DiaryLesson]) -> "LessonsDue":
        return cls(
            by_id={lesson.id: lesson for lesson in lessons},
            by_course={(lesson.course_id, lesson.on): lesson for lesson in lessons if lesson.takes_place},
        )

    def of(self, task: Task) -> DiaryLesson | None:
        """The lesson the task is due at: its own, or of the same course that day when its own was cancelled."""
        named = self.by_id.get(task.due_lesson_id or 0)
        own = named if named is not None and named.on == task.due_on else None
        return own if own and own.takes_place else self.by_course.get((task.course_id, task.due_on), own)
