"""The helper's day: who came, who did not, who came without booking, and what came of it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from parta.accounts.models import User

from .. import rules
from ..access import bookings
from ..models import Booking
from ..models.bookings import Purpose
from ..queries.hours import hours_between
from ..rules import SlotKey
from .bookings import interval_of
from .queue import GONE
from .seats import lock_hours, taken_seats
from .telling import record, when_of

State = Booking.State
MOST_SEATS = 100  # of a slot together with those who came without booking


@transaction.atomic
def hold_booking(booking: Booking, *, outcome: str, by: User) -> None:
    """The consultation took place; the outcome may be written later, then this is called again.

    Raises ValidationError for a booking that is cancelled, only offered, or of another day to come.
    """
    row = happened(booking)
    before = {"состояние": row.get_state_display(), "итог": row.outcome}
    row.state, row.outcome, row.changed_at = State.HELD, outcome.strip() or row.outcome, timezone.now()
    row.clean_fields()
    row.save(update_fields=["state", "outcome", "changed_at"])
    record("hold_booking", row, by=by, before=before, after={"состояние": "состоялась", "итог": row.outcome})


@transaction.atomic
def miss_booking(booking: Booking, *, by: User) -> None:
    """Who was booked did not come. Raises ValidationError before the start, and when an outcome is written."""
    row = happened(booking)
    if not rules.has_begun(row.on, row.starts_at, now=timezone.localtime()):
        raise ValidationError("Время записи ещё не началось.")
    if row.outcome or row.is_walk_in:
        raise ValidationError("По этой записи уже есть итог.")
    before = row.get_state_display()
    row.state, row.changed_at = State.MISSED, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    record("miss_booking", row, by=by, before=before, after="не пришёл")


def happened(booking: Booking) -> Booking:
    row = bookings().select_for_update(of=("self",)).get(pk=booking.pk)
    if row.state in (State.CANCELLED, State.OFFERED):
        raise ValidationError("Эта запись не действует: итог записать нельзя.")
    if row.on > timezone.localdate():
        raise ValidationError(f"Консультация ещё впереди: {when_of(row)}.")
    return row


def walk_in(
    key: SlotKey, *, topic: str, by: User, now: datetime, asker: User | None = None, asker_name: str = "",
    purpose: str = Purpose.CONSULTATION, outcome: str = "",
) -> Booking:  # fmt: skip
    """Write down who came without booking: an account, or the name of who has none. Held at once.

    They sit beyond the slot's seats when all are taken: they came. Raises ValidationError in Russian.
    """
    if asker is None and not asker_name.strip():
        raise ValidationError({"asker_name": "Напишите, кто пришёл."})
    now = timezone.localtime(now)
    if key.on > now.date():
        raise ValidationError("Без записи приходят сегодня, а этот день ещё впереди.")
    with transaction.atomic():
        lock_hours()
        span = span_of(key)
        row = Booking(
            interval=interval_of(key), on=key.on, starts_at=key.starts_at, ends_at=span.ends_at, asker=asker,
            asker_name="" if asker else " ".join(asker_name.split()), purpose=purpose, topic=topic.strip(),
            is_walk_in=True, state=State.HELD, outcome=outcome.strip(), made_by=by, made_at=now, changed_at=now,
        )  # fmt: skip
        row.clean_fields()
        sit(row)
        record("walk_in", row, by=by, after=row.topic)
    return row


def span_of(key: SlotKey) -> rules.Span:
    hours = hours_between(key.on, key.on, interval_id=key.interval_id).hours
    spans = [span for one in hours for span in one.spans if span.starts_at == key.starts_at]
    if not spans:
        raise ValidationError(GONE)
    return spans[0]


def sit(row: Booking) -> None:
    """Save on the lowest free seat, whatever the capacity."""
    while (seat := rules.first_free(taken_seats(row), MOST_SEATS)) is not None:
        row.seat = seat
        try:
            with transaction.atomic():
                row.save()
            return
        except IntegrityError:
            if seat not in taken_seats(row):
                words = "Этот человек уже записан на это время: отметьте в списке, что он пришёл."
                raise ValidationError(words) from None
    raise ValidationError("Столько людей в одно время не записать.")
