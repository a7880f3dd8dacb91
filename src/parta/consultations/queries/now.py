"""Who helps at this moment. The help panel asks it on every page, so it is one statement of plain SQL."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection

from parta.lib import sql
from parta.school.models import Employee
from parta.school.queries.breaks import HIGHEST, LOWEST

from ..rules import Span
from .lessons import busy_between

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Who helps at this moment, and where."""

    room: str
    helper: str  # «Орлова Н. В.»
    ends_at: time
    consults: bool


# Hours of the plan in force that go on now, without days off, breaks and those who left; the last column tells
# whether the helper gives any lesson that day.
ON_DUTY = """
SELECT r.name, h.id, h.last_name, h.first_name, h.patronymic, i.ends_at, i.consults, EXISTS (
    SELECT 1 FROM timetable_lesson l JOIN school_course c ON c.id = l.course_id
    WHERE l."on" = %(on)s AND l.state = 'planned' AND (c.teacher_id = h.id OR l.substitute_id = h.id))
FROM consultations_interval i
JOIN consultations_hoursplan p ON p.id = i.plan_id
JOIN school_schoolyear y ON y.id = p.year_id
JOIN school_room r ON r.id = p.room_id
JOIN school_employee h ON h.id = i.helper_id
WHERE p.published_at IS NOT NULL AND p.from_on <= %(on)s AND y.ends_on >= %(on)s
  AND i.removed_at IS NULL AND i.starts_at <= %(at)s AND i.ends_at > %(at)s
  AND (h.left_on IS NULL OR h.left_on >= %(on)s)
  AND (i."on" = %(on)s OR i.weekday = %(weekday)s AND NOT EXISTS (
    SELECT 1 FROM school_holiday d WHERE d.from_level = %(lowest)s AND d.to_level = %(highest)s
      AND d.starts_on <= %(on)s AND d.ends_on >= %(on)s) AND (EXISTS (
    SELECT 1 FROM school_period q JOIN school_periodscheme s ON s.id = q.scheme_id
    WHERE s.year_id = p.year_id AND q.starts_on <= %(on)s AND q.ends_on >= %(on)s) OR NOT EXISTS (
    SELECT 1 FROM school_period q JOIN school_periodscheme s ON s.id = q.scheme_id WHERE s.year_id = p.year_id)))
  AND NOT EXISTS (
    SELECT 1 FROM consultations_hoursplan n WHERE n.year_id = p.year_id AND n.room_id = p.room_id
      AND n.published_at IS NOT NULL AND n.from_on > p.from_on AND n.from_on <= %(on)s)
  AND NOT EXISTS (
    SELECT 1 FROM consultations_dayoff o WHERE o.plan_id = p.id AND o."on" = %(on)s
      AND (o.helper_id IS NULL OR o.helper_id = i.helper_id))
ORDER BY r.name, i.starts_at, i.id"""


def hours_now(now: datetime) -> list[HelpNow]:
    """Who is on duty now, for the help panel. `now` is local time.

    One query; when somebody on duty has lessons today, five more tell whether one goes on.
    """
    on, at = now.date(), now.time().replace(microsecond=0, tzinfo=None)
    clock = connection.ops.adapt_timefield_value(at)
    asked = {"on": on, "at": clock, "weekday": on.isoweekday(), "lowest": LOWEST, "highest": HIGHEST}
    with connection.cursor() as cursor:
        cursor.execute(ON_DUTY, asked)
        rows = cursor.fetchall()
    teaching = {row[1] for row in rows if row[7]}
    busy = busy_between(on, on, helper_ids=teaching) if teaching else None
    moment = Span(at, (now.replace(tzinfo=None) + MINUTE).time())
    found = []
    for name, helper, last, first, patronymic, ends_at, consults, _ in rows:
        if busy is None or not busy.helper_at(helper, on, moment):
            short = Employee(last_name=last, first_name=first, patronymic=patronymic).short_name
            found.append(HelpNow(name, short, sql.clock(ends_at) or at, bool(consults)))
    return found
