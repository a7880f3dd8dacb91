"""Subjects, rooms, and the load with its filters."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from ..models import Course, Employee, Room, SchoolClass, SchoolYear, StudyGroup, Subject


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader of the load looks for; empty fields do not narrow."""

    school_class: SchoolClass | None = None
    subject: Subject | None = None
    teacher: Employee | None = None
    is_vacant: bool = False
    is_stopped: bool = False


def load_of(year: SchoolYear, wanted: Wanted) -> QuerySet[Course]:
    """Courses by class and subject; mixed groups after the classes."""
    courses = year.courses.select_related("subject", "group__school_class", "teacher", "scheme")
    courses = courses.filter(is_active=not wanted.is_stopped)
    if wanted.school_class:
        own = Q(school_class=wanted.school_class) | Q(classes=wanted.school_class)
        courses = courses.filter(group__in=StudyGroup.objects.filter(own).values("pk"))
    if wanted.subject:
        courses = courses.filter(subject=wanted.subject)
    if wanted.teacher:
        courses = courses.filter(teacher=wanted.teacher)
    if wanted.is_vacant:
        courses = courses.filter(teacher=None)
    return courses.order_by(
        F("group__school_class__level").asc(nulls_last=True), "group__school_class__letter", "subject__name",
        "group__name", "id",
    )  # fmt: skip


def hours_of(courses: QuerySet[Course]) -> Decimal:
    return courses.order_by().aggregate(hours=Sum("hours"))["hours"] or Decimal(0)


def subjects(words: str = "") -> QuerySet[Subject]:
    """Subjects, those taught first, each with `course_count` of courses that go on."""
    found = Subject.objects.annotate(course_count=Count("courses", filter=Q(courses__is_active=True)))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    return found.order_by("-is_active", "name")


def rooms(words: str = "") -> QuerySet[Room]:
    """Rooms, those in use first."""
    found = Room.objects.all()
    if words:
        found = found.filter(Q(name__icontains=words) | Q(building__icontains=words))
    return found.order_by("-is_active", "building", "name")
