"""Lists of people with search, each as its list page prints it: the number of queries does not grow with the rows."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from parta.lib.alphabet import by_name, letters

from ..models import Course, Employee, Enrolment, Guardian, Guardianship, Pupil, SchoolClass
from ..models.stays import stays_now

OneOf = TypeVar("OneOf", Employee, Guardian, Pupil)


@dataclass(frozen=True, slots=True)
class WantedPupils:
    """What the reader of the list looks for. `kind`: here, left, nowhere, orphan (no parent), offline (no account)."""

    words: str = ""
    school_class: SchoolClass | None = None
    kind: str = "here"


def named(people: QuerySet[OneOf], words: str) -> QuerySet[OneOf]:
    """Those whose name has every word at the start of one of its parts."""
    for word in words.split():
        people = people.filter(
            Q(last_name__istartswith=word) | Q(first_name__istartswith=word) | Q(patronymic__istartswith=word)
        )
    return people


def pupils(wanted: WantedPupils) -> QuerySet[Pupil]:
    """Pupils with `open_stays` (one or none) and `parents` (links that last) loaded."""
    stays = Enrolment.objects.filter(pupil=OuterRef("pk"))
    parents = Guardianship.objects.filter(pupil=OuterRef("pk"), ended_on=None)
    is_here = Exists(stays_now().filter(pupil=OuterRef("pk")))
    kinds = {
        "left": ~is_here & Exists(stays),
        "nowhere": ~Exists(stays),
        "orphan": is_here & ~Exists(parents),
        "offline": is_here & Q(user=None),
    }
    found = named(Pupil.objects.filter(kinds.get(wanted.kind, is_here)), wanted.words)
    if wanted.school_class:
        found = found.filter(Exists(stays.filter(school_class=wanted.school_class)))
    parents_shown = Guardianship.objects.filter(ended_on=None).select_related("guardian").order_by("id")
    return found.prefetch_related(
        Prefetch("enrolments", stays_now().select_related("school_class__year"), to_attr="open_stays"),
        Prefetch("guardianships", parents_shown, to_attr="parents"),
    )


def guardians(words: str = "", *, kind: str = "") -> QuerySet[Guardian]:
    """Guardians with `children` (links that last, the child's `open_stays` loaded). `kind`: offline, childless."""
    links = Guardianship.objects.filter(ended_on=None)
    found = named(Guardian.objects.all(), words)
    if kind == "offline":
        found = found.filter(user=None)
    if kind == "childless":
        found = found.filter(~Exists(links.filter(guardian=OuterRef("pk"))))
    stays = Prefetch("pupil__enrolments", stays_now().select_related("school_class__year"), to_attr="open_stays")
    children = links.select_related("pupil").prefetch_related(stays).order_by(*by_name("pupil__"))
    return found.prefetch_related(Prefetch("guardianships", children, to_attr="children"))


def employees(words: str = "", *, kind: str = "") -> QuerySet[Employee]:
    """Employees with `hours` a week this year and `classes` they lead. `kind`: offline, left, teachers."""
    taught = Q(courses__is_active=True, courses__year__is_current=True)
    found = named(Employee.objects.filter(left_on__isnull=kind != "left"), words)
    if words:
        found = found | Employee.objects.filter(left_on__isnull=kind != "left", position__icontains=words)
    if kind == "offline":
        found = found.filter(user=None)
    led = SchoolClass.objects.filter(year__is_current=True)
    found = found.annotate(hours=Sum("courses__hours", filter=taught))
    if kind == "teachers":
        found = found.filter(hours__gt=0)
    return (
        found.select_related("user")
        .prefetch_related(Prefetch("led_classes", led, to_attr="classes"))
        .order_by(*by_name(), "id")
    )


def namesakes(model: type[OneOf], *, last_name: str, first_name: str, patronymic: str = "") -> QuerySet[OneOf]:
    """People of the same name, whatever the case; an empty patronymic matches any."""
    same = model._default_manager.filter(last_name__iexact=last_name, first_name__iexact=first_name)
    return same.filter(Q(patronymic="") | Q(patronymic__iexact=patronymic)) if patronymic else same


def links_of(pupil: Pupil) -> list[Guardianship]:
    """Parents of the pupil, those whose rights last first."""
    links = pupil.guardianships.select_related("guardian__user")
    return sorted(links, key=lambda link: (link.ended_on is not None, letters(link.guardian.full_name)))


def courses_of_pupil(pupil: Pupil, on: date) -> list[Course]:
    """What the pupil learns on the day, by subject."""
    members = pupil.memberships.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)
    courses = Course.objects.filter(group__in=members.values("group"), is_active=True)
    return list(courses.select_related("subject", "group", "teacher").order_by("subject__name", "id"))


def courses_of_teacher(teacher: Employee) -> list[Course]:
    """What the employee teaches this year, by class."""
    courses = teacher.courses.filter(is_active=True, year__is_current=True).select_related("subject", "group")
    return list(courses.order_by("group__school_class__level", "group__name", "subject__name"))
