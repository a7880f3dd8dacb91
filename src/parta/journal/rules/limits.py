"""When a lesson may be written: the time limits of domain §3."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Lock = Literal["", "future", "days", "period", "cancelled", "year"]

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What the limits are counted from, and what else a writer must know of one lesson."""

    id: int
    on: date
    slot: int | None
    state: str  # timetable.Lesson.State
    substitute_id: int | None
    due_on: date | None  # the latest due date of the homework given at it
    period_closed_on: date | None
    is_opened: bool  # a granted request to open is still running
    kind_id: int | None  # of the column; None: the default kind
    topic: str
    has_roll: bool
    version: int  # of the record; 0 while nothing is written

    @property
    def counted_from(self) -> date:
        """The day the limit counts from: the homework's due date when it comes after the lesson."""
        return max(self.on, self.due_on) if self.due_on else self.on


class LockRule(Protocol):
    def __call__(self, lesson: LessonFacts, *, today: date, edit_days: int, year_closed: bool) -> Lock: ...


def last_day(lesson: LessonFacts, *, edit_days: int) -> date:
    last = min(lesson.counted_from.toordinal() + edit_days, date.max.toordinal())
    return date.fromordinal(last)


def lock_of(lesson: LessonFacts, *, today: date, edit_days: int, year_closed: bool) -> Lock:
    """Tell why marks and absences of the lesson may not be written; "" when they may.

    A granted request opens what days and periods have locked, never a closed year nor a lesson that did not happen.
    """
    if year_closed:
        return "year"
    if lesson.state != "planned":
        return "cancelled"
    if lesson.on > today:
        return "future"
    return _time_lock(lesson, today=today, edit_days=edit_days)


def record_lock_of(lesson: LessonFacts, *, today: date, edit_days: int, year_closed: bool) -> Lock:
    """The same for the topic, the column's kind and homework, which may be planned ahead."""
    lock = lock_of(lesson, today=today, edit_days=edit_days, year_closed=year_closed)
    return _time_lock(lesson, today=today, edit_days=edit_days) if lock == "future" else lock


def task_lock_of(lesson: LessonFacts, *, today: date, edit_days: int, year_closed: bool) -> Lock:
    """The same for homework already given: families see it even when its lesson was cancelled afterwards."""
    lock = record_lock_of(lesson, today=today, edit_days=edit_days, year_closed=year_closed)
    return _time_lock(lesson, today=today, edit_days=edit_days) if lock == "cancelled" else lock


def _time_lock(lesson: LessonFacts, *, today: date, edit_days: int) -> Lock:
    if lesson.is_opened:
        return ""
    if lesson.period_closed_on is not None:
        return "period"
    return "days" if today > last_day(lesson, edit_days=edit_days) else ""


def why_locked(lock: Lock, lesson: LessonFacts, *, edit_days: int) -> str:
    """Say the lock in a sentence for the teacher."""
    match lock:
        case "year":
            return "Учебный год закрыт, его журнал только читают"
        case "cancelled":
            return "Урок перенесён" if lesson.state == "moved" else "Урок отменён"
        case "future":
            return f"Урок будет {in_words(lesson.on)}"
        case "period":
            closed_on = lesson.period_closed_on
            return f"Период закрыт {in_words(closed_on)}" if closed_on else "Период закрыт"
        case "days":
            return f"Срок правки прошёл {in_words(last_day(lesson, edit_days=edit_days))}"
    return ""


def in_words(on: date) -> str:
    """«23 ноября»."""
    return f"{on.day} {MONTHS[on.month - 1]}"
