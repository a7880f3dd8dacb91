"""The journal page's snapshot and what has changed since: plain tuples for the script that draws the grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.utils import timezone

from parta.accounts.models import User
from parta.grading.cells import values_of, words_of
from parta.journal.access import CourseHead, OpenJournal
from parta.journal.rules import limits
from parta.journal.rules.limits import LessonFacts
from parta.lib import sql
from parta.lib.alphabet import by_name_sql

from .cells import CELLS, cells_json, wire_cells
from .lessons import lessons_between, lessons_by_id
from .periods import PeriodHead

LOOK_BACK = timedelta(seconds=10)  # a slower transaction may commit after a faster one has been read

Row = list[Any]


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
    homework: Sequence[Sequence[Any]]
    pupils: list[Row]
    cells: orjson.Fragment  # see queries.cells.cells_json
    brought: list[Row]
    urls: dict[str, str]

    def json(self) -> str:
        """JSON that is safe inside a <script>: no <, > or & stands in it as itself."""
        return escaped(orjson.dumps(self))


def escaped(json: bytes) -> str:
    return json.decode().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def snapshot(journal: OpenJournal, period: PeriodHead, *, user: User, now: datetime, urls: dict[str, str]) -> Snapshot:
    """Read one period's page. Five queries, and one more when somebody joined the group inside the period."""
    course, today = journal.course, timezone.localdate(now)
    lessons = lessons_between(course, period.starts_on, period.ends_on, now=now)
    page = [course.pk, period.starts_on, period.ends_on]
    kinds, default = kinds_of_work()
    pupils = members(course.group_id, period.starts_on, period.ends_on)
    return Snapshot(
        course=course.pk, period=period.pk, today=today, at=now, me=user.pk,
        may_write=any(journal.may_write(lesson.substitute_id) for lesson in lessons),
        scale=course.scale,
        values=values_of(course.scale, allows_one=journal.allows_one), words=words_of(course.scale),
        kinds=kinds, default_kind=default,
        lessons=[wire_lesson(lesson, journal, today) for lesson in lessons],
        homework=sql.rows(HOMEWORK, page),
        pupils=pupils,
        cells=orjson.Fragment(cells_json(ON_PAGE, page)),
        brought=brought(course, period, pupils),
        urls=urls,
    )  # fmt: skip


def wire_lesson(lesson: LessonFacts, journal: OpenJournal, today: date) -> Row:
    days, closed = journal.edit_days, journal.course.year_closed
    lock = limits.lock_of(lesson, today=today, edit_days=days, year_closed=closed)
    record_lock = lock
    if lock == "future":  # only there the two differ
        record_lock = limits.record_lock_of(lesson, today=today, edit_days=days, year_closed=closed)
    return [
        lesson.id, lesson.on, lesson.slot, lesson.kind_id, lesson.topic, lock, lesson.state, int(lesson.has_roll),
        lesson.version, int(journal.may_write(lesson.substitute_id)), record_lock,
    ]  # fmt: skip


KINDS = """
SELECT id, name, short_name, tone, weight, counts, is_active, is_default FROM journal_workkind ORDER BY position, id"""


def kinds_of_work() -> tuple[list[Row], int | None]:
    """Every kind, the ones out of use too, since old marks name them; and the key of the default one."""
    kinds: list[Row] = []
    default = None
    for pk, name, short, tone, weight, counts, is_active, is_default in sql.rows(KINDS):
        kinds.append([pk, name, short, tone, weight, int(counts), int(is_active)])
        default = pk if is_default else default
    return kinds, default


MEMBERS = f"""
SELECT m.pupil_id, p.last_name, p.first_name, m.from_on, m.to_on
FROM school_groupmembership m JOIN school_pupil p ON p.id = m.pupil_id
WHERE m.group_id = %s AND m.from_on <= %s AND (m.to_on IS NULL OR m.to_on >= %s)
ORDER BY {by_name_sql("p")}, p.id, m.from_on"""  # noqa: S608  our own statement


