"""Topics and homework of lessons: a row of the tab «Темы и задания», and the same parts on a lesson's own page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from parta.journal.access import OpenJournal
from parta.journal.models import WorkKind
from parta.journal.queries.homework import TaskLine, tasks_of
from parta.journal.queries.lessons import lessons_between, lessons_by_id
from parta.journal.queries.periods import PeriodHead
from parta.journal.rules import limits
from parta.journal.rules.limits import LessonFacts
from parta.ui.addresses import address


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson with its topic, kind of work and tasks, and whether the user may change them now."""

    lesson: LessonFacts
    is_today: bool
    is_over: bool
    may_write: bool
    may_change_tasks: bool  # those given already
    why_locked: str  # «» when open
    may_ask: bool  # locked by time, so a deputy may open it
    kind: str
    tasks: Sequence[TaskLine]
    at: str  # the address of the lesson; those of its parts follow it. Forty rows of tags would look up hundreds
    tasks_at: str  # the address that a task's key follows

    @property
    def op(self) -> UUID:
        """The number of the next change, so that a form sent twice is one change: each form asks for its own."""
        return uuid4()

    @property
    def held(self) -> bool:
        return self.lesson.state == "planned"


@dataclass(frozen=True, slots=True)
class KindChoice:
    id: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class KindChoices:
    """The kinds to choose from. Forty lessons of a page share a few chosen ones, so the printed options are kept."""

    choices: list[KindChoice]
    printed: dict[int | None, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicsPage:
    rows: list[LessonRow]
    kinds: KindChoices
    may_write: bool

    @property
    def without_topic(self) -> int:
        return sum(1 for row in self.rows if row.is_over and row.held and not row.lesson.topic)

    @property
    def nearest(self) -> int | None:
        """Today's lesson, or else the next one: the page is opened at it."""
        return next((row.lesson.id for row in self.rows if not row.is_over), None)


def topics_page(journal: OpenJournal, period: PeriodHead, *, now: datetime) -> TopicsPage:
    """Five queries."""
    lessons = lessons_between(journal.course, period.starts_on, period.ends_on, now=now)
    kinds = kind_choices()
    rows = _rows(journal, lessons, kinds, now)
    return TopicsPage(rows, kinds, may_write=any(row.may_write for row in rows))


def lesson_row(journal: OpenJournal, lesson_id: int, *, now: datetime) -> LessonRow:
    """One row anew, after a change."""
    lesson = lessons_by_id(journal.course, [lesson_id], now=now)[lesson_id]
    return _rows(journal, [lesson], kind_choices(), now)[0]


def kind_choices() -> KindChoices:
    return KindChoices([KindChoice(*row) for row in WorkKind.objects.values_list("pk", "name", "is_active")])


def _rows(journal: OpenJournal, lessons: Sequence[LessonFacts], kinds: KindChoices, now: datetime) -> list[LessonRow]:
    tasks = tasks_of([lesson.id for lesson in lessons])
    names = {kind.id: kind.name for kind in kinds.choices}
    today, base = timezone.localdate(now), address("journal:list")
    return [_row(journal, lesson, names, tasks.get(lesson.id, []), today, base) for lesson in lessons]


def _row(
    journal: OpenJournal, lesson: LessonFacts, names: dict[int, str], tasks: Sequence[TaskLine], today: date, base: str
) -> LessonRow:
    days = journal.edit_days
    lock = limits.record_lock_of(lesson, today=today, edit_days=days, year_closed=journal.course.year_closed)
    task_lock = limits.task_lock_of(lesson, today=today, edit_days=days, year_closed=journal.course.year_closed)
    is_own = journal.may_write(lesson.substitute_id)
    return LessonRow(
        lesson=lesson,
        is_today=lesson.on == today,
        is_over=lesson.on < today,
        may_write=is_own and not lock,
        may_change_tasks=is_own and not task_lock,
        why_locked=limits.why_locked(lock, lesson, edit_days=days),
        may_ask=is_own and lock in ("days", "period"),
        kind=names.get(lesson.kind_id or 0, ""),
        tasks=tasks,
        at=f"{base}lesson/{lesson.id}/",
        tasks_at=f"{base}homework/",
    )
