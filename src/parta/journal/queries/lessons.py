"""Lessons of a course with what their time limits are counted from."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from parta.journal.access import CourseHead
from parta.journal.rules.limits import LessonFacts
from parta.lib import sql


def lessons_between(course: CourseHead, starts_on: date, ends_on: date, *, now: datetime) -> list[LessonFacts]:
    """All lessons of the course from day to day, the cancelled ones too, by date and slot. One query."""
    return _facts(course, 'l."on" BETWEEN %s AND %s', [starts_on, ends_on], now)


def lessons_by_id(course: CourseHead, ids: Collection[int], *, now: datetime) -> dict[int, LessonFacts]:
    """Those of the lessons that belong to the course. One query."""
    found = _facts(course, f"l.id IN ({sql.places(len(ids))})", [*ids], now)
    return {lesson.id: lesson for lesson in found}


FACTS = """
SELECT l.id, l."on", l.slot, l.state, l.substitute_id,
  (SELECT MAX(h.due_on) FROM journal_homework h WHERE h.lesson_id = l.id AND h.removed_at IS NULL),
  (SELECT p.closed_at FROM school_period p
    WHERE p.scheme_id = %s AND l."on" BETWEEN p.starts_on AND p.ends_on AND p.closed_at IS NOT NULL LIMIT 1),
  EXISTS (SELECT 1 FROM journal_unlockrequest u
    WHERE u.course_id = l.course_id AND u.open_until > %s AND (u.lesson_id IS NULL OR u.lesson_id = l.id)),
  r.work_kind_id, COALESCE(r.topic, ''), r.roll_at IS NOT NULL, COALESCE(r.version, 0)
FROM timetable_lesson l LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
WHERE l.course_id = %s AND """
ORDER = ' ORDER BY l."on", COALESCE(l.slot, 99), l.starts_at, l.id'


def _facts(course: CourseHead, which: str, parameters: Sequence[Any], now: datetime) -> list[LessonFacts]:
    given = [course.scheme_id, sql.instant_in(now), course.pk, *parameters]
    return [_fact(row) for row in sql.rows(FACTS + which + ORDER, given)]


def _fact(row: sql.Row) -> LessonFacts:
    pk, on, slot, state, substitute, due_on, closed_at, is_opened, kind, topic, has_roll, version = row
    closed = sql.instant(closed_at)
    return LessonFacts(
        pk, sql.day(on) or date.min, slot, state, substitute, sql.day(due_on), closed and timezone.localdate(closed),
        bool(is_opened), kind, topic, bool(has_roll), version,
    )  # fmt: skip
