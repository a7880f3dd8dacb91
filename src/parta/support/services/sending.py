"""Letters of the help service: the number given, a helper's answer, with headers by which mail programs thread."""

from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from parta.lib.letters.quotes import MARK
from parta.notices import services as notices
from parta.notices.models import Letter
from parta.notices.services.letters import MailFile, mail_domain
from parta.school.models import School

from ..models import Channel, Message, Ticket, TicketFile
from ..queries import mail
from ..rules.mail import CONFIRMED_A_DAY, Number, subject_of, tag, tagged

MOST_REFERENCES = 20


def wants_letters(ticket: Ticket) -> bool:
    """Who asked by mail, or has no account to read an answer in, gets it by mail."""
    return bool(ticket.asker_email) and (ticket.channel == Channel.EMAIL or ticket.asker_id is None)


def send_answer(message: Message, *, now: datetime) -> Letter | None:
    """Post what a helper said in public to an asker who reads by mail; None for anybody else, and for notes.

    Called in the transaction that writes the message, after its files are kept.
    """
    ticket = message.ticket
    if message.is_internal or not message.is_by_helper or not wants_letters(ticket):
        return None
    files = [of_file(row) for row in TicketFile.objects.filter(message=message).order_by("pk")]
    text = render_to_string("support/mail/answer.txt", {**common(ticket), "message": message})
    letter = post(ticket, text, kind="support.answer", now=now, files=files)
    message.message_id = letter.message_id
    message.save(update_fields=["message_id"])
    tell_once(ticket, now)
    return letter


def send_solved(ticket: Ticket, *, now: datetime) -> Letter | None:
    """Tell an asker who reads by mail that the request is solved by what was answered before."""
    if not wants_letters(ticket):
        return None
    letter = post(ticket, render_to_string("support/mail/solved.txt", common(ticket)), kind="support.solved", now=now)
    tell_once(ticket, now)
    return letter


def send_number(ticket: Ticket, *, now: datetime) -> Letter | None:
    """Tell the asker the number of the request; None when the address has had enough of such letters today.

    The question is not repeated: with a forged sender we would send somebody else's words on.
    """
    if not wants_letters(ticket) or mail.confirmations_to(ticket.asker_email, now) >= CONFIRMED_A_DAY:
        return None
    text = render_to_string("support/mail/opened.txt", common(ticket))
    return post(ticket, text, kind="support.opened", now=now, is_automatic=True)


def post(
    ticket: Ticket, text: str, *, kind: str, now: datetime, files: list[MailFile] | None = None,
    is_automatic: bool = False,
) -> Letter:  # fmt: skip
    words = tag(ticket.pk, settings.SECRET_KEY)
    headers = {"Auto-Submitted": "auto-replied"} if is_automatic else {}
    if settings.HELP_TAGS:
        headers["Reply-To"] = tagged(mail.help_address(), words)
    thread = mail.thread_of(ticket)
    if thread:
        headers |= {"In-Reply-To": thread[-1], "References": " ".join(thread[:1] + thread[1:][-MOST_REFERENCES:])}
    return notices.post(
        ticket.asker_email, kind=kind, subject=subject_of(ticket.title, number_of(ticket)), text=text,
        user=ticket.asker_id, sender=f"Помощь <{mail.help_address()}>", headers=headers, files=files or (), due_at=now,
        message_id=f"<{words}.{token_hex(8)}@{mail_domain()}>",
    )  # fmt: skip


def tell_once(ticket: Ticket, now: datetime) -> None:
    """The bell tells of it too, but a second letter about the same is not written."""
    if ticket.asker_id:
        notices.told_by_letter(ticket.asker_id, url=reverse("support:ticket", args=[ticket.pk]), at=now)


def number_of(ticket: Ticket) -> Number:
    return Number(ticket.number, ticket.year.starts_on.year)


def common(ticket: Ticket) -> dict[str, object]:
    """What every letter of a request says."""
    return {
        "mark": MARK,
        "ticket": ticket,
        "school": School.objects.values_list("short_name", flat=True).first() or "",
        "link": settings.URL + reverse("support:ticket", args=[ticket.pk]) if ticket.asker_id else "",
    }


def of_file(row: TicketFile) -> MailFile:
    return {"name": row.name, "path": row.file.name or "", "content_type": row.content_type}
