"""The queue of a full slot: a freed seat is offered to the first, until the offer lapses."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.ui.templatetags.ui import instant

from .. import rules
from ..access import bookings
from ..models import Booking, Interval, Waiting
from ..models.bookings import Purpose
from ..queries.slots import Slot, SlotState, slot_of
from ..rules import SlotKey
from .refusals import refuse_purpose, when, why_not
from .seats import lock_hours, take_seat
from .telling import place_of, record, tell_asker, tell_helper, tell_waiting, when_of

State = Booking.State
GONE = "Этого времени в графике больше нет. Выберите другое."


@transaction.atomic
def wait(
    key: SlotKey, *, asker: User, topic: str, now: datetime, purpose: str = Purpose.CONSULTATION,
    ticket_id: int | None = None,
) -> Waiting:  # fmt: skip
    """Stand in the queue of a full slot. Raises ValidationError in Russian when there is a seat, or no such slot."""
    now = timezone.localtime(now)
    lock_hours()
    slot = slot_of(key, user=asker, now=now)
    if slot is None:
        raise ValidationError(GONE)
    if slot.is_free:
        raise ValidationError(f"На {when(slot)} есть место: записывайтесь, ждать не нужно.")
    if not slot.is_full:
        raise why_not(slot) or ValidationError(GONE)
    if slot.is_queued:
        raise ValidationError("Вы уже стоите в этой очереди.")
    refuse_waiting(slot, asker, purpose)
    row = Waiting(
        interval_id=key.interval_id, on=key.on, starts_at=key.starts_at, asker=asker, topic=topic.strip(),
        purpose=purpose, ticket_id=ticket_id, made_at=now,
    )  # fmt: skip
    row.clean_fields()
    row.save()
    audit.record("consultations.join_queue", by=asker, target=("waiting", row.pk), label=when(slot), after=row.topic)
    offer_free(slot_key(row), now=now)  # a seat may have fallen free a moment ago
    return row


def refuse_waiting(slot: Slot, asker: User, purpose: str) -> None:
    """Nobody waits for what they could not take, nor everywhere at once. Raises ValidationError."""
    refuse_purpose(slot, purpose, asker)
    if slot.elsewhere:
        raise ValidationError(f"На {when(slot)} вы уже записаны в другое место.")
    if Waiting.objects.filter(asker=asker, closed_at=None).count() >= rules.MOST_AHEAD:
        raise ValidationError(f"Вы уже стоите в {rules.MOST_AHEAD} очередях: выйдите из лишней в «Моих записях».")


def slot_key(row: Booking | Waiting) -> SlotKey:
    return SlotKey(row.interval_id, row.on, row.starts_at)


@transaction.atomic
def leave_queue(row: Waiting, *, by: User, now: datetime) -> None:
    if Waiting.objects.filter(pk=row.pk, closed_at=None).update(closed_at=now):
        audit.record("consultations.leave_queue", by=by, target=("waiting", row.pk), label=f"{row.on:%d.%m.%Y}")


def close_queues(rows: QuerySet[Waiting], *, why: str, now: datetime) -> None:
    """End the waiting for what will not come, and tell everybody why."""
    for row in rows.filter(closed_at=None):
        Waiting.objects.filter(pk=row.pk).update(closed_at=now)
        tell_waiting(row, why)


def offer_free(key: SlotKey, *, now: datetime) -> int:
    """Offer every free seat of the slot to who waits, first come first served; how many were offered."""
    now = timezone.localtime(now)
    offered = 0
    while not rules.has_begun(key.on, key.starts_at, now=now) and _offer_one(key, now=now):
        offered += 1
    return offered


@transaction.atomic
def _offer_one(key: SlotKey, *, now: datetime) -> bool:
    """Offer a seat to the first who can take it; False when there is nobody, or no seat."""
    lock_hours()
    queue = Waiting.objects.filter(interval=key.interval_id, on=key.on, starts_at=key.starts_at, closed_at=None)
    for waiting in queue.select_for_update(of=("self",)).select_related("asker").order_by("made_at", "id"):
        slot = slot_of(key, user=waiting.asker, now=now)
        if slot is None or slot.state not in (SlotState.FREE, SlotState.OWN):
            return False
        if slot.is_free and not slot.elsewhere:
            return _hold_seat(waiting, slot, now=now)
        Waiting.objects.filter(pk=waiting.pk).update(closed_at=now)  # booked at this time by now: waits no more
    return False


def _hold_seat(waiting: Waiting, slot: Slot, *, now: datetime) -> bool:
    until = rules.offer_ends(waiting.on, waiting.starts_at, now=now)
    row = Booking(
        interval=Interval.objects.select_related("plan__room", "helper").get(pk=waiting.interval_id), on=waiting.on,
        starts_at=waiting.starts_at, ends_at=slot.ends_at, asker=waiting.asker, purpose=waiting.purpose,
        topic=waiting.topic, ticket_id=waiting.ticket_id, state=State.OFFERED, offered_until=until, made_at=now,
        changed_at=now,
    )  # fmt: skip
    if not take_seat(row, capacity=slot.hours.capacity):
        return False
    Waiting.objects.filter(pk=waiting.pk).update(closed_at=now)
    record("offer_seat", row, by=None, after={"до": f"{until:%d.%m %H:%M}"})
    tell_asker(
        row, "offer",
        f"Освободилось место: {when_of(row)}, {place_of(row.interval)}. Подтвердите до {instant(until)}.", by=None,
    )  # fmt: skip
    return True


@transaction.atomic
def accept_offer(row: Booking, *, by: User, now: datetime) -> None:
    """Take the offered seat; once more changes nothing. Raises ValidationError when the offer has lapsed."""
    row = bookings().select_for_update(of=("self",)).get(pk=row.pk)
    if row.state == State.BOOKED:
        return
    if row.state != State.OFFERED or row.offered_until is None or row.offered_until <= now:
        raise ValidationError("Предложение уже не действует: место предложено следующему.")
    row.state, row.offered_until, row.changed_at = State.BOOKED, None, now
    row.save(update_fields=["state", "offered_until", "changed_at"])
    record("book", row, by=by, after=row.topic)
    tell_helper(row, "booked", f"Новая запись: {when_of(row)}, {row.asker_words}. {row.topic}", by=by)


def lapse_offers(now: datetime, *, key: SlotKey | None = None) -> int:
    """Take back the offers whose time is over and offer the seats to the next; how many lapsed. Idempotent."""
    rows = Booking.objects.filter(state=State.OFFERED, offered_until__lte=now)
    if key is not None:
        rows = rows.filter(interval=key.interval_id, on=key.on, starts_at=key.starts_at)
    return sum(_lapse(pk, now=now) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _lapse(pk: int, *, now: datetime) -> bool:
    lock_hours()
    changed = Booking.objects.filter(pk=pk, state=State.OFFERED, offered_until__lte=now).update(
        state=State.CANCELLED, changed_at=now, cancel_reason="место не подтвердили вовремя"
    )
    if changed:
        row = bookings().get(pk=pk)
        record("lapse_offer", row, by=None)
        tell_asker(row, "offer", f"Место на {when_of(row)} предложено следующему: время подтвердить вышло.", by=None)
        offer_free(slot_key(row), now=now)
    return bool(changed)
