"""Classes and groups with those who are in them on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from ..models import Pupil, SchoolClass, StudyGroup


def pupils_of_class(school_class: SchoolClass, on: date) -> QuerySet[Pupil]:
    """Who is in the class on the day, by name."""
    return Pupil.objects.filter(
        Q(enrolments__to_on=None) | Q(enrolments__to_on__gte=on),
        enrolments__school_class=school_class, enrolments__from_on__lte=on,
    )  # fmt: skip


def pupils_of_group(group: StudyGroup, on: date) -> QuerySet[Pupil]:
    """Who is in the group on the day, by name."""
    return Pupil.objects.filter(
        Q(memberships__to_on=None) | Q(memberships__to_on__gte=on),
        memberships__group=group, memberships__from_on__lte=on,
    )  # fmt: skip
