"""Rooms with their hours; a seat is taken by quarters of an hour, all of them or none."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices
from parta.school.queries.breaks import breaks_between
from parta.school.services import rows
from parta.ui.templatetags.ui import weekday_day

from ..access import may_book
from ..models import OpenRoom, RoomClosure, RoomHours, SeatBooking, WorkPlace
from ..queries.seats import hours_on, joined
from ..rules.seats import MINUTES, MOST_QUARTERS, Hours, is_past, open_quarters, taken_words, why_not

TAKEN = "Это время на этом месте уже занято. Выберите другое место или другое время."
TWICE = "В это время вы уже записаны на другое место."


@transaction.atomic
def save_room(room: OpenRoom, hours: Mapping[int, Sequence[Hours]], /, *, by: User, **fields: Any) -> OpenRoom:
    """Open a room for booking, or change who keeps it and its hours: weekday 1–7 → hours. Raises ValidationError."""
    if room.pk:
        rows.change(room, "readiness.set_room", fields, by=by)
    else:
        rows.assign(room, fields)
        rows.add(room, "readiness.open_room", by=by)
    OpenRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
    wanted = [(weekday, one.starts_at, one.ends_at) for weekday, found in sorted(hours.items()) for one in found]
    known = list(room.hours.values_list("weekday", "starts_at", "ends_at"))
    if wanted != known:
        room.hours.all().delete()
        RoomHours.objects.bulk_create(
            RoomHours(open_room=room, weekday=weekday, starts_at=start, ends_at=end) for weekday, start, end in wanted
        )
        audit.record(
            "readiness.set_room_hours", by=by, target=("openroom", room.pk), label=str(room),
            before=[hours_words(line) for line in known], after=[hours_words(line) for line in wanted],
        )  # fmt: skip
    free_outside(room, hours, by=by)
    return room


def free_outside(room: OpenRoom, hours: Mapping[int, Sequence[Hours]], *, by: User) -> None:
    """Take off what is booked ahead outside the hours as they are now, and by pupils where only staff may sit."""
    is_open = {weekday: set(open_quarters(found)) for weekday, found in hours.items()}
    lost = {
        row.key
        for row in ahead(SeatBooking.objects.filter(place__room=room.room_id).select_related("user"))
        if row.quarter not in is_open.get(row.on.isoweekday(), ()) or not may_book(room, row.user)
    }
    take_off(SeatBooking.objects.filter(key__in=lost), why="часы кабинета изменились", by=by)


def ahead(rows: QuerySet[SeatBooking]) -> list[SeatBooking]:
    """Those quarters that are not over: what was sat off stays in the list of who sat where."""
    now = timezone.localtime()
    return [row for row in rows.filter(on__gte=now.date()) if not is_past(row.on, row.quarter, now=now)]


def keys_ahead(rows: QuerySet[SeatBooking]) -> QuerySet[SeatBooking]:
    """Whole bookings of which some quarter is not over."""
    return SeatBooking.objects.filter(key__in={row.key for row in ahead(rows)})


def hours_words(line: tuple[int, Any, Any]) -> str:
    weekday, start, end = line
    return f"{('пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс')[weekday - 1]} {start:%H.%M}–{end:%H.%M}"


@transaction.atomic
def close_day(room: OpenRoom, *, on: date, reason: str, by: User) -> int:
    """The room is shut on the day: bookings of it are taken off and their people told. Returns how many there were.

    Raises ValidationError for a day that is over and for one that is shut already.
    """
    if on < timezone.localdate():
        raise ValidationError({"on": "Этот день уже прошёл."})
    OpenRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
    rows.add(RoomClosure(open_room=room, on=on, reason=reason), "readiness.close_day", by=by, label=f"{room}, {on}")
    of_day = SeatBooking.objects.filter(place__room=room.room_id, on=on)
    return take_off(keys_ahead(of_day), why=f"кабинет закрыт, {reason}", by=by)


@transaction.atomic
def open_day(closure: RoomClosure, *, by: User) -> None:
    """The room is open on the day after all; what was booked does not come back."""
    rows.remove(closure, "readiness.open_day", by=by, label=f"{closure.open_room}, {closure.on}")


@transaction.atomic
def book_seat(
    room: OpenRoom, place: WorkPlace, *, on: date, first: int, last: int, purpose: str = "", by: User
) -> UUID:
    """Take the seat for the quarters from `first` up to but without `last`: all or none.

    The database refuses a clash, however many ask at once; the room and the place are held meanwhile, so that neither
    is shut between the question and the answer. Raises ValidationError in Russian.
    """
    room = OpenRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
    place = WorkPlace.objects.select_for_update(no_key=True, of=("self",)).select_related("room").get(pk=place.pk)
    hours, closed = hours_on(room, on)
    if closed:
        raise ValidationError(f"{weekday_day(on)} кабинет закрыт: {closed}.")
    if place.room_id != room.room_id or not place.is_bookable or place.state != WorkPlace.State.WORKS:
        raise ValidationError("Это место сейчас занять нельзя.")
    refusal = why_not(on, first, last, hours, now=timezone.localtime())
    if not refusal and last - first + SeatBooking.objects.filter(user=by, on=on).count() > MOST_QUARTERS:
        refusal = f"На один день — не больше {MOST_QUARTERS * MINUTES // 60} часов: место нужно и другим."
    if refusal:
        raise ValidationError(refusal)
    key = uuid4()
    made = [
        SeatBooking(place=place, on=on, quarter=quarter, key=key, user=by, purpose=purpose)
        for quarter in range(first, last)
    ]
    try:
        with transaction.atomic():
            SeatBooking.objects.bulk_create(made)
            record_seat("readiness.book_seat", place, on, taken_words(first, last, hours), by=by)
    except IntegrityError:
        own = SeatBooking.objects.filter(user=by, on=on, quarter__gte=first, quarter__lt=last).exists()
        raise ValidationError(TWICE if own else TAKEN) from None
    return key


@transaction.atomic
def free_seat(booking: SeatBooking, *, by: User) -> None:
    """Cancel the whole booking this quarter is of; its owner is told when another does it.

    Raises ValidationError when its time is over: who sat where is not rewritten.
    """
    found = keys_ahead(SeatBooking.objects.filter(key=booking.key))
    if not take_off(found, why="место освобождено", by=by):
        raise ValidationError("Это время уже прошло: снимать нечего.")


@transaction.atomic
def free_place(place: WorkPlace, *, why: str = "место не работает", by: User) -> int:
    """The seat can't be sat at any more: take off what is booked ahead. Returns how many bookings."""
    return take_off(keys_ahead(SeatBooking.objects.filter(place=place)), why=why, by=by)


