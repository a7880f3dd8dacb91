"""Lines written into the register afterwards: by telephone, walked in, on paper, at a seminar (clause 2.4)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.school.models import SchoolYear

from ..models import Message, State, Ticket
from . import ground
from .opening import open_ticket


@transaction.atomic
def enter_line(
    *, channel: str, asked_at: datetime, text: str, by: User, now: datetime, kind: str, topic: str, place: str = "",
    asker: User | None = None, asker_name: str = "", asker_words: str = "", asker_role: str = "stranger",
    helper: User | None = None, resolution: str = "", answered_at: datetime | None = None,
) -> Ticket:  # fmt: skip
    """Enter a line with its own date and time; it is marked «внесено позже».

    With a `resolution` it is closed at once, with the date it was answered on. Raises ValidationError for dates that
    cannot be, a name that is missing, or a closed register.
    """
    if asked_at < earliest():
        raise ValidationError({"asked_at": "Эта дата раньше первого учебного года в журнале."})
    if asked_at > now:
        raise ValidationError({"asked_at": "Обращение не может быть из будущего."})
    answered_at = answered_at or (asked_at if resolution.strip() else None)
    if answered_at is not None and not asked_at <= answered_at <= now:
        raise ValidationError({"answered_at": "Ответ не раньше обращения и не позже сегодняшнего дня."})
    if asker is None and not asker_name.strip():
        raise ValidationError({"asker_name": "Напишите, кто обратился."})
    helper = helper or (by if resolution.strip() else None)
    if helper is not None and helper == asker:
        raise ValidationError("Обратившийся и помощник — один человек. Поручите обращение другому.")
    ticket = open_ticket(
        text=text, now=now, kind=kind, topic=topic, channel=channel, asker=asker, asker_name=asker_name,
        asker_words=asker_words, asker_role=asker_role, asked_at=asked_at, entered_by=by, place=place,
        helper=helper,
    )  # fmt: skip
    if answered_at is not None and resolution.strip():
        close_entered(ticket, resolution.strip(), answered_at, by=by, now=now)
    return ticket


def earliest() -> datetime:
    """The beginning of the calendar year in which the first school year begins: before it there is no register."""
    first = SchoolYear.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
    return timezone.make_aware(datetime(first.year if first else 2000, 1, 1))  # noqa: DTZ001  made aware


def close_entered(ticket: Ticket, resolution: str, answered_at: datetime, *, by: User, now: datetime) -> None:
    row = ground.locked(ticket)
    minutes = ground.spent(row, answered_at)
    row.first_answer_at = row.solved_at = row.closed_at = answered_at
    row.answer_minutes = row.solution_minutes = minutes
    row.state, row.resolution = State.CLOSED, resolution
    if row.kind == "proposal":
        row.is_accepted = None
    Message.objects.create(ticket=row, author=row.helper or by, text=resolution, at=answered_at, is_by_helper=True)
    ground.note(row, "solved", by=by, now=now)
    ground.save(row)
    ticket.refresh_from_db()
