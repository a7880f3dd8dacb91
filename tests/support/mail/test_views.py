"""The screen of letters, and the command a mail server pipes letters into."""

import io
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from parta.audit.models import Change
from parta.notices.models import Letter
from parta.support.models import IncomingLetter, Ticket
from parta.support.services import receiving
from parta.support.services.receiving import take
from parta.support.services.talk import answer
from tests.at_once import seen_by_threads
from tests.conftest import NOON
from tests.lib.letters import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(comes):
    """A letter that waits for a decision."""
    return comes(post.letter("Тайна", Subject="", From="olga@family"))


def test_page_shows_what_waits_what_came_and_what_goes(comes, held, olga, cast, sign_in):
    ticket = comes("Не вижу замену.", Subject="Замена в 7Б").ticket
    answer(ticket, text="Обновите.", by=cast.teacher.user, seen=0, now=NOON)

    page = sign_in(cast.introducer).get("/help/mail/").content.decode()

    assert page.index("Ждут решения") < page.index("olga@family: Введите правильный адрес")
    assert f'<a href="/help/{ticket.pk}/">обращение № 1</a>' in page
    assert "Re: Замена в 7Б [№ 1/2026]" in page
    assert "Тайна" not in page


def test_letter_is_read_and_made_a_request(held, cast, sign_in):
    IncomingLetter.objects.update(sender="olga@family.test")
    held.raw.storage.delete(held.raw.name)
    held.raw.storage.save(held.raw.name, io.BytesIO(post.letter("Где замена?", Subject="Вопрос")))
    client = sign_in(cast.admin)
    assert "Где замена?" in client.get(f"/help/mail/{held.pk}/").content.decode()

    response = client.post(f"/help/mail/{held.pk}/open/")

    ticket = Ticket.objects.get()
    held.refresh_from_db()
    assert (response.url, ticket.text, held.state) == (f"/help/{ticket.pk}/", "Где замена?", "ticket")
    assert Change.objects.filter(action="support.open_letter", by=cast.admin).count() == 1
    client.post(f"/help/mail/{held.pk}/open/")
    assert Ticket.objects.count() == 1


def test_letter_that_still_cannot_be_a_request_says_why(held, cast, sign_in):
    page = sign_in(cast.admin).post(f"/help/mail/{held.pk}/open/", follow=True).content.decode()

    assert "Введите правильный адрес электронной почты" in page
    assert Ticket.objects.count() == 0


def test_letter_that_asks_nothing_is_put_away(held, cast, sign_in):
    client = sign_in(cast.admin)

    client.post(f"/help/mail/{held.pk}/drop/")

    held.refresh_from_db()
    assert held.state == "dropped"
    assert "Ждут решения" not in client.get("/help/mail/").content.decode()
    assert "уже решили" in client.post(f"/help/mail/{held.pk}/drop/", follow=True).content.decode()


def test_whole_letter_is_saved_not_shown(held, cast, sign_in):
    response = sign_in(cast.admin).get(f"/help/mail/{held.pk}/letter.eml")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.getvalue() == post.letter("Тайна", Subject="", From="olga@family")


def test_letter_with_markup_is_shown_as_words(comes, cast, sign_in):
    letter = comes("<script>alert(1)</script>", Subject="<b>x</b>")

    page = sign_in(cast.admin).get(f"/help/mail/{letter.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_letter_whose_file_is_lost_is_told(held, cast, sign_in):
    held.raw.storage.delete(held.raw.name)

    assert "не читается" in sign_in(cast.admin).get(f"/help/mail/{held.pk}/").content.decode()


def test_answer_that_did_not_go_is_sent_again(comes, olga, cast, sign_in):
    comes()
    letter = Letter.objects.get()
    Letter.objects.update(gave_up_at=NOON, error="550 No")
    client = sign_in(cast.introducer)
    assert "550 No" in client.get("/help/mail/").content.decode()

    client.post(f"/help/mail/answer/{letter.pk}/again/")

    letter.refresh_from_db()
    assert letter.gave_up_at is None


def test_letters_of_other_apps_are_not_there(cast, sign_in):
    other = Letter.objects.create(kind="accounts", to="a@b.test", subject="Пароль", text="!", message_id="<1@x>")
    client = sign_in(cast.introducer)

    assert "Пароль" not in client.get("/help/mail/").content.decode()
    assert client.post(f"/help/mail/answer/{other.pk}/again/").status_code == 404


@pytest.mark.parametrize("letters", [1, 3])
def test_page_asks_the_same_for_any_number(letters, comes, olga, cast, sign_in, django_assert_max_num_queries):
    for number in range(letters):
        comes(f"Письмо {number}", Message_ID=f"<{number}@x>")
    client = sign_in(cast.admin)
    client.get("/help/mail/")

    with django_assert_max_num_queries(14) as asked:
        client.get("/help/mail/")
    assert len([one for one in asked.captured_queries if "support_" in one["sql"]]) == 2


def receive(monkeypatch, raw: bytes) -> str:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out = io.StringIO()
    call_command("receive", stdout=out, stderr=out)
    return out.getvalue()


def test_piped_letter_is_taken(monkeypatch, olga):
    assert receive(monkeypatch, post.letter()) == "новое обращение № 1 (2026/27)\n"
    assert receive(monkeypatch, post.letter()) == "новое обращение № 1 (2026/27)\n"
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"From: a@b.test\n\n"])
def test_piped_rubbish_is_kept(raw, monkeypatch):
    assert receive(monkeypatch, raw) == "ждёт решения\n"


def test_mail_server_is_told_to_try_later_when_nothing_can_be_kept(monkeypatch):
    monkeypatch.setattr(receiving, "keep", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(SystemExit) as stopped:
        receive(monkeypatch, post.letter())

    assert stopped.value.code == os.EX_TEMPFAIL == 75


@pytest.mark.django_db(transaction=True)
def test_one_letter_taken_from_all_sides_is_one_request(olga, tmp_path, monkeypatch):
    def work(_: int) -> int:
        try:
            return take(post.letter(), now=NOON).pk
        finally:
            connection.close()

    with seen_by_threads(tmp_path, monkeypatch), ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(work, range(4)))) == 1

    assert (Ticket.objects.count(), IncomingLetter.objects.count()) == (1, 1)


def test_a_letter_whose_file_is_gone_is_none(cast, sign_in):
    letter = take(post.letter(), now=NOON)
    client, url = sign_in(cast.admin), f"/help/mail/{letter.pk}/letter.eml"
    before = client.get(url)
    assert b"".join(before.streaming_content) == post.letter()

    letter.raw.storage.delete(letter.raw.name)

    assert (before.status_code, client.get(url).status_code) == (200, 404)