@transaction.atomic
def free_breaks(now: datetime) -> int:
    """Take off what is booked ahead on days that became days of rest. Returns how many bookings; may be run again."""
    days = SeatBooking.objects.filter(on__gte=timezone.localdate(now)).values_list("on", flat=True)
    booked = sorted(days.order_by().distinct())
    breaks = breaks_between(booked[0], booked[-1]) if booked else []
    return sum(
        take_off(keys_ahead(SeatBooking.objects.filter(on__gte=first, on__lte=last)), why=name, by=None)
        for name, first, last in breaks
    )


def take_off(found: QuerySet[SeatBooking], *, why: str, by: User | None) -> int:
    """Delete the quarters, write what they were into history, tell their people why; `by` is None by the clock."""
    rows_found = list(found.select_related("place__room", "user").order_by("on", "quarter"))
    taken = joined(rows_found, {}, now=timezone.localtime())
    SeatBooking.objects.filter(pk__in=[row.pk for row in rows_found]).delete()
    for one in taken:
        record_seat("readiness.cancel_seat", one.place, one.on, one.words, by=by)
        if one.user != by:
            notices.queue(
                "readiness.seat", to=[one.user], url="/readiness/seats/",
                text=f"Ваша запись снята: {one.place}, {weekday_day(one.on)}, {one.words}. {capfirst(why)}.",
            )  # fmt: skip
    return len(taken)


def record_seat(action: str, place: WorkPlace, on: date, words: str, *, by: User | None) -> None:
    audit.record(action, by=by, target=("workplace", place.pk), label=f"{place}, {on:%d.%m.%Y}, {words}")
