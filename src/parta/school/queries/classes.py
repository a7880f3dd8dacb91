"""Classes and groups with those who are in them on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from parta.lib.alphabet import by_name

from ..models import Course, Enrolment, GroupMembership, Pupil, SchoolClass, SchoolYear, StudyGroup
from ..rules import group_stem


def on_day(on: date, prefix: str = "") -> Q:
    """The condition «from_on … to_on covers the day» on a stay or a membership; `prefix` is the path to it."""
    return Q(**{f"{prefix}from_on__lte": on}) & (Q(**{f"{prefix}to_on": None}) | Q(**{f"{prefix}to_on__gte": on}))


def pupils_of_class(school_class: SchoolClass, on: date) -> QuerySet[Pupil]:
    """Who is in the class on the day, by name."""
    return Pupil.objects.filter(on_day(on, "enrolments__"), enrolments__school_class=school_class)


def pupils_of_group(group: StudyGroup, on: date) -> QuerySet[Pupil]:
    """Who is in the group on the day, by name."""
    return Pupil.objects.filter(on_day(on, "memberships__"), memberships__group=group)


def classes_of(year: SchoolYear, on: date) -> QuerySet[SchoolClass]:
    """Classes of the year, each with `pupil_count` on the day."""
    return (
        year.classes.select_related("class_teacher", "scheme")
        .annotate(pupil_count=Count("enrolments", filter=on_day(on, "enrolments__")))
        .order_by("level", "letter")
    )


def stays_in(school_class: SchoolClass) -> QuerySet[Enrolment]:
    """Everybody who is or was in the class, by name."""
    return school_class.enrolments.select_related("pupil").order_by(*by_name("pupil__"), "pupil__id", "from_on")


def groups_of_class(school_class: SchoolClass, on: date) -> QuerySet[StudyGroup]:
    """Subgroups of the class and mixed groups it takes part in, each with `pupil_count` on the day."""
    own = Q(school_class=school_class, is_whole=False) | Q(classes=school_class)
    keys = StudyGroup.objects.filter(own).values("pk")
    return with_counts(StudyGroup.objects.filter(pk__in=keys), on)


def groups_of_year(year: SchoolYear, on: date) -> QuerySet[StudyGroup]:
    """Subgroups and mixed groups of the year, each with `pupil_count` on the day and its classes loaded."""
    groups = year.groups.filter(is_whole=False).select_related("school_class").prefetch_related("classes")
    return with_counts(groups, on).order_by("school_class__level", "school_class__letter", "name")


def with_counts(groups: QuerySet[StudyGroup], on: date) -> QuerySet[StudyGroup]:
    return groups.annotate(pupil_count=Count("memberships", filter=on_day(on, "memberships__"), distinct=True))


def group_names_of_pupils(school_class: SchoolClass, on: date) -> dict[int, list[str]]:
    """Pupil → names of the groups, other than the whole class, they are in on the day. One query."""
    members = GroupMembership.objects.filter(
        on_day(on), group__is_whole=False, pupil__in=pupils_of_class(school_class, on).values("pk")
    )
    names: dict[int, list[str]] = {}
    for pupil_id, name in members.order_by("group__name").values_list("pupil", "group__name"):
        names.setdefault(pupil_id, []).append(name)
    return names


def courses_of_class(school_class: SchoolClass) -> QuerySet[Course]:
    """What is taught to the class, its subgroups and its mixed groups."""
    keys = StudyGroup.objects.filter(Q(school_class=school_class) | Q(classes=school_class)).values("pk")
    return Course.objects.filter(group__in=keys, is_active=True).select_related("subject", "group", "teacher")


def split_of(group: StudyGroup) -> list[StudyGroup]:
    """The subgroups that share a split with this one: «7Б англ. 1», «7Б англ. 2»; itself among them, by name."""
    stem = group_stem(group.name)
    peers = StudyGroup.objects.filter(school_class=group.school_class_id, is_whole=False).order_by("name")
    return [peer for peer in peers if peer == group or group_stem(peer.name) == stem]


def places_in(groups: Iterable[StudyGroup], on: date) -> dict[int, int]:
    """Pupil → the group among these they are in on the day, by keys. One query."""
    return dict(GroupMembership.objects.filter(on_day(on), group__in=groups).values_list("pupil", "group"))


def candidates(group: StudyGroup, on: date) -> list[tuple[SchoolClass, list[Pupil]]]:
    """Who may be in the group on the day: pupils of its class or classes, class by class. Two queries."""
    classes = [group.school_class] if group.school_class else list(group.classes.order_by("level", "letter"))
    stays = Enrolment.objects.filter(on_day(on), school_class__in=classes).select_related("pupil")
    by_class: dict[int, list[Pupil]] = {}
    for stay in stays.order_by(*by_name("pupil__"), "pupil__id"):
        by_class.setdefault(stay.school_class_id, []).append(stay.pupil)
    return [(one, by_class.get(one.pk, [])) for one in classes]
