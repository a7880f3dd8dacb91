"""Line 3: an outside service works by its own rules; what is sent to it names no person (clause 1.6)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction

from parta.accounts.models import User

from ..models import Message, Ticket
from ..queries.desk import the_desk
from ..queries.outside import stems_for
from ..rules.privacy import hide
from . import ground
from .assigning import OUTSIDE, escalate


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
    text = hide(ground.clean(text, "Отправлять нечего: напишите, что случилось."), stems=stems_for(row)).text
    row.outside_number, row.outside_on = number.strip(), on
    row.clean_fields(exclude=["text"])
    Message.objects.create(ticket=row, author=by, text=text, at=now, is_by_helper=True, is_internal=True)
    ground.note(row, "outside_sent", f"№ {number}" if number else f"{on:%d.%m.%Y}", by=by, now=now)
    ground.save(row)
    mail(row, text)
    return text


def mail(ticket: Ticket, text: str) -> None:
    contact = the_desk().outside_contact
    if is_address(contact):
        transaction.on_commit(
            lambda: send_mail(f"Обращение школы № {ticket.number}", text, None, [contact], fail_silently=False)
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
