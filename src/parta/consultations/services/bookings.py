"""Booking a slot, moving and cancelling a booking by whoever made it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from parta.accounts.models import User

from .. import rules
from ..access import bookings
from ..models import Booking, Interval
from ..models.bookings import Purpose
from ..queries.slots import Slot, slot_of
from ..rules import SlotKey
from .queue import GONE, lapse_offers, offer_free, slot_key
from .refusals import FullSlot, refuse_purpose, when, why_not
from .seats import lock_hours, take_seat
from .telling import place_of, record, tell_asker, tell_helper, when_of

State = Booking.State


def book(
    key: SlotKey,
    *,
    asker: User,
    topic: str,
    by: User,
    now: datetime,
    purpose: str = Purpose.CONSULTATION,
    ticket_id: int | None = None,
) -> Booking:
    """Take a seat of the slot for the asker. Raises FullSlot when all are taken, ValidationError for the rest.

    Whatever the clicks, the database keeps one person a seat and one seat a person at a time.
    """
    now = timezone.localtime(now)
    lapse_offers(now, key=key)
    with transaction.atomic():
        lock_hours()
        slot = open_slot(key, asker, now=now)
        refuse_purpose(slot, purpose, asker)
        refuse_many(asker, now=now)
        row = Booking(
            interval=interval_of(key), on=key.on, starts_at=key.starts_at, ends_at=slot.ends_at, asker=asker,
            purpose=purpose, topic=topic.strip(), ticket_id=ticket_id, made_by=by, made_at=now, changed_at=now,
        )  # fmt: skip
        row.clean_fields()
        seat_or_refuse(row, slot)
        record("book", row, by=by, after=row.topic)
        words = f"{when_of(row)}, {place_of(row.interval)}"
        tell_helper(row, "booked", f"Новая запись: {words}. {row.asker_words}: {row.topic}", by=by)
        tell_asker(row, "booked", f"Вас записали на консультацию: {words}.", by=by)
    return row


def interval_of(key: SlotKey) -> Interval:
    return Interval.objects.select_related("plan__room", "helper").get(pk=key.interval_id)


def open_slot(key: SlotKey, asker: User, *, now: datetime, instead_of: int | None = None) -> Slot:
    """The slot as the asker may take it; `instead_of` is a booking given up for it. Raises ValidationError."""
    slot = slot_of(key, user=asker, now=now)
    if slot is None:
        raise ValidationError(GONE)
    refusal = why_not(slot)
    if refusal is not None:
        raise refusal
    if slot.elsewhere - {instead_of}:
        raise ValidationError(f"На {when(slot)} вы уже записаны в другое место.")
    return slot


def refuse_many(asker: User, *, now: datetime) -> None:
    ahead = Booking.objects.filter(asker=asker, on__gte=now.date(), state__in=[State.BOOKED, State.OFFERED])
    if ahead.count() >= rules.MOST_AHEAD:
        raise ValidationError(f"Впереди у вас уже {rules.MOST_AHEAD} записей: отмените лишнюю или дождитесь ближайшей.")


def seat_or_refuse(row: Booking, slot: Slot) -> None:
    try:
        is_seated = take_seat(row, capacity=slot.hours.capacity)
    except IntegrityError:
        raise ValidationError(f"На {when(slot)} вы уже записаны.") from None
    if not is_seated:
        raise FullSlot(slot)


def move_booking(booking: Booking, *, to: SlotKey, by: User, now: datetime) -> Booking:
    """Take a seat of another slot instead; the old seat goes to the queue. Raises FullSlot, ValidationError."""
    now = timezone.localtime(now)
    lapse_offers(now, key=to)
    with transaction.atomic():
        row = changeable(booking, now=now)
        assert row.asker is not None  # who came without an account came: there is nothing to move
        slot = open_slot(to, row.asker, now=now, instead_of=row.pk)
        refuse_purpose(slot, row.purpose, row.asker)
        old, before, old_helper = slot_key(row), when_of(row), row.interval.helper_id
        if old_helper != slot.hours.helper_id:
            tell_helper(row, "cancelled", f"Запись перенесена от вас: {before}, {row.asker_words}.", by=by)
        row.interval, row.on, row.starts_at, row.ends_at = interval_of(to), to.on, to.starts_at, slot.ends_at
        row.sequence, row.day_told_at, row.hour_told_at, row.changed_at = row.sequence + 1, None, None, now
        seat_or_refuse(row, slot)
        record("move_booking", row, by=by, before=before, after=when_of(row))
        words = f"Запись перенесена: {before} → {when_of(row)}, {place_of(row.interval)}."
        tell_helper(row, "moved", f"{words} {row.asker_words}: {row.topic}", by=by)
        tell_asker(row, "moved", words, by=by)
        offer_free(old, now=now)
    return row


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User, now: datetime, reason: str = "") -> None:
    """Give the seat back, or refuse an offered one; the next in the queue gets it. Raises ValidationError.

    Whoever is booked may do it until the start; the helper and the responsible person also say why.
    """
    now = timezone.localtime(now)
    row = changeable(booking, now=now, states=(State.BOOKED, State.OFFERED))
    drop(row, reason=reason.strip(), by=by, now=now)
    offer_free(slot_key(row), now=now)


def drop(row: Booking, *, reason: str, by: User | None, now: datetime) -> None:
    """Free the seat and tell both sides; the row is locked by the caller. Nobody did it when the hours went."""
    was_offer = row.state == State.OFFERED
    row.state, row.cancel_reason, row.changed_at = State.CANCELLED, reason, now
    row.sequence += 1
    row.save(update_fields=["state", "cancel_reason", "changed_at", "sequence"])
    record("refuse_offer" if was_offer else "cancel_booking", row, by=by, before=row.topic, after=reason or None)
    why = f" Причина: {reason}" if reason else ""
    if not was_offer:
        tell_helper(row, "cancelled", f"Запись отменена: {when_of(row)}, {row.asker_words}.{why}", by=by)
    tell_asker(row, "cancelled", f"Ваша запись отменена: {when_of(row)}, {place_of(row.interval)}.{why}", by=by)


def changeable(booking: Booking, *, now: datetime, states: tuple[str, ...] = (State.BOOKED,)) -> Booking:
    """The booking, locked, if it is still ahead. Raises ValidationError."""
    lock_hours()
    row = bookings().select_for_update(of=("self",)).get(pk=booking.pk)
    if row.state not in states:
        raise ValidationError(f"Эта запись уже не действует: {row.get_state_display()}.")
    if rules.has_begun(row.on, row.starts_at, now=now):
        raise ValidationError("Время записи уже началось: её не перенести и не отменить.")
    return row
