"""Who asks, who helps, and whose names must not leave the school."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from parta.accounts.models import User
from parta.lib.alphabet import by_name
from parta.regulation.models import Delegation, Duty
from parta.school.access import cast_of, roles_of
from parta.school.models import Employee, Guardian, Pupil, SchoolClass
from parta.school.models.stays import stays_now
from parta.timetable.models import Lesson

from ..models import Ticket
from ..rules import people


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as the register writes it: «родитель, 7Б, 3А»."""

    name: str
    role: str
    words: str
    email: str


def asker_of(user: User, page: str = "") -> Asker:
    """One query for whom belongs to a class, after the cast."""
    cast = cast_of(user)
    role = people.role_on(page, roles_of(user) | ({"staff"} if cast.is_staff else set()))
    classes = ", ".join(classes_of(user, role))
    words = ", ".join(part for part in (people.ROLES[role], classes) if part)
    return Asker(name=user.full_name or user.username, role=role, words=words, email=user.email)


def classes_of(user: User, role: str) -> list[str]:
    """Names of the classes this person asks about in the role: own, led, or those of own children."""
    cast = cast_of(user)
    if role == "class_teacher":
        led = SchoolClass.objects.filter(class_teacher_id=cast.employee_id, year__is_current=True)
        return [one.name for one in led]
    stays = stays_now().filter(school_class__year__is_current=True)
    if role == "pupil":
        stays = stays.filter(pupil=cast.pupil_id)
    elif role == "parent":
        stays = stays.filter(pupil__guardianships__guardian=cast.guardian_id, pupil__guardianships__ended_on=None)
    else:
        return []
    found = stays.values_list("school_class__level", "school_class__letter").distinct()
    return [f"{level}{letter}" for level, letter in found.order_by("-school_class__level")]


def duties_for(topic: str, *, line: int, on: date, but: int | None = None) -> list[people.Duty]:
    """Who helps with the topic on the line and can be reached, without person `but`. Three queries at most.

    Away is who has a lesson of the day given to a substitute.
    """
    rows = Duty.objects.filter(
        topic=topic, line=line, is_active=True, employee__left_on=None, employee__user__is_active=True
    )
    duties = list(rows.order_by("id").values_list("employee__user", "employee", "rank"))
    duties = [row for row in duties if row[0] != but]
    if not duties:
        return []
    away = set(
        Lesson.objects.filter(on=on, course__teacher__in=[row[1] for row in duties], substitute__isnull=False)
        .values_list("course__teacher", flat=True)
    )  # fmt: skip
    given = Ticket.objects.filter(helper__in=[row[0] for row in duties]).order_by().values_list("helper")
    last = dict(given.annotate(last=Max("assigned_at")))
    return [
        people.Duty(user, rank == Duty.Rank.MAIN, is_away=employee in away, last=last.get(user))
        for user, employee, rank in duties
    ]


OFFICE = Q(is_admin=True) | Q(is_deputy=True) | Q(is_introducer=True)


def line_two(today: date) -> list[int]:
    """Accounts of line 2: by office, by delegation, by duty. One query."""
    lent = Delegation.objects.filter(until__gte=today, ended_at=None).values("to")
    duty = Duty.objects.filter(line=2, is_active=True, employee__left_on=None).values("employee__user")
    found = User.objects.filter(OFFICE | Q(pk__in=lent) | Q(pk__in=duty), is_active=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def helpers(today: date) -> list[User]:
    """Everybody a request may be given to, by name."""
    duty = Duty.objects.filter(is_active=True, employee__left_on=None).values("employee__user")
    found = User.objects.filter(Q(pk__in=duty) | Q(pk__in=line_two(today)), is_active=True)
    return list(found.order_by(*by_name(), "pk"))


def names_of_school(*more: str) -> Iterator[str]:
    """Every name of every person of the school, by parts, and `more` names. Four queries."""
    kinds: Iterable[type[Employee | Pupil | Guardian | User]] = (Employee, Pupil, Guardian, User)
    for kind in kinds:
        for parts in kind.objects.order_by().values_list("last_name", "first_name", "patronymic"):
            yield " ".join(parts)
    yield from more
