"""The journal page's snapshot and what has changed since: plain tuples for the script that draws the grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.db.models import Q
from django.utils import timezone

from parta.accounts.models import User
from parta.journal.access import OpenJournal
from parta.journal.models import Cell, Homework, LessonRecord, WorkKind
from parta.journal.rules import limits, marks
from parta.journal.rules.limits import LessonFacts
from parta.school.models import GroupMembership, Period

from .cells import wire_cells
from .lessons import lessons_between, lessons_by_id

LOOK_BACK = timedelta(seconds=10)  # a slower transaction may commit after a faster one has been read

Row = list[object]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that the grid is drawn from; the fields are the keys of the protocol."""

    course: int
    period: int
    today: date
    at: datetime
    me: int
    may_write: bool
    scale: str
    values: Sequence[int]
    words: Sequence[str]
    kinds: list[Row]
    default_kind: int | None
    lessons: list[Row]
    homework: list[Row]
    pupils: list[Row]
    cells: list[Row]
    brought: list[Row]
    urls: dict[str, str]

    def json(self) -> str:
        """JSON that is safe inside a <script>: no <, > or & stands in it as itself."""
        return escaped(orjson.dumps(self))


def escaped(json: bytes) -> str:
    return json.decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def snapshot(journal: OpenJournal, period: Period, *, user: User, now: datetime, urls: dict[str, str]) -> Snapshot:
    """Read one period's page. Five queries, and one more when somebody joined the group inside the period."""
    course, today = journal.course, timezone.localdate(now)
    lessons = lessons_between(course, period.starts_on, period.ends_on, now=now)
    kinds, default = kinds_of_work()
    pupils = members(course.group_id, period.starts_on, period.ends_on)
    return Snapshot(
        course=course.pk, period=period.pk, today=today, at=now, me=user.pk,
        may_write=any(journal.may_write(lesson.substitute_id) for lesson in lessons),
        scale=course.scale,
        values=marks.values_of(course.scale, allows_one=journal.allows_one), words=marks.words_of(course.scale),
        kinds=kinds, default_kind=default,
        lessons=[wire_lesson(lesson, journal, today) for lesson in lessons],
        homework=_homework(course.pk, period),
        pupils=pupils,
        cells=_cells(course.pk, period),
        brought=brought(journal, period, pupils),
        urls=urls,
    )  # fmt: skip


def wire_lesson(lesson: LessonFacts, journal: OpenJournal, today: date) -> Row:
    closed, days = journal.year_closed, journal.edit_days
    return [
        lesson.id, lesson.on, lesson.slot, lesson.kind_id, lesson.topic,
        limits.lock_of(lesson, today=today, edit_days=days, year_closed=closed),
        lesson.state, int(lesson.has_roll), lesson.version, int(journal.may_write(lesson.substitute_id)),
        limits.record_lock_of(lesson, today=today, edit_days=days, year_closed=closed),
    ]  # fmt: skip


def kinds_of_work() -> tuple[list[Row], int | None]:
    """Every kind, the ones out of use too, since old marks name them; and the key of the default one."""
    rows = WorkKind.objects.values_list(
        "pk", "name", "short_name", "tone", "weight", "counts", "is_active", "is_default"
    )
    kinds: list[Row] = []
    default = None
    for pk, name, short, tone, weight, counts, is_active, is_default in rows:
        kinds.append([pk, name, short, tone, weight, int(counts), int(is_active)])
        default = pk if is_default else default
    return kinds, default


def members(group_id: int, starts_on: date, ends_on: date) -> list[Row]:
    """Who is or was in the group between the days, by name: key, name, from, to. A return joins the two stays."""
    stays = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=starts_on), group=group_id, from_on__lte=ends_on
    )
    rows = stays.order_by(
        "pupil__last_name", "pupil__first_name", "pupil__patronymic", "pupil_id", "from_on"
    ).values_list("pupil_id", "pupil__last_name", "pupil__first_name", "from_on", "to_on")
    found: list[Row] = []
    for pk, last, first, from_on, to_on in rows:
        if found and found[-1][0] == pk:
            found[-1][3] = to_on
        else:
            found.append([pk, f"{last} {first}", from_on, to_on])
    return found


def _homework(course_id: int, period: Period) -> list[Row]:
    rows = Homework.objects.filter(
        lesson__course=course_id, lesson__on__gte=period.starts_on, lesson__on__lte=period.ends_on, removed_at=None
    ).values_list("lesson_id", "due_on", "text")
    return [list(row) for row in rows]


def _cells(course_id: int, period: Period) -> list[Row]:
    return wire_cells(
        Cell.objects.filter(
            lesson__course=course_id, lesson__on__gte=period.starts_on, lesson__on__lte=period.ends_on, version__gt=0
        )
    )


def brought(journal: OpenJournal, period: Period, pupils: list[Row]) -> list[Row]:
    """Marks of this period that newcomers got in the subject's other groups: pupil, date, column's kind, marks."""
    newcomers: list[Any] = [row[0] for row in pupils if isinstance(row[2], date) and row[2] > period.starts_on]
    if not newcomers:
        return []
    elsewhere = Cell.objects.filter(
        pupil_id__in=newcomers, lesson__on__gte=period.starts_on, lesson__on__lte=period.ends_on,
        lesson__course__subject=journal.course.subject_id, marks__isnull=False,
    ).exclude(lesson__course=journal.course.pk)  # fmt: skip
    return wire_cells(elsewhere, head=("pupil_id", "lesson__on", "lesson__record__work_kind_id"))


@dataclass(frozen=True, slots=True)
class News:
    """What others changed since the page looked last."""

    at: datetime
    cells: list[Row]
    lessons: list[Row]

    def __bool__(self) -> bool:
        return bool(self.cells or self.lessons)


def news(journal: OpenJournal, period: Period, *, since: datetime, now: datetime) -> News:
    """Cells and lessons of the period changed after `since`, looking a little further back. Two or three queries."""
    after = since - LOOK_BACK
    course = journal.course
    cells = Cell.objects.filter(
        lesson__course=course.pk, lesson__on__gte=period.starts_on, lesson__on__lte=period.ends_on,
        version__gt=0, changed_at__gt=after,
    )  # fmt: skip
    records = LessonRecord.objects.filter(
        lesson__course=course.pk, lesson__on__gte=period.starts_on, lesson__on__lte=period.ends_on, changed_at__gt=after
    )
    changed = list(records.values_list("pk", flat=True))
    lessons = lessons_by_id(course, changed, now=now) if changed else {}
    today = timezone.localdate(now)
    return News(
        at=now,
        cells=wire_cells(cells),
        lessons=[wire_lesson(lesson, journal, today) for lesson in lessons.values()],
    )
