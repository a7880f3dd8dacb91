"""What came of a consultation, written into the register (clause 1.7)."""

from datetime import datetime

from django.db import transaction

from parta.accounts.models import User
from parta.consultations.models import Booking
from parta.consultations.services import hold_booking
from parta.ui.templatetags.ui import instant
from parta.ui.templatetags.ui import room as room_words

from ..models import Ticket
from . import ground, talk
from .opening import open_ticket


def ticket_of(booking: Booking) -> Ticket | None:
    """The request a booking is about: made of it, or named by it and asked by the same person."""
    known = Ticket.objects.filter(booking=booking).first()
    if known is not None or booking.ticket_id is None or booking.asker_id is None:
        return known
    return Ticket.objects.filter(pk=booking.ticket_id, asker=booking.asker_id).first()


@transaction.atomic
def write_outcome(booking: Booking, *, outcome: str, topic: str, is_solved: bool, by: User, now: datetime) -> Ticket:
    """Hold the booking and write its outcome: into its request, or into a new row of the register.

    The row is dated by the booking, its channel is «по графику». Raises ValidationError as `hold_booking` does.
    """
    outcome = ground.clean(outcome, "Напишите, что решили на консультации.")
    hold_booking(booking, outcome=outcome[:2000], by=by)
    ticket = ticket_of(booking) or row_of(booking, topic=topic, by=by, now=now)
    if ticket.is_open:
        talk.answer(ticket, text=outcome, by=by, seen=last_seen(ticket), now=now, then="solve" if is_solved else "")
    else:
        talk.add_message(ticket, text=outcome, by=by, now=now)
    row = ground.locked(ticket)
    if row.booking_id is None:
        row.booking = booking
    ground.note(row, "outcome", f"{instant(now)}", by=by, now=now)
    ground.save(row)
    return row


def row_of(booking: Booking, *, topic: str, by: User, now: datetime) -> Ticket:
    return open_ticket(
        text=booking.topic, topic=topic, channel="slot", asker=booking.asker, asker_name=booking.asker_name,
        asked_at=min(booking.made_at, now), now=now, place=room_words(booking.interval.plan.room.name), booking=booking,
        helper=booking.interval.helper.user or by
    )  # fmt: skip


def last_seen(ticket: Ticket) -> int:
    """Outcomes are written with the whole conversation known: nothing clashes."""
    return ticket.messages.order_by("-pk").values_list("pk", flat=True).first() or 0
