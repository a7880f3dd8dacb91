"""The practice class as plain values: what the grid is drawn from, what tasks are judged by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from parta.grading.cells import EMPTY, WORDS
from parta.grading.ops import read_content, wire
from parta.training.models import PracticeCell, PracticeChange, PracticeClass, PracticeLesson, PracticePupil
from parta.training.rules.cells import DEFAULT_KIND, KINDS, VALUES, in_words
from parta.training.rules.checks import Desk, LessonState
from parta.training.rules.limits import lock_of, record_lock_of

LOOK_BACK = timedelta(seconds=10)  # as the journal's own page looks back

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that the grid is drawn from; the fields are the keys of docs/reference/journal-protocol.md."""

    course: int
    period: int
    today: date
    at: datetime
    me: int
    may_write: bool
    scale: str
    values: tuple[int, ...]
    words: tuple[str, ...]
    kinds: list[Row]
    default_kind: int
    lessons: list[Row]
    homework: list[Row]
    pupils: list[Row]
    cells: list[Row]
    brought: list[Row]
    urls: dict[str, str]


def journal_number(practice: PracticeClass) -> int:
    """The course's number for the script: below zero, so that what waits in a browser is never a real course's."""
    return -practice.pk


def snapshot(practice: PracticeClass, *, urls: dict[str, str]) -> Snapshot:
    """Three queries."""
    lessons = list(practice.lessons.all())
    return Snapshot(
        course=journal_number(practice), period=0, today=practice.today, at=timezone.now(), me=practice.user_id,
        may_write=True, scale="five", values=VALUES, words=WORDS,
        kinds=[[k.number, k.name, k.short, k.tone, k.weight, int(k.counts), 1] for k in KINDS.values()],
        default_kind=DEFAULT_KIND,
        lessons=[wire_lesson(lesson, practice.today) for lesson in lessons],
        homework=[[lesson.pk, lesson.on, lesson.homework] for lesson in lessons if lesson.homework],
        pupils=[[pupil.pk, pupil.name, lessons[0].on, None] for pupil in practice.pupils.all()],
        cells=[wire_cell(cell) for cell in _cells(practice)],
        brought=[], urls=urls,
    )  # fmt: skip


def _cells(practice: PracticeClass) -> Iterable[PracticeCell]:
    return PracticeCell.objects.filter(lesson__practice=practice)


def wire_cell(cell: PracticeCell) -> Row:
    return [cell.lesson_id, cell.pupil_id, cell.version, *cell.content]


def wire_lesson(lesson: PracticeLesson, today: date) -> Row:
    opened = bool(lesson.asked_for)
    lock = lock_of(lesson.on, today=today, is_opened=opened)
    record_lock = record_lock_of(lesson.on, today=today, is_opened=opened)
    has_roll = int(lesson.roll_at is not None)
    return [
        lesson.pk, lesson.on, 1, lesson.kind, lesson.topic, lock, "planned", has_roll, lesson.version, 1, record_lock,
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    at: datetime
    cells: list[Row]
    lessons: list[Row]

    def __bool__(self) -> bool:
        return bool(self.cells or self.lessons)


def news(practice: PracticeClass, *, since: datetime, now: datetime) -> News:
    """What was changed in another window since. Two queries."""
    changed = {"changed_at__gt": since - LOOK_BACK}
    return News(
        at=now,
        cells=[wire_cell(cell) for cell in PracticeCell.objects.filter(lesson__practice=practice, **changed)],
        lessons=[wire_lesson(lesson, practice.today) for lesson in practice.lessons.filter(**changed)],
    )


def desk(practice: PracticeClass) -> Desk:
    """The class as tasks see it. Two queries."""
    found = PracticeCell.objects.filter(lesson__practice=practice).values_list("lesson__code", "pupil__code", "content")
    return Desk(
        today=practice.today,
        lessons={lesson.code: _state(lesson) for lesson in practice.lessons.all()},
        cells={(lesson, pupil): read_content(content) for lesson, pupil, content in found},
    )


def _state(lesson: PracticeLesson) -> LessonState:
    return LessonState(
        lesson.on, lesson.kind, lesson.topic, lesson.homework, lesson.roll_at is not None, lesson.asked_for
    )


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change as `journal/parts/history.html` prints it."""

    at: datetime
    by: str
    before: str
    after: str


def history(lesson: PracticeLesson, pupil: PracticePupil, *, by: str) -> list[HistoryLine]:
    """The latest first. One query."""
    changes = PracticeChange.objects.filter(lesson=lesson, pupil=pupil).order_by("-pk")
    return [HistoryLine(one.at, by, _told(one.before), _told(one.after)) for one in changes]


def _told(content: Any) -> str:
    return in_words(read_content(content) if content else EMPTY)


@dataclass(frozen=True, slots=True)
class RollRow:
    """A pupil of the roll call, with what stands in the cell."""

    number: int
    pupil_id: int
    name: str
    absence: str
    late: int | None
    cell: Row


def roll_rows(lesson: PracticeLesson) -> list[RollRow]:
    """Two queries."""
    stored = {cell.pupil_id: wire_cell(cell) for cell in lesson.cells.all()}
    empty = wire(EMPTY)
    rows = []
    for number, pupil in enumerate(lesson.practice.pupils.all(), start=1):
        cell = stored.get(pupil.pk) or [lesson.pk, pupil.pk, 0, *empty]
        rows.append(RollRow(number, pupil.pk, pupil.name, cell[3], cell[4], cell))
    return rows


def script_json(value: Any) -> SafeString:
    """JSON that is safe inside a <script>: no <, > or & stands in it as itself."""
    text = orjson.dumps(value).decode()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308  escaped above
