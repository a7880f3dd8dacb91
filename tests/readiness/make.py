"""Plain builders of readiness."""

from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from parta.accounts.models import User
from parta.readiness.models import (
    Level,
    OpenRoom,
    Required,
    RoomHours,
    SeatBooking,
    Skill,
    Survey,
    SurveyAnswer,
    Wish,
    WorkPlace,
)
from parta.readiness.rules import STATEMENTS, index_of
from parta.school.models import Employee
from tests import build
from tests.conftest import NOON

WEDNESDAY = date(2026, 11, 25)
_numbers = count(1)


def skill(code: str = "marks", *, teacher: int = 2, **fields: Any) -> Skill:
    """A skill that a teacher must have at the level."""
    made, is_new = Skill.objects.get_or_create(code=code, defaults={"name": "Текущие отметки", **fields})
    if is_new and teacher:
        Required.objects.create(skill=made, role="teacher", level=teacher)
    return made


def level(employee: Employee, of: Skill, value: int, *, source: str = "confirmed", **fields: Any) -> Level:
    return Level.objects.create(
        employee=employee, skill=of, level=value, source=source, **{"by": employee.user, **fields}
    )


def survey(cast: Any, moment: str = "start", **fields: Any) -> Survey:
    values = {"opened_by": cast.introducer, "opened_at": NOON - timedelta(days=9), **fields}
    return Survey.objects.create(year=build.year(), moment=moment, **values)


def values(value: int = 4, **others: int) -> dict[str, int]:
    """An answer of `value` to every statement but those named."""
    return {**{one.code: value for one in STATEMENTS}, **others}


def answer(to: Survey, employee: Employee, *, value: int = 4, group: str = "teacher") -> SurveyAnswer:
    given = values(value)
    return SurveyAnswer.objects.create(survey=to, employee=employee, group=group, values=given, index=index_of(given))


def place(number: int | None = None, *, room: str = "24", **fields: Any) -> WorkPlace:
    values = {"computer": "Аквариус", "is_bookable": True, **fields}
    return WorkPlace.objects.create(room=build.room(room), number=number or next(_numbers), **values)


def wish(by: User, **fields: Any) -> Wish:
    return Wish.objects.create(asked_by=by, **{"what": "Проектор", "why": "Перегорел.", **fields})


def room(name: str = "24", *, for_pupils: bool = False) -> OpenRoom:
    """Open on Wednesdays 9:00–14:00 and 15:20–17:00, as clause 2.2 says."""
    made, is_new = OpenRoom.objects.get_or_create(room=build.room(name), defaults={"for_pupils": for_pupils})
    if is_new:
        for start, end in ((time(9), time(14)), (time(15, 20), time(17))):
            RoomHours.objects.create(open_room=made, weekday=3, starts_at=start, ends_at=end)
    return made


def booking(user: User, at: WorkPlace | None = None, *, quarter: int = 36) -> SeatBooking:
    """One quarter of Wednesday, 9:00–9:15."""
    room()
    return SeatBooking.objects.create(place=at or place(), on=WEDNESDAY, quarter=quarter, key=uuid4(), user=user)
