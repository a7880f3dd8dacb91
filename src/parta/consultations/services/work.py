"""What is done by itself as time goes on: offers lapse, freed seats are offered, people are reminded."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.notices.services import queue

from .. import rules
from ..access import bookings
from ..models import Booking, SeminarPlace, Waiting
from ..rules import SlotKey
from .queue import lapse_offers, offer_free
from .telling import place_of, when_of, when_of_seminar

DAY, HOUR = "day_told_at", "hour_told_at"


def tick(now: datetime) -> None:
    """Everything that is due by now. Idempotent; called once a minute."""
    lapse_offers(now)
    serve_queues(now)
    remind(now)
    remind_of_seminars(now)


def serve_queues(now: datetime) -> None:
    """Close queues of slots that have begun, and offer seats that fell free unseen."""
    local = timezone.localtime(now)
    open_queues = Waiting.objects.filter(closed_at=None).order_by("interval", "on", "starts_at")
    for interval, on, start in open_queues.values_list("interval", "on", "starts_at").distinct():
        if rules.has_begun(on, start, now=local):
            open_queues.filter(interval=interval, on=on, starts_at=start).update(closed_at=now)
        else:
            offer_free(SlotKey(interval, on, start), now=now)


def remind(now: datetime) -> int:
    """Remind of bookings a day before and an hour before, each once; how many were told.

    Who booked later than that was just there and needs no reminder. An hour's reminder makes a day's one needless.
    """
    local = timezone.localtime(now)
    rows = bookings().filter(
        state=Booking.State.BOOKED, asker__isnull=False, hour_told_at=None, on__gte=local.date(),
        on__lte=(local + rules.DAY_BEFORE).date(),
    )  # fmt: skip
    return sum(_remind(row, now=local) for row in rows)


def _remind(row: Booking, *, now: datetime) -> bool:
    start = rules.starts(row.on, row.starts_at)
    ahead = start - now.replace(tzinfo=None)
    field, limit = (HOUR, rules.HOUR_BEFORE) if ahead <= rules.HOUR_BEFORE else (DAY, rules.DAY_BEFORE)
    if not is_due(start, limit, made_at=row.made_at, now=now):
        return False
    words = "Меньше чем через час" if field == HOUR else near_day(row.on, now)
    with transaction.atomic():
        told = Booking.objects.filter(pk=row.pk, state=Booking.State.BOOKED, **{field: None}).update(**{field: now})
        if told:
            text = f"{words} консультация: {when_of(row)}, {place_of(row.interval)}. {row.topic}"
            queue("consultations.reminder", text, to=[row.asker_id or 0], url=reverse("consultations:mine"))
    return bool(told)


def is_due(start: datetime, limit: timedelta, *, made_at: datetime, now: datetime) -> bool:
    """Less than `limit` is left, it has not begun, and it was known before that."""
    known = timezone.localtime(made_at).replace(tzinfo=None)
    return timedelta(0) < start - now.replace(tzinfo=None) <= limit and known <= start - limit


def near_day(on: date, now: datetime) -> str:
    return "Сегодня" if on == now.date() else "Завтра"


def remind_of_seminars(now: datetime) -> int:
    """Remind who has a place a day before, once; how many were told."""
    local = timezone.localtime(now)
    rows = SeminarPlace.objects.filter(
        left_at=None, told_at=None, seminar__cancelled_at=None, seminar__on__gte=local.date(),
        seminar__on__lte=(local + rules.DAY_BEFORE).date(),
    )  # fmt: skip
    return sum(_remind_of_seminar(place, now=local) for place in rows.select_related("seminar__room"))


def _remind_of_seminar(place: SeminarPlace, *, now: datetime) -> bool:
    seminar = place.seminar
    start = rules.starts(seminar.on, seminar.starts_at)
    if not is_due(start, rules.DAY_BEFORE, made_at=place.at, now=now):
        return False
    with transaction.atomic():
        told = SeminarPlace.objects.filter(pk=place.pk, told_at=None).update(told_at=now)
        if told:
            text = f"{near_day(seminar.on, now)} семинар «{seminar.title}»: {when_of_seminar(seminar)}"
            url = reverse("consultations:seminar", args=[seminar.pk])
            queue("consultations.reminder", text, to=[place.user_id], url=url)
    return bool(told)
