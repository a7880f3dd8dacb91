"""The roll call of one lesson: who is on the list, what is already noted, who is known to be away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.utils import timezone

from parta.journal.access import OpenLesson
from parta.journal.models import Absence
from parta.journal.rules import limits
from parta.lib import sql
from parta.lib.alphabet import by_name_sql

from .cells import wire_cells
from .lessons import lessons_by_id
from .snapshot import escaped

NOTICE_WORDS = {Absence.ILL.value: "болезнь", Absence.VALID.value: "уважительная причина"}


@dataclass(frozen=True, slots=True)
class RollRow:
    """One pupil of the list. `absence` and `late` are what to show: noted, or known beforehand when nothing is."""

    number: int
    pupil_id: int
    name: str
    absence: str
    late: int | None
    noticed: str  # «болезнь» or «уважительная причина» by a parent's notice; "" without one
    is_confirmed: bool  # the class teacher has confirmed that notice
    cell: list[Any]  # as stored, by the protocol


@dataclass(frozen=True, slots=True)
class Roll:
    rows: list[RollRow]
    is_taken: bool
    why_closed: str  # "" when the user may take it

    @property
    def away(self) -> int:
        return sum(1 for row in self.rows if row.absence)


def roll_of(opened: OpenLesson, *, now: datetime) -> Roll:
    """Four queries."""
    lesson, journal = opened.lesson, opened.journal
    facts = lessons_by_id(journal.course, [lesson.pk], now=now)[lesson.pk]
    stored: dict[Any, list[Any]] = {
        cell[1]: cell for cell in wire_cells("c.lesson_id = %s AND c.version > 0", [lesson.pk])
    }
    pupils = _listed(journal.course.group_id, lesson.on)
    noticed = _noticed([pk for pk, _ in pupils], lesson.on)
    rows = [
        _row(number, pk, name, stored.get(pk) or [lesson.pk, pk, 0, "", None, "", []], noticed.get(pk))
        for number, (pk, name) in enumerate(pupils, start=1)
    ]
    return Roll(rows, facts.has_roll, _why_closed(opened, facts, now))


def _row(number: int, pk: int, name: str, cell: list[Any], notice: tuple[str, bool] | None) -> RollRow:
    reason, is_confirmed = notice or ("", False)
    absence = cell[3] or (reason if is_confirmed and not cell[2] else "")
    return RollRow(number, pk, name, absence, cell[4], NOTICE_WORDS.get(reason, ""), is_confirmed, cell)


def _why_closed(opened: OpenLesson, facts: limits.LessonFacts, now: datetime) -> str:
    journal = opened.journal
    if not opened.may_write:
        return "Перекличку проводит учитель урока"
    days = journal.edit_days
    lock = limits.lock_of(facts, today=timezone.localdate(now), edit_days=days, year_closed=journal.course.year_closed)
    return limits.why_locked(lock, facts, edit_days=days)


LISTED = f"""
SELECT p.id, p.last_name, p.first_name FROM school_groupmembership m JOIN school_pupil p ON p.id = m.pupil_id
WHERE m.group_id = %s AND m.from_on <= %s AND (m.to_on IS NULL OR m.to_on >= %s)
ORDER BY {by_name_sql("p")}, p.id"""  # noqa: S608  our own statement


def _listed(group_id: int, on: date) -> list[tuple[int, str]]:
    return [(pk, f"{last} {first}") for pk, last, first in sql.rows(LISTED, [group_id, on, on])]


NOTICED = """
SELECT n.pupil_id, n.reason, n.is_confirmed FROM journal_absencenotice n
WHERE %s BETWEEN n.from_on AND n.to_on AND n.withdrawn_at IS NULL AND (n.is_confirmed IS NULL OR n.is_confirmed)
  AND n.pupil_id IN """


def _noticed(pupils: list[int], on: date) -> dict[int, tuple[str, bool]]:
    """Parents' notices of that day: the reason, and whether it is confirmed. A confirmed one goes before others."""
    found: dict[int, tuple[str, bool]] = {}
    if not pupils:
        return found
    for pk, reason, is_confirmed in sql.rows(f"{NOTICED} ({sql.places(len(pupils))})", [on, *pupils]):
        if is_confirmed or pk not in found:
            found[pk] = (reason, bool(is_confirmed))
    return found


def roll_json(roll: Roll, *, me: int, lesson: int, url: str) -> str:
    """What the roll call's script reads; safe inside a <script>."""
    return escaped(
        orjson.dumps(
            {
                "me": me,
                "lesson": lesson,
                "url": url,
                "taken": roll.is_taken,
                "pupils": [[row.pupil_id, row.absence, row.late, row.cell] for row in roll.rows],
            }
        )
    )
