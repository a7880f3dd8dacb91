"""Letters of the demo school's help: a parent's and a stranger's, answered; one that came back, one that waits."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from parta.accounts.models import User
from parta.notices.models import Letter
from parta.support.models import IncomingLetter, Message
from parta.support.services import ensure_defaults
from parta.support.services.receiving import take
from parta.support.services.talk import answer

STRANGER = "Ирина Соловьёва <solovyova@example.net>"
BOUNCE = """From: MAILER-DAEMON@mx.example.net
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; solovyova@example.net
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--b
Content-Type: text/rfc822-headers

Message-ID: {}

--b--
"""


def build(today: date, *, seed: int, by: User) -> None:
    ensure_defaults()
    now = timezone.now()
    parent = User.objects.get(username="parent")
    address = f"{parent.username}@example.org"
    EmailAddress.objects.get_or_create(user=parent, email=address, defaults={"verified": True, "primary": True})
    asked = come(
        f"{parent.full_name} <{address}>", "Не видно замену", now - timedelta(hours=30),
        "Здравствуйте!\n\nВместо физики вчера была химия, а в дневнике стоит физика. Где посмотреть замену?",
    )  # fmt: skip
    said = reply(asked, "Замену внесли после второго урока. Обновите страницу недели: в дне она отмечена.", now)
    come(
        address, "Re: Не видно замену", now - timedelta(hours=26), "Спасибо, вижу!",
        In_Reply_To=said.message_id if said else "",
    )  # fmt: skip
    lost = come(
        STRANGER, "Потеряла листок с кодом", now - timedelta(hours=5),
        "Добрый день! Перевелись из другой школы, листок с кодом потеряла. Как получить новый?",
    )  # fmt: skip
    sent = reply(lost, "Новый код выдаст классный руководитель, возьмите с собой паспорт.", now)
    come_back(sent, now - timedelta(hours=3))
    come(address, "Автоответ: Re: Не видно замену", now - timedelta(hours=2), "Я в отпуске до понедельника.")
    come("", "Каталог школьной мебели", now - timedelta(hours=1), "Новые парты со скидкой.")
    Letter.objects.filter(kind__startswith="support.").update(sent_at=F("due_at"), made_at=F("due_at"))


def come(sender: str, subject: str, at: datetime, text: str, **headers: str) -> IncomingLetter:
    letter = EmailMessage()
    given = {"From": sender, "To": settings.HELP_EMAIL, "Subject": subject, "Message-ID": f"<{at:%d%H%M}@example.org>"}
    for name, value in {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value:
            letter[name] = value
    letter.set_content(text)
    return take(letter.as_bytes(), now=at)


def reply(letter: IncomingLetter, text: str, now: datetime) -> Message | None:
    """An hour later the helper answers; nobody does where the letter made no request."""
    ticket = letter.ticket
    helper = ticket.helper if ticket and ticket.helper else User.objects.filter(is_admin=True).first()
    if ticket is None or helper is None or helper.pk == ticket.asker_id:
        return None
    at = min(letter.came_at + timedelta(hours=1), now)
    return answer(ticket, text=text, by=helper, seen=0, now=at)


def come_back(said: Message | None, at: datetime) -> None:
    """The post returns the answer."""
    take(BOUNCE.format(said.message_id if said else "").encode(), now=at)
