"""«Показать расчёт»: an average opened to the marks, weights and rule it came from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parta.grading.averages import Thresholds, exact_average, suggested, weighted_average
from parta.journal.rules.marks import GivenMark, counted, standing
from parta.lib import sql


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One mark of the period, and whether it is in the average."""

    on: date
    lesson_id: int
    kind: str
    weight: int
    value: int | None
    word: str
    comment: str
    part: int
    why_not: str  # why it does not count; "" when it does
    elsewhere: str  # the group it was given in, when that is another one

    @property
    def shown(self) -> str:
        return self.word or str(self.value)

    @property
    def product(self) -> int:
        return (self.value or 0) * self.weight


@dataclass(frozen=True, slots=True)
class Calculation:
    """An average with everything it came from. `average` is None without marks that count."""

    lines: list[CountedLine]
    total: int  # Σ value × weight
    weights: int  # Σ weight
    exact: Fraction | None
    average: Decimal | None
    suggested: int | None  # the period mark it suggests; five-point scale only
    thresholds: Thresholds | None  # None on other scales

    @property
    def has_weights(self) -> bool:
        """Whether any counted mark weighs more than one: without that the rule is a plain mean."""
        return any(line.weight != 1 for line in self.lines if not line.why_not)


MARKS = """
SELECT m.cell_id, l."on", l.id, k.name, k.weight, k.counts, m.value, m.word, m.comment, m.part, m.retakes,
  l.course_id, g.name
FROM journal_cell c
JOIN journal_mark m ON m.cell_id = c.id
JOIN timetable_lesson l ON l.id = c.lesson_id
JOIN school_course s ON s.id = l.course_id
JOIN school_studygroup g ON g.id = s.group_id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
LEFT JOIN journal_workkind k ON k.id = COALESCE(m.work_kind_id, r.work_kind_id,
  (SELECT d.id FROM journal_workkind d WHERE d.is_default))
WHERE c.pupil_id = %s AND l."on" BETWEEN %s AND %s
  AND s.subject_id = (SELECT own.subject_id FROM school_course own WHERE own.id = %s)
  AND (s.id = %s OR EXISTS (SELECT 1 FROM school_groupmembership here
    WHERE here.group_id = (SELECT own.group_id FROM school_course own WHERE own.id = %s)
      AND here.pupil_id = c.pupil_id AND here.from_on > %s))
ORDER BY l."on", l.slot, c.id, m.position"""
SETTINGS = """
SELECT c.scale, s.threshold_3, s.threshold_4, s.threshold_5
FROM school_course c LEFT JOIN school_school s ON s.id = 1 WHERE c.id = %s"""


def calculation(course_id: int, pupil_id: int, *, starts_on: date, ends_on: date) -> Calculation:
    """The average of a pupil in a course from day to day. Two queries.

    A pupil who joined the group inside the period brings the marks got in the subject's other groups (domain §1).
    """
    given = [pupil_id, starts_on, ends_on, course_id, course_id, course_id, starts_on]
    rows = sql.rows(MARKS, given)
    marks = [_given(row) for row in rows]
    left = {id(mark) for mark in standing(marks)}
    lines = [_line(row, mark, course_id, is_standing=id(mark) in left) for row, mark in zip(rows, marks, strict=True)]
    weighted = counted(marks)
    average = weighted_average(weighted)
    thresholds = _thresholds(course_id)
    return Calculation(
        lines=lines,
        total=sum(mark.value * mark.weight for mark in weighted),
        weights=sum(mark.weight for mark in weighted),
        exact=exact_average(weighted),
        average=average,
        suggested=suggested(average, thresholds) if thresholds else None,
        thresholds=thresholds,
    )


def _given(row: sql.Row) -> GivenMark:
    cell, _, _, _, weight, counts, value, _, _, part, retakes, *_ = row
    has_kind = weight is not None
    return GivenMark(cell, value, weight if has_kind else 1, bool(counts) if has_kind else True, part, bool(retakes))


def _line(row: sql.Row, mark: GivenMark, course_id: int, *, is_standing: bool) -> CountedLine:
    _, on, lesson, kind, _, _, value, word, comment, part, _, course, group = row
    return CountedLine(
        on=sql.day(on) or date.min, lesson_id=lesson, kind=kind or "", weight=mark.weight, value=value, word=word,
        comment=comment, part=part, why_not=_why_not(mark, is_standing=is_standing),
        elsewhere="" if course == course_id else group,
    )  # fmt: skip


def _why_not(mark: GivenMark, *, is_standing: bool) -> str:
    if not is_standing:
        return "пересдана"
    if mark.value is None:
        return "не число"
    return "" if mark.counts and mark.weight else "вид работы не входит в средний"


def _thresholds(course_id: int) -> Thresholds | None:
    found: list[Any] = sql.rows(SETTINGS, [course_id])
    if not found or found[0][0] != "five":
        return None
    _, three, four, five = found[0]
    if three is None:  # the school is not set up yet
        return Thresholds()
    return Thresholds(*(Decimal(str(value)).quantize(Decimal("0.01")) for value in (three, four, five)))
