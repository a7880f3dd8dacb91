"""Help for who cannot sign in: a form, a number with a code, the answer by them."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from parta.support.models import HelpDesk, State, Ticket
from parta.support.services import add_message, answer
from tests import build
from tests.conftest import NOON

from . import make

ASKED = {"name": "Иванова Мария", "contact": "mama@example.org", "words": "мама ученика 5А", "text": "Потеряли листок"}


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def desk(cast):
    make.desk()
    return cast


def ask(client: Client, **more) -> tuple[int, str]:
    """Number and code, as they are told after the form."""
    page = client.post("/help/public/", {**ASKED, **more}).content.decode()
    number, code = re.findall(r"<dd>(.*?)</dd>", page)
    return int(number), code


def test_asked_without_sign_in_gives_a_number_and_a_code(desk):
    number, code = ask(Client())

    ticket = Ticket.objects.get()
    assert (ticket.number, ticket.asker, ticket.asker_name, ticket.asker_words) == (
        number, None, "Иванова Мария", "мама ученика 5А",
    )  # fmt: skip
    assert (ticket.asker_email, ticket.topic, ticket.asker_role) == ("mama@example.org", "access", "stranger")
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code)
    assert code not in ticket.code_digest


def test_looked_up_by_number_and_code_on_another_device(desk):
    number, code = ask(Client())
    ticket = Ticket.objects.get()
    add_message(ticket, text="Код у классного руководителя", by=desk.admin, now=NOON)
    add_message(ticket, text="Проверить, мать ли это", by=desk.admin, now=NOON, is_internal=True)
    client = Client()

    seen = client.post("/help/public/lookup/", {"number": number, "code": code.lower()}, follow=True).content.decode()
    assert "Код у классного руководителя" in seen
    assert "Проверить" not in seen

    client.post("/help/public/ticket/", {"text": "Спасибо, взяла"})
    assert "Спасибо, взяла" in client.get("/help/public/ticket/").content.decode()
    said = ticket.messages.order_by("-pk").first()
    assert (said.author, said.author_name, said.is_by_helper) == (None, "Иванова Мария", False)


def test_confirmed_and_reopened_without_an_account(desk):
    client = Client()
    ask(client)
    ticket = Ticket.objects.get()
    answer(ticket, text="Готово", by=desk.admin, seen=0, then="solve", now=NOON)

    client.post("/help/public/ticket/confirm/")
    assert Ticket.objects.get().state == State.CLOSED
    client.post("/help/public/ticket/confirm/", {"reason": "Всё ещё нет"})
    assert Ticket.objects.get().state == State.WORKING


def test_wrong_code_number_or_another_persons_tells_nothing(desk):
    number, code = ask(Client())
    make.ticket(desk.parent.user)  # № 2, of an account: it has no code
    client = Client()

    for sent in ({"number": number, "code": "AAAA-AAAA-AAAA"}, {"number": number + 1, "code": code},
                 {"number": number + 1, "code": ""}):  # fmt: skip
        answer_page = client.post("/help/public/lookup/", sent)
        assert answer_page.status_code == 422
    assert client.get("/help/public/ticket/")["Location"] == "/help/public/lookup/"


def test_guessing_is_throttled(desk):
    number, code = ask(Client())
    client = Client()
    statuses = [client.post("/help/public/lookup/", {"number": number, "code": "AAAA"}).status_code for _ in range(31)]

    assert statuses == [422] * 30 + [429]
    assert client.post("/help/public/lookup/", {"number": number, "code": code}).status_code == 429


def test_asking_is_throttled(desk):
    client = Client()
    statuses = [client.post("/help/public/", {**ASKED, "text": f"Вопрос {n}"}).status_code for n in range(21)]

    assert statuses == [200] * 20 + [429]
    assert Ticket.objects.count() == 20


def test_a_program_that_fills_every_field_is_turned_away(desk):
    page = Client().post("/help/public/", {**ASKED, "site": "http://spam.example"})

    assert (page.status_code, Ticket.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"contact": "нет"}, "не почта и не телефон"), ({"contact": "a@b"}, "адрес электронной почты"),
     ({"text": ""}, "Обязательное поле"), ({"name": ""}, "Обязательное поле")],
)  # fmt: skip
def test_wrong_fields_are_told(desk, wrong, words):
    page = Client().post("/help/public/", {**ASKED, **wrong})

    assert page.status_code == 422
    assert words in page.content.decode()


def test_telephone_is_kept_as_one(desk):
    ask(Client(), contact="+7 900 000-15-15")

    assert (Ticket.objects.get().asker_phone, Ticket.objects.get().asker_email) == ("+7 900 000-15-15", "")


def test_a_school_may_close_the_form(desk):
    HelpDesk.objects.update(takes_public=False)
    build.school(phone="+7 900 000-15-15")

    page = Client().post("/help/public/", ASKED).content.decode()

    assert "позвоните: +7 900 000-15-15" in page
    assert Ticket.objects.count() == 0


def test_adding_words_is_throttled_too(desk):
    client = Client()
    ask(client)
    statuses = [client.post("/help/public/ticket/", {"text": "Ещё"}).status_code for _ in range(20)]

    assert statuses == [302] * 19 + [422]
