"""What the school already has, read at once for an import or an export, however many rows there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from parta.accounts.models import User

from ..models import (
    Course,
    Employee,
    Enrolment,
    GroupMembership,
    Guardian,
    Guardianship,
    ImportBatch,
    ImportDraft,
    PeriodScheme,
    Pupil,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)


@dataclass(frozen=True, slots=True)
class KnownPupils:
    """Everybody ever at the school, the classes of the year, and who is where."""

    year: SchoolYear
    classes: list[SchoolClass]
    schemes: list[PeriodScheme]
    groups: list[StudyGroup]
    pupils: list[Pupil]
    stays: dict[int, Enrolment]  # pupil → the last stay, open or ended
    lasting: dict[int, list[Enrolment]]  # pupil → stays of the year that are not over today, the soonest first
    guardians: list[Guardian]
    links: dict[int, list[Guardianship]] = field(default_factory=lambda: defaultdict(list))  # pupil → parents


@dataclass(frozen=True, slots=True)
class KnownLoad:
    year: SchoolYear
    classes: list[SchoolClass]
    groups: list[StudyGroup]
    mixed: dict[int, list[SchoolClass]]  # mixed group → its classes
    subjects: list[Subject]
    employees: list[Employee]
    courses: list[Course]  # of the year, stopped ones too


def known_pupils(year: SchoolYear) -> KnownPupils:
    """Eight queries."""
    stays = list(Enrolment.objects.select_related("school_class").order_by("from_on", "id"))
    known = KnownPupils(
        year=year,
        classes=classes_of(year),
        schemes=list(PeriodScheme.objects.filter(year=year)),
        groups=list(StudyGroup.objects.filter(year=year)),
        pupils=list(Pupil.objects.all()),
        stays={stay.pupil_id: stay for stay in stays},
        lasting=lasting_stays(stays, year, timezone.localdate()),
        guardians=list(Guardian.objects.all()),
    )
    classes = {school_class.pk: school_class for school_class in known.classes}
    for stay in stays:
        stay.school_class = classes.get(stay.school_class_id, stay.school_class)  # with its class teacher
    by_key = {guardian.pk: guardian for guardian in known.guardians}
    for link in Guardianship.objects.order_by("id"):
        link.guardian = by_key[link.guardian_id]
        known.links[link.pupil_id].append(link)
    return known


def lasting_stays(stays: Iterable[Enrolment], year: SchoolYear, today: date) -> dict[int, list[Enrolment]]:
    """A leaving or a transfer ordered ahead changes nothing before its day (`stays_now`)."""
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for stay in stays:
        if stay.school_class.year_id == year.pk and (stay.to_on is None or stay.to_on >= today):
            found[stay.pupil_id].append(stay)
    return dict(found)


def classes_of(year: SchoolYear) -> list[SchoolClass]:
    return list(SchoolClass.objects.filter(year=year).select_related("scheme", "class_teacher"))


def lasting_memberships(pupils: Iterable[int], *, on: date) -> list[GroupMembership]:
    """Groups in which these pupils are on the day or later, each with the classes it gathers."""
    return list(
        GroupMembership.objects.filter(Q(to_on=None) | Q(to_on__gte=on), pupil__in=list(pupils))
        .select_related("group")
        .prefetch_related("group__classes")
    )


def known_employees() -> list[Employee]:
    return list(Employee.objects.select_related("user"))


def known_users() -> dict[str, User]:
    """Accounts by username in small letters: signing in does not tell cases apart."""
    users = User.objects.select_related("employee")
    return {user.username.casefold(): user for user in users}


def known_load(year: SchoolYear) -> KnownLoad:
    """Six queries and one for the classes of mixed groups."""
    groups = list(StudyGroup.objects.filter(year=year).prefetch_related("classes__scheme"))
    classes = classes_of(year)
    by_key = {school_class.pk: school_class for school_class in classes}
    for group in groups:
        if group.school_class_id:
            group.school_class = by_key[group.school_class_id]
    return KnownLoad(
        year=year,
        classes=classes,
        groups=groups,
        mixed={group.pk: list(group.classes.all()) for group in groups if not group.school_class_id},
        subjects=list(Subject.objects.all()),
        employees=list(Employee.objects.select_related("user")),
        courses=list(Course.objects.filter(year=year).select_related("subject", "group", "teacher")),
    )


def last_batches(kinds: Iterable[str]) -> dict[str, ImportBatch]:
    """The last import of each kind that still stands: the only one that may be undone. `undo` is not loaded."""
    standing = ImportBatch.objects.filter(kind__in=list(kinds), undone_at=None).defer("undo").order_by("id")
    return {batch.kind: batch for batch in standing}


def past_imports(kinds: Iterable[str], *, limit: int = 50) -> list[ImportBatch]:
    """The newest first, without what is kept for undoing."""
    return list(ImportBatch.objects.filter(kind__in=list(kinds)).select_related("by").defer("undo")[:limit])


def own_drafts(user: User, kinds: Iterable[str]) -> list[ImportDraft]:
    """The user's files on their way, without their bytes."""
    return list(ImportDraft.objects.filter(by=user, kind__in=list(kinds)).defer("content"))