def members(group_id: int, starts_on: date, ends_on: date) -> list[Row]:
    """Who is or was in the group between the days, by name: key, name, from, to. A return joins the two stays."""
    found: list[Row] = []
    for pk, last, first, from_on, to_on in sql.rows(MEMBERS, [group_id, ends_on, starts_on]):
        if found and found[-1][0] == pk:
            found[-1][3] = to_on
        else:
            found.append([pk, f"{last} {first}", from_on, to_on])
    return found


HOMEWORK = """
SELECT h.lesson_id, h.due_on, h.text FROM journal_homework h JOIN timetable_lesson l ON l.id = h.lesson_id
WHERE l.course_id = %s AND l."on" BETWEEN %s AND %s AND h.removed_at IS NULL ORDER BY h.id"""
ON_PAGE = """c.lesson_id IN (SELECT l.id FROM timetable_lesson l WHERE l.course_id = %s AND l."on" BETWEEN %s AND %s)
  AND c.version > 0"""
WITH_LESSONS = f"""{CELLS}
JOIN timetable_lesson l ON l.id = c.lesson_id JOIN school_course s ON s.id = l.course_id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id"""


def brought(course: CourseHead, period: PeriodHead, pupils: list[Row]) -> list[Row]:
    """Marks of this period that newcomers got in the subject's other groups: pupil, date, column's kind, marks."""
    newcomers = [row[0] for row in pupils if (sql.day(row[2]) or date.min) > period.starts_on]
    if not newcomers:
        return []
    which = f"""c.pupil_id IN ({sql.places(len(newcomers))}) AND s.subject_id = %s AND s.id <> %s
      AND l."on" BETWEEN %s AND %s AND m.id IS NOT NULL"""
    given = [*newcomers, course.subject_id, course.pk, period.starts_on, period.ends_on]
    return wire_cells(which, given, head='c.pupil_id, l."on", r.work_kind_id', tables=WITH_LESSONS)


@dataclass(frozen=True, slots=True)
class News:
    """What others changed since the page looked last."""

    at: datetime
    cells: list[Row]
    lessons: list[Row]

    def __bool__(self) -> bool:
        return bool(self.cells or self.lessons)


# Lessons written, changed in the timetable, opened on request, or closed again since.
RECORDS = """
SELECT r.lesson_id FROM journal_lessonrecord r JOIN timetable_lesson l ON l.id = r.lesson_id
WHERE l.course_id = %s AND l."on" BETWEEN %s AND %s AND r.changed_at > %s
UNION
SELECT l.id FROM timetable_lesson l
WHERE l.course_id = %s AND l."on" BETWEEN %s AND %s AND l.id IN (
  SELECT h.target_id FROM audit_change h
  WHERE h.at > %s AND COALESCE(h.target_kind, '') = 'lesson' AND h.action LIKE 'timetable.%%')
UNION
SELECT l.id FROM timetable_lesson l
JOIN journal_unlockrequest u ON u.course_id = l.course_id AND (u.lesson_id IS NULL OR u.lesson_id = l.id)
WHERE l.course_id = %s AND l."on" BETWEEN %s AND %s
  AND (u.decided_at > %s AND u.open_until IS NOT NULL OR u.open_until BETWEEN %s AND %s)"""


def news(journal: OpenJournal, period: PeriodHead, *, since: datetime, now: datetime) -> News:
    """Cells and lessons of the period changed after `since`, looking a little further back. Two or three queries."""
    from_at = sql.instant_in(since - LOOK_BACK)
    given = [journal.course.pk, period.starts_on, period.ends_on, from_at]
    changed = [pk for (pk,) in sql.rows(RECORDS, [*given, *given, *given, from_at, sql.instant_in(now)])]
    lessons = lessons_by_id(journal.course, changed, now=now) if changed else {}
    today = timezone.localdate(now)
    return News(
        at=now,
        cells=wire_cells(f"{ON_PAGE} AND c.changed_at > %s", given),
        lessons=[wire_lesson(lesson, journal, today) for lesson in lessons.values()],
    )
