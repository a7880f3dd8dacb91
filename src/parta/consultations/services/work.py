"""What is done by itself as time goes on: lost hours are told, offers lapse, seats are offered, people reminded."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.notices.services import queue

from .. import rules
from ..access import bookings
from ..models import Booking, SeminarPlace, Waiting
from ..queries.hours import HoursBook, hours_between
from ..rules import SlotKey
from .bookings import drop
from .queue import close_queues, lapse_offers, offer_free, slot_key
from .seats import lock_hours
from .telling import place_of, when_of, when_of_seminar

DAY, HOUR = "day_told_at", "hour_told_at"


def tick(now: datetime) -> None:
    """Everything that is due by now. Idempotent; called once a minute."""
    drop_lost(now)
    lapse_offers(now)
    serve_queues(now)
    remind(now)
    remind_of_seminars(now)


def drop_lost(now: datetime) -> int:
    """Cancel what is booked and waited for in hours that went by themselves; how many bookings, each told why.

    The helper left the school, or days of study became days of rest. A helper's lesson cancels nothing: the helper
    sees it and decides.
    """
    now = timezone.localtime(now)
    if not any(lost(now)):
        return 0
    with transaction.atomic():
        lock_hours()
        rows, queues = lost(now)  # what was seen before the lock may be otherwise by now
        for row, why in rows:
            drop(row, reason=why, by=None, now=now)
        for waiting, why in queues:
            close_queues(Waiting.objects.filter(pk=waiting.pk), why=why, now=now)
    return len(rows)


def lost(now: datetime) -> tuple[list[tuple[Booking, str]], list[tuple[Waiting, str]]]:
    """Bookings and places in queues that are ahead and have no hours, each with the reason. Seven queries at most."""
    states = (Booking.State.BOOKED, Booking.State.OFFERED)
    rows = list(bookings().filter(state__in=states, on__gte=now.date()))
    waiting = Waiting.objects.filter(closed_at=None, on__gte=now.date())
    queues = list(waiting.select_related("interval__plan__room", "interval__helper"))
    if not rows and not queues:
        return [], []
    last = max([*(row.on for row in rows), *(row.on for row in queues)])
    book = hours_between(now.date(), last)
    slots = {SlotKey(one.interval_id, one.on, span.starts_at) for one in book.hours for span in one.spans}

    def is_lost(row: Booking | Waiting) -> bool:
        return not rules.has_begun(row.on, row.starts_at, now=now) and slot_key(row) not in slots

    return (
        [(row, why_lost(row, book)) for row in rows if is_lost(row)],
        [(row, why_lost(row, book)) for row in queues if is_lost(row)],
    )


def why_lost(row: Booking | Waiting, book: HoursBook) -> str:
    helper, room = row.interval.helper, row.interval.plan.room.name
    if helper.left_on is not None and helper.left_on < row.on:
        return f"{helper.short_name} больше не работает в школе"
    return next((one.words for one in book.closed if (one.on, one.room) == (row.on, room)), "график изменился")


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
