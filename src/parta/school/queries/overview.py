"""Numbers of the school's first page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from ..models import Course, Employee, Enrolment, Guardian, Guardianship, Pupil, SchoolYear
from ..models.stays import stays_now
from .classes import on_day


@dataclass(frozen=True, slots=True)
class Numbers:
    """«Offline» is who has no account, «orphan» a pupil without a listed parent, «nowhere» one never enrolled."""

    schemes: list[str]
    holidays: int
    classes: int
    classes_unled: int
    classes_untaught: int
    employees: int
    employees_offline: int
    pupils: int
    pupils_offline: int
    pupils_nowhere: int
    pupils_orphan: int
    guardians: int
    guardians_offline: int
    courses: int
    courses_vacant: int


def numbers_of(year: SchoolYear | None, on: date) -> Numbers:
    """Eight queries whatever the size of the school."""
    stays = Enrolment.objects.filter(on_day(on), pupil=OuterRef("pk"))
    is_here, has_parent = Exists(stays), Exists(Guardianship.objects.filter(pupil=OuterRef("pk"), ended_on=None))
    pupils = Pupil.objects.annotate(
        is_here=is_here, has_parent=has_parent, is_known=Exists(Enrolment.objects.filter(pupil=OuterRef("pk")))
    ).aggregate(
        pupils=Count("pk", filter=Q(is_here=True)),
        pupils_offline=Count("pk", filter=Q(is_here=True, user=None)),
        pupils_nowhere=Count("pk", filter=Q(is_known=False)),
        pupils_orphan=Count("pk", filter=Q(is_here=True, has_parent=False)),
    )
    return Numbers(**calendar_numbers(year), **people_numbers(), **pupils)


def calendar_numbers(year: SchoolYear | None) -> dict[str, Any]:
    if year is None:
        nothing = dict.fromkeys(
            ("holidays", "classes", "classes_unled", "classes_untaught", "courses", "courses_vacant"), 0
        )
        return {"schemes": [], **nothing}
    taught = Course.objects.filter(group__school_class=OuterRef("pk"), is_active=True)
    classes = year.classes.annotate(is_taught=Exists(taught)).aggregate(
        classes=Count("pk"),
        classes_unled=Count("pk", filter=Q(class_teacher=None)),
        classes_untaught=Count("pk", filter=Q(is_taught=False)),
    )
    courses = year.courses.filter(is_active=True).aggregate(
        courses=Count("pk"), courses_vacant=Count("pk", filter=Q(teacher=None))
    )
    schemes = list(year.schemes.order_by("id").values_list("name", flat=True))
    return {"schemes": schemes, "holidays": year.holidays.count(), **classes, **courses}


def people_numbers() -> dict[str, Any]:
    """Employees at work, and parents of children who are not lost from sight."""
    employees = Employee.objects.filter(left_on=None).aggregate(
        employees=Count("pk"), employees_offline=Count("pk", filter=Q(user=None))
    )
    links = Guardianship.objects.filter(guardian=OuterRef("pk"), ended_on=None, pupil__enrolments__in=stays_now())
    guardians = Guardian.objects.filter(Exists(links)).aggregate(
        guardians=Count("pk"), guardians_offline=Count("pk", filter=Q(user=None))
    )
    return {**employees, **guardians}
