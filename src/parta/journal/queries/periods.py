"""Periods of a course: the tabs of its pages, and which one is today's."""

from datetime import date

from django.http import Http404

from parta.school.models import Course, Period


def periods_of(course: Course) -> list[Period]:
    """The periods of the course's scheme, in order. One query."""
    return list(Period.objects.filter(scheme=course.scheme_id).order_by("number"))


def pick(periods: list[Period], pk: int) -> Period:
    """The period with this key; 404 when the course has no such one."""
    for period in periods:
        if period.pk == pk:
            return period
    raise Http404


def period_of(course: Course, pk: int) -> Period:
    period = Period.objects.filter(scheme=course.scheme_id, pk=pk).first()
    if period is None:
        raise Http404
    return period


def period_around(periods: list[Period], today: date) -> Period | None:
    """Today's period; in the holidays the last one begun, before the year the first. None without periods."""
    begun = [period for period in periods if period.starts_on <= today]
    return begun[-1] if begun else next(iter(periods), None)
