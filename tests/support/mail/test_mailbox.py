"""The mailbox over real IMAP, and the whole circle: a letter, the answer, the letter that answers it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import DatabaseError

from parta.lib import imap
from parta.notices.services import deliver
from parta.support.models import IncomingLetter, Message, Ticket
from parta.support.services import mailbox as service
from parta.support.services.mailbox import fetch
from parta.support.services.talk import answer
from tests.conftest import NOON
from tests.lib.letters import post

pytestmark = pytest.mark.django_db


def test_question_by_mail_is_answered_by_mail_and_goes_on_by_mail(mailbox, smtp, olga, cast):
    mailbox.drop(post.letter("Не вижу замену в дневнике.", Message_ID="<q1@family.test>", Subject="Замена в 7Б"))

    assert fetch(NOON) == 1
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.asker, ticket.helper) == ("email", olga, cast.teacher.user)
    assert (ticket.subject, ticket.text) == ("Замена в 7Б", "Не вижу замену в дневнике.")
    deliver(NOON)
    opened = smtp.letters[-1]
    assert (opened["To"], opened["From"]) == ("olga@family.test", "Помощь <help@school.test>")
    assert (opened["In-Reply-To"], opened["Subject"]) == ("<q1@family.test>", "Re: Замена в 7Б [№ 1/2026]")
    assert "Это обращение № 1." in opened.get_content()

    answer(ticket, text="Обновите страницу.", by=cast.teacher.user, seen=0, now=NOON)
    deliver(NOON)
    answered = smtp.letters[-1]
    assert "Обновите страницу." in answered.get_content()
    assert answered["In-Reply-To"] == "<q1@family.test>"
    assert answered["Auto-Submitted"] is None

    quoted = "\n".join(f"> {line}" for line in answered.get_content().splitlines())
    mailbox.drop(
        post.letter(
            f"Спасибо, но не помогло.\n\n23.11.2026 12:30, Помощь пишет:\n{quoted}", Message_ID="<q2@family.test>",
            In_Reply_To=answered["Message-ID"], References=f"<q1@family.test> {answered['Message-ID']}",
            Subject="Re: " + answered["Subject"],
        )
    )  # fmt: skip
    assert fetch(NOON + timedelta(minutes=40)) == 1

    assert Ticket.objects.count() == 1
    assert list(ticket.messages.values_list("text", "via", "author", "is_by_helper")) == [
        ("Обновите страницу.", "page", cast.teacher.user.pk, True),
        ("Спасибо, но не помогло.", "email", olga.pk, False),
    ]

    answer(ticket, text="Посмотрел: замена видна.", by=cast.teacher.user, seen=0, now=NOON + timedelta(hours=1))
    deliver(NOON + timedelta(hours=1))
    last = smtp.letters[-1]
    assert last["In-Reply-To"] == "<q2@family.test>"
    assert re.findall("<.*?>", last["References"]) == ["<q1@family.test>", answered["Message-ID"], "<q2@family.test>"]


def test_taken_letters_leave_the_mailbox(mailbox):
    mailbox.drop(post.letter("Раз", Message_ID="<1@x>"))
    mailbox.drop(post.letter("Два", Message_ID="<2@x>"))

    assert fetch(NOON) == 2
    assert mailbox.left() == 0
    assert fetch(NOON) == 0
    assert sorted(Ticket.objects.values_list("text", flat=True)) == ["Два", "Раз"]


def test_letter_left_by_a_dying_process_is_known_when_it_comes_again(mailbox, monkeypatch):
    mailbox.drop(post.letter())
    with monkeypatch.context() as patch:
        patch.setattr(imap.Mailbox, "remove", lambda *_: (_ for _ in ()).throw(imap.MailboxError("the power goes")))
        fetch(NOON)
    assert mailbox.left() == 1

    fetch(NOON)

    assert (Ticket.objects.count(), IncomingLetter.objects.count(), mailbox.left()) == (1, 1, 0)


def test_letter_that_cannot_be_kept_stays_in_the_mailbox(mailbox, monkeypatch):
    mailbox.drop(post.letter())
    with monkeypatch.context() as patch:
        patch.setattr(service, "take", lambda *_, **__: (_ for _ in ()).throw(DatabaseError("disk full")))
        assert fetch(NOON) == 0
    assert mailbox.left() == 1

    assert fetch(NOON) == 1


def test_beginning_of_a_huge_letter_is_taken(mailbox, monkeypatch):
    monkeypatch.setattr(imap, "BIGGEST", 5_000)
    monkeypatch.setattr(imap, "BEGINNING", 2_000)
    mailbox.drop(post.several(post.part("Вот запись."), post.file(b"x" * 9_000, "film.mp4")))

    fetch(NOON)

    ticket = Ticket.objects.get()
    assert ticket.text.startswith("Вот запись.\n\n(Не принято: film.mp4: больше 20 МБ;")
    assert ticket.files.count() == 0


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"port": 1}, {"folder": "Нет"}, {"user": "Помощь"}])
def test_mailbox_that_does_not_open_is_told_on_the_page(change, mailbox, settings, cast, sign_in):
    mailbox.drop(post.letter())
    settings.HELP_IMAP = replace(settings.HELP_IMAP, **change)

    assert fetch(NOON) == 0

    assert mailbox.left() == 1
    assert "не открывается" in sign_in(cast.admin).get("/help/mail/").content.decode()


def test_encrypted_mailbox_opens_only_with_a_certificate_that_is_trusted(mailbox, settings, monkeypatch):
    if not (mailbox.folder / "cert.pem").exists():
        pytest.skip("openssl is not installed")
    mailbox.drop(post.letter())
    settings.HELP_IMAP = mailbox.account(tls=True)
    assert fetch(NOON) == 0
    assert "CERTIFICATE_VERIFY_FAILED" in cache.get("support.mailbox")[1]

    monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.folder / "cert.pem"))

    assert fetch(NOON) == 1


def test_folder_with_a_russian_name(mailbox, settings):
    box = mailbox.folder / "mail" / ".&BB8EPgQ8BD4ESQRM-"
    for kind in ("new", "cur", "tmp"):
        (box / kind).mkdir(parents=True)
    for path in (box, *box.iterdir()):
        path.chmod(0o777)
    (box / "new" / "1.test").write_bytes(post.letter())
    settings.HELP_IMAP = replace(settings.HELP_IMAP, folder="Помощь")

    assert fetch(NOON) == 1


def test_nothing_is_fetched_where_no_mailbox_is_set(settings):
    assert not settings.HELP_IMAP.host

    assert fetch(NOON) == 0
    assert cache.get("support.mailbox") is None


def test_letter_kept_by_a_process_that_died_is_sorted_by_the_next_visit(mailbox):
    letter = IncomingLetter.objects.create(digest="x", sender="olga@family.test", came_at=NOON - timedelta(hours=1))
    letter.raw.save("x.eml", ContentFile(post.letter()))

    fetch(NOON)

    letter.refresh_from_db()
    assert (letter.state, Ticket.objects.get(), Message.objects.count()) == ("ticket", letter.ticket, 0)


def test_a_letter_that_breaks_its_keeper_does_not_hold_those_behind_it(mailbox, monkeypatch):
    mailbox.drop(post.letter("Первое", Message_ID="<1@family.test>"))
    mailbox.drop(post.letter("Второе", Message_ID="<2@family.test>"))
    take = service.take

    def breaks(raw, **more):
        if "Первое".encode() in raw:
            raise ValueError("A string literal cannot contain NUL (0x00) characters.")
        return take(raw, **more)

    monkeypatch.setattr(service, "take", breaks)
    assert fetch(NOON) == 1

    monkeypatch.setattr(service, "take", take)
    assert fetch(NOON + timedelta(minutes=1)) == 1
    assert set(Ticket.objects.values_list("text", flat=True)) == {"Первое", "Второе"}
