"""«Замены и изменения»: one day of the school, what has changed in it, and the lessons of an absent teacher."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from parta.lib.alphabet import letters
from parta.school.models import SchoolYear

from ..models import BellSchedule, DayBells
from ..queries.calendar import holidays_of
from ..queries.cover import Offer, offers, teaching_staff
from ..queries.lessons import LessonLine, lessons_between
from ..rules import ALL_LEVELS, is_day_off

DAY = timedelta(days=1)
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class TeacherOfDay:
    """A teacher who has lessons of own courses that day."""

    id: int
    name: str
    lessons: int


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A lesson of the absent teacher; `offer` is empty for one that no longer needs a substitute."""

    line: LessonLine
    offer: Offer


@dataclass(frozen=True, slots=True)
class DayPage:
    on: date
    holiday: str
    lessons: int
    changed: list[LessonLine]
    bells: list[DayBells]
    teachers: list[TeacherOfDay]
    absent: TeacherOfDay | None
    rows: list[CoverRow]

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate()

    @property
    def previous(self) -> date:
        return self.on - DAY * (2 if self.on.isoweekday() == 1 else 1)

    @property
    def following(self) -> date:
        after = self.on + DAY
        return after + DAY if after.isoweekday() == SUNDAY else after

    @property
    def has_open_rows(self) -> bool:
        return any(row.offer for row in self.rows)


def day_page(on: date, *, absent_id: int | None = None) -> DayPage:
    """Nine queries at most; without an absent teacher, eight."""
    lines = lessons_between(on, on)
    teachers = teachers_of(lines)
    absent = next((teacher for teacher in teachers if teacher.id == absent_id), None)
    return DayPage(
        on=on,
        holiday=holiday_of(on),
        lessons=sum(line.takes_place for line in lines),
        changed=[line for line in lines if line.is_changed],
        bells=list(DayBells.objects.filter(on=on).select_related("schedule", "instead_of")),
        teachers=teachers,
        absent=absent,
        rows=rows_of(absent.id, lines, on) if absent else [],
    )


def teachers_of(lines: list[LessonLine]) -> list[TeacherOfDay]:
    counts: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.teacher_id and line.state != "moved":
            key = (line.teacher, line.teacher_id)
            counts[key] = counts.get(key, 0) + 1
    by_name = sorted(counts.items(), key=lambda one: (letters(one[0][0]), one[0][1]))
    return [TeacherOfDay(key, name, lessons) for (name, key), lessons in by_name]


def rows_of(absent_id: int, lines: list[LessonLine], on: date) -> list[CoverRow]:
    own = [line for line in lines if line.teacher_id == absent_id and line.state != "moved"]
    waiting = [line for line in own if line.takes_place and not line.substitute_id]
    offered = offers(waiting, lines, teaching_staff(on)) if waiting else {}
    return [CoverRow(line, offered.get(line.id, [])) for line in own]


def holiday_of(on: date) -> str:
    """The name of the whole school's holiday that day."""
    year = SchoolYear.objects.filter(starts_on__lte=on, ends_on__gte=on).first()
    holidays = holidays_of(year, on, on) if year else []
    return holidays[0].name if is_day_off(on, levels=ALL_LEVELS, holidays=holidays) else ""


def schedules() -> list[BellSchedule]:
    return list(BellSchedule.objects.all())
