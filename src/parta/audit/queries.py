"""Reads of history, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Change

PAGE = 100  # rows a page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for; empty fields do not narrow."""

    who: str = ""
    action: str = ""
    about: str = ""
    pupil_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


def changes(wanted: Wanted) -> QuerySet[Change]:
    found = Change.objects.select_related("by")
    for word in wanted.who.split():
        found = found.filter(
            Q(by__last_name__icontains=word)
            | Q(by__first_name__icontains=word)
            | Q(by__patronymic__icontains=word)
            | Q(by__username__iexact=word)
        )
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.about:
        found = found.filter(label__icontains=wanted.about)
    if wanted.pupil_id:
        found = found.filter(pupil_id=wanted.pupil_id)
    if wanted.from_on:
        found = found.filter(at__gte=_midnight(wanted.from_on))
    if wanted.to_on:
        found = found.filter(at__lte=_midnight(wanted.to_on, time.max))
    return found.order_by("-id")


def page_of(found: QuerySet[Change], *, below: int | None) -> tuple[list[Change], int | None]:
    """One page of rows with numbers below `below`, and where the next page starts (None at the end)."""
    if below is not None:
        found = found.filter(pk__lt=below)
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def _midnight(on: date, at: time = time.min) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))
