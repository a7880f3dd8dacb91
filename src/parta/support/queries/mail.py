"""Whose a letter is: of which request, of which account; and the letters of the help service in both directions."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q

from parta.accounts.models import User
from parta.lib.letters.reading import MailIn
from parta.notices.models import Letter
from parta.regulation.models import Delegation
from parta.school.models import Employee, Guardian, Pupil

from ..models import IncomingLetter, Message, Ticket
from ..rules import mail

OUTGOING = "support."  # kinds of our letters begin so
SHOWN = 50


def help_address() -> str:
    """Where people write to; the school's usual sender where no address of help is set."""
    return settings.HELP_EMAIL or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def ticket_of(found: MailIn) -> Ticket | None:
    """The request a letter answers: by the letters it answers, by our tagged address, by the number in the subject."""
    key = settings.SECRET_KEY
    named = [mail.ticket_of_message_id(one, key) for one in found.thread]
    named += [mail.ticket_of_address(one, help_address(), key) for one in found.recipients]
    return first_of(pk for pk in named if pk) or ticket_of_ids(found.thread) or ticket_of_subject(found.subject)


def ticket_of_ids(message_ids: Iterable[str]) -> Ticket | None:
    """By letters of the asker's own that are in the request."""
    ids = list(message_ids)
    if not ids:
        return None
    said = Message.objects.filter(message_id__in=ids).values("ticket")
    return Ticket.objects.filter(Q(message_id__in=ids) | Q(pk__in=said)).order_by("-pk").first()


def ticket_of_subject(subject: str) -> Ticket | None:
    number = mail.number_in(subject)
    if number is None:
        return None
    return Ticket.objects.filter(number=number.number, year__starts_on__year=number.year).first()


def first_of(keys: Iterable[int]) -> Ticket | None:
    pk = next(iter(keys), None)
    return Ticket.objects.filter(pk=pk).first() if pk else None


def tickets_of_ids(message_ids: Iterable[str]) -> Ticket | None:
    """The request of a letter of ours that came back."""
    return first_of(pk for one in message_ids if (pk := mail.ticket_of_message_id(one, settings.SECRET_KEY)))


def account_of(address: str) -> User | None:
    """The account this address is known to belong to: confirmed by its owner, or written in by the school.

    None where nobody has it, or several have: a family's common address does not tell who writes.
    """
    owner = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
    if owner is not None:
        return owner.user if owner.user.is_active else None
    found = set()
    for person in (Employee, Guardian, Pupil):
        rows = person.objects.filter(email__iexact=address, user__is_active=True)
        found |= set(rows.values_list("user", flat=True))
    return User.objects.get(pk=found.pop()) if len(found) == 1 else None


def is_asker(ticket: Ticket, address: str, account: User | None) -> bool:
    """Whether who writes is who asked: the only one whose letters join the request."""
    by_address = bool(address) and ticket.asker_email.lower() == address.lower()
    return by_address or (account is not None and account.pk == ticket.asker_id)


def letters_of_sender(address: str, since: datetime) -> int:
    return IncomingLetter.objects.filter(sender=address, came_at__gt=since).count()


def confirmations_to(address: str, now: datetime) -> int:
    """How many letters «обращение записано» the address has got in a day."""
    day = now - timedelta(days=1)
    return Letter.objects.filter(kind="support.opened", to=address, made_at__gt=day).count()


def thread_of(ticket: Ticket) -> list[str]:
    """Message-IDs of the letters of a request, in order; the question's own first."""
    said = Message.objects.filter(ticket=ticket, is_internal=False).exclude(message_id="").order_by("pk")
    return [one for one in (ticket.message_id, *said.values_list("message_id", flat=True)) if one]


def deciders(today: date) -> list[int]:
    """Accounts that open the screen of letters: administrators, the responsible person, to whom the rights are lent."""
    lent = Delegation.objects.filter(until__gte=today, ended_at=None).values("to")
    found = User.objects.filter(Q(is_admin=True) | Q(is_introducer=True) | Q(pk__in=lent), is_active=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def letters_to_decide() -> list[IncomingLetter]:
    states = (IncomingLetter.State.HELD, IncomingLetter.State.KEPT)
    return list(IncomingLetter.objects.filter(state__in=states).order_by("-pk")[:SHOWN])


def letters_that_came() -> list[IncomingLetter]:
    return list(IncomingLetter.objects.select_related("ticket").order_by("-pk")[:SHOWN])


def letters_that_go() -> list[Letter]:
    return list(Letter.objects.filter(kind__startswith=OUTGOING).defer("text").order_by("-pk")[:SHOWN])
