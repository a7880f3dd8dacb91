"""Line 3: an outside service works by its own rules; what is sent to it names no person (clause 1.6)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.notices import services as notices

from ..models import Message, Ticket
from ..models.tickets import OPEN
from ..queries.desk import the_desk
from ..queries.outside import stems_for
from ..rules.privacy import hide
from . import ground
from .assigning import OUTSIDE, escalate
from .states import refuse
from .talk import said_again


@transaction.atomic
def send_outside(ticket: Ticket, *, text: str, number: str, on: date, by: User, now: datetime) -> str:
    """Write down that the bundle went out, with the number the outside service gave; mail it when it has an address.

    People are hidden once more in whatever text comes here. Returns the text as it went out.
    """
    if ticket.line < OUTSIDE:
        for _ in range(OUTSIDE - ticket.line):
            escalate(ticket, reason="Отправлено во внешнюю службу.", by=by, now=now)
            ticket.line += 1
    row = ground.locked(ticket)
    if row.state not in OPEN:
        raise refuse(row)
    if on > timezone.localdate(now):
        raise ValidationError({"on": "Отправить можно сегодня, а не в будущем."})
    text = hide(ground.clean(text, "Отправлять нечего: напишите, что случилось."), stems=stems_for(row)).text
    if said_again(row, text, [], by=by, now=now, is_internal=True):
        return text
    row.outside_number, row.outside_on = number.strip(), on
    row.clean_fields(exclude=["text"])
    Message.objects.create(ticket=row, author=by, text=text, at=now, is_by_helper=True, is_internal=True)
    ground.note(row, "outside_sent", f"№ {number}" if number else f"{on:%d.%m.%Y}", by=by, now=now)
    ground.save(row)
    mail(row, text, now=now)
    return text


def mail(ticket: Ticket, text: str, *, now: datetime) -> None:
    """Put the letter into the outbox: a post office out of order loses nothing."""
    contact = the_desk().outside_contact
    if is_address(contact):
        notices.post(
            contact, kind="support.outside", subject=f"Обращение школы № {ticket.number}", text=text, due_at=now
        )


def is_address(contact: str) -> bool:
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


@transaction.atomic
def outside_answered(ticket: Ticket, *, number: str, text: str, on: date, by: User, now: datetime) -> None:
    """What the outside service answered and when; the helper tells it to the asker in own words."""
    row = ground.locked(ticket)
    if row.outside_on is None:
        raise ValidationError("Это обращение во внешнюю службу ещё не отправляли.")
    if on < row.outside_on:
        raise ValidationError("Ответ не может быть раньше отправки.")
    row.outside_number = number.strip() or row.outside_number
    row.outside_answer = ground.clean(text, "Напишите, что ответили.")
    row.outside_answered_on = on
    row.clean_fields(exclude=["text"])
    ground.note(row, "outside_answer", f"{on:%d.%m.%Y}", by=by, now=now)
    ground.save(row)
