"""The journal page around its grid: period tabs, today's lesson, the addresses its script calls."""

from dataclasses import dataclass
from typing import Any

from parta.journal.access import CourseHead
from parta.journal.queries.periods import PeriodHead
from parta.journal.queries.snapshot import Snapshot
from parta.ui.addresses import address

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One period of the year above the page."""

    label: str  # «II»
    name: str  # «II четверть»
    url: str
    is_here: bool


def tabs(course: CourseHead, periods: list[PeriodHead], here: PeriodHead, *, end: str = "") -> list[Tab]:
    """`end` is the last part of the address after the period: «» for the grid, «topics/»."""
    base = address("journal:course", course.pk)
    return [
        Tab(
            label=ROMAN.get(period.number, str(period.number)),
            name=period.name,
            url=f"{base}{period.pk}/{end}",
            is_here=period.pk == here.pk,
        )
        for period in periods
    ]


@dataclass(frozen=True, slots=True)
class LessonToday:
    id: int
    slot: int | None
    has_roll: bool
    may_write: bool


def lesson_today(snapshot: Snapshot) -> LessonToday | None:
    """Today's lesson of the course; of several, the first one without a roll call."""
    rows = [row for row in snapshot.lessons if row[1] == snapshot.today and row[6] == "planned"]
    if not rows:
        return None
    row: list[Any] = next((row for row in rows if not row[7]), rows[0])
    return LessonToday(id=row[0], slot=row[2], has_roll=bool(row[7]), may_write=bool(row[9]))


def page_urls(course: CourseHead, period: PeriodHead) -> dict[str, str]:
    """The addresses the script calls; {lesson} and {pupil} stand for what it fills in."""
    lists, course_at = address("journal:list"), address("journal:course", course.pk)
    period_at, lesson = f"{course_at}{period.pk}/", f"{lists}lesson/{{lesson}}/"
    return {
        "ops": f"{course_at}ops/",
        "changes": f"{period_at}changes/",
        "history": f"{course_at}{{lesson}}/{{pupil}}/history/",
        "average": f"{period_at}{{pupil}}/average/",
        "unlock": f"{course_at}unlock/?lesson={{lesson}}",
        "lesson": lesson,
        "roll": f"{lesson}roll/",
        "remark": f"{lesson}remarks/?pupil={{pupil}}",
    }
