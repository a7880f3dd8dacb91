"""Odd addresses, odd values and odd moments: whatever is sent, nothing breaks and nothing is told."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parta.audit.models import Change
from parta.support.models import Ticket
from parta.support.pages.register import table
from parta.support.queries.register import Filter
from parta.support.services import add_message
from parta.support.services.assigning import escalate
from parta.support.services.register import packed
from parta.support.services.sorting import merge
from parta.support.services.states import decide
from tests.conftest import NOON

from . import make
from .doors import ON_TICKET

HUGE = 10**30
ODD = [
    "", " ", "\0", "а\0б", "9" * 40, "-1", "1e9", "١٢", "²", "null", "<script>alert(1)</script>", "%s' OR 1=1 --",
    "я" * 30_000,
]  # fmt: skip
FIELDS = """text kind topic at seen then to reason decision priority work_place number article title question answer
    roles on q words page whose state from_on to_on sort year after stars import timetable done outcome is_solved
    channel place asked_at_0 asked_at_1 asker_name asker_role asker_words username resolution answered_on helper
    begun_on finished_on sheets responsible kept_at confirm_days code name contact site""".split()  # noqa: SIM905
PLAIN = """home beside now found ask public lookup public-ticket public-confirm queue prepared prepared-new settings
    figures register register-pdf blank-pdf enter cover mail""".split()  # noqa: SIM905


@pytest.fixture
def ticket(cast):
    make.desk()
    make.duty(cast.teacher)
    return make.ticket(cast.parent.user)


def addresses(pk):
    for name in PLAIN:
        yield reverse(f"support:{name}")
    for name in ON_TICKET.split():
        yield reverse(f"support:{name}", args=[pk])
    for name in ("answer", "prepared-edit", "outcome", "close-register", "archive", "letter", "letter-raw",
                 "open-letter", "drop-letter", "answer-again", "file"):  # fmt: skip
        yield reverse(f"support:{name}", args=[pk])
    for suffix in ("csv", "xlsx", "exe"):
        yield reverse("support:register-table", args=[suffix])
        yield reverse("support:figures-table", args=[suffix])


@pytest.mark.parametrize("role", ["admin", "teacher", "parent"])
def test_numbers_that_cannot_be_are_not_there(role, cast, ticket, sign_in):
    client = sign_in(cast.users()[role])
    for address in {*addresses(HUGE), *addresses(0)}:
        if str(HUGE) in address or "/0/" in address:
            assert client.get(address).status_code in (404, 405), address
            assert client.post(address).status_code in (404, 405), address


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_odd_values_break_nothing(value, cast, ticket, sign_in):
    for role in ("admin", "parent"):
        client = sign_in(cast.users()[role])
        for place, address in enumerate(addresses(ticket.pk)):
            if role == "parent" and (place + ODD.index(value)) % 3:
                continue  # most doors are closed to her before a value is read
            sent = dict.fromkeys(FIELDS, value)
            if len(value) < 1000:
                assert client.get(address, sent).status_code < 500, address
            assert client.post(address, sent).status_code < 500, address
        for trigger in ("q", "text"):  # what is typed is looked up meanwhile
            sent = {trigger: value[:1000]}
            assert client.get(reverse("support:beside"), sent, headers={"HX-Trigger-Name": trigger}).status_code == 200


def test_odd_methods_break_nothing(cast, ticket, sign_in):
    client = sign_in(cast.admin)
    for address in addresses(ticket.pk):
        for method in ("put", "delete", "patch"):
            assert getattr(client, method)(address).status_code < 500, address


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_ends_of_time_in_the_register(day, cast, ticket, sign_in):
    client = sign_in(cast.admin)
    for name in ("from_on", "to_on"):
        assert client.get("/help/register/", {name: day}).status_code == 200


def noted(cast, ticket):
    """A note between helpers with a file, and an escalation with its reason."""
    file = SimpleUploadedFile("пароли.txt", b"x")
    add_message(ticket, text="Тайное слово", by=cast.teacher.user, now=NOON, is_internal=True, files=[file])
    escalate(ticket, reason="Тайная причина", by=cast.teacher.user, now=NOON)


def test_history_of_the_school_tells_no_note(cast, sign_in):
    """A deputy asks too, and reads the history."""
    make.desk()
    make.duty(cast.teacher)
    noted(cast, make.ticket(cast.deputy))
    told = "".join(f"{one.before}{one.after}{one.label}" for one in Change.objects.all())

    page = sign_in(cast.deputy).get("/history/").content.decode()

    for words in ("Тайн", "пароли"):
        assert words not in told
        assert words not in page


def test_archive_leaves_files_of_notes_out(cast, ticket):
    noted(cast, ticket)
    add_message(ticket, text="Вот", by=cast.parent.user, now=NOON, files=[SimpleUploadedFile("снимок.txt", b"y")])

    with ZipFile(BytesIO(packed(ticket.year, "2026-27", b"pdf", b"csv"))) as archive:
        names = "".join(archive.namelist())

    assert "снимок.txt" in names
    assert "пароли.txt" not in names


def test_archive_has_every_row_however_many(cast, ticket):
    make.ticket(cast.parent.user)

    assert [len(table(ticket.year, Filter(), most=most).rows) for most in (1, None)] == [1, 2]


def test_a_decision_is_that_of_the_merged_proposals_too(cast, ticket):
    other = make.ticket(cast.head, kind="proposal")
    question = make.ticket(cast.introducer)
    main = make.ticket(cast.parent.user, kind="proposal")
    for one in (other, question):
        merge(one, main, by=cast.admin, now=NOON)

    decide(main, is_accepted=False, reason="Нет денег.", by=cast.admin, now=NOON)

    states = {one.pk: (one.state, one.is_accepted, one.resolution) for one in Ticket.objects.all()}
    assert states[main.pk] == states[other.pk] == ("refused", False, "Нет денег.")
    assert states[question.pk] == ("solved", None, "Нет денег.")


def test_merging_never_gives_a_question_to_its_asker(cast, ticket):
    own = make.ticket(cast.teacher.user, topic="other")

    merge(own, ticket, by=cast.admin, now=NOON)

    assert ticket.helper == cast.teacher.user
    own.refresh_from_db()
    assert own.helper != cast.teacher.user


def test_merging_goes_in_no_circle(cast, ticket):
    second, third = (make.ticket(cast.parent.user if number else cast.head) for number in range(2))
    merge(second, ticket, by=cast.admin, now=NOON)
    for one, into in ((ticket, second), (ticket, ticket), (second, third), (third, second)):
        with pytest.raises(ValidationError):
            merge(one, into, by=cast.admin, now=NOON)

    merge(ticket, third, by=cast.admin, now=NOON)

    assert set(Ticket.objects.exclude(merged_into=None).values_list("merged_into", flat=True)) == {third.pk}


def test_helper_does_nothing_with_own_question(cast, sign_in):
    make.desk()
    own = make.ticket(cast.admin)
    client = sign_in(cast.admin)

    for name in ("reply", "take", "assign", "escalate", "decide", "done", "sort", "merge", "link", "share", "unshare"):
        assert client.post(f"/help/{own.pk}/{name}/", {"reason": "Дальше", "then": "solve"}).status_code == 404

    own.refresh_from_db()
    assert (own.line, own.state) == (2, "new")


@pytest.mark.parametrize("then", ["", "wait", "solve", "note"])
def test_a_button_pressed_twice_answers_once(then, cast, ticket, sign_in, client):
    helper = sign_in(cast.teacher.user)
    sent = {"text": "Нажмите «Отметки».", "seen": 0, "then": then}

    statuses = [helper.post(f"/help/{ticket.pk}/reply/", sent).status_code for _ in range(2)]
    sign_in(cast.parent.user).post(f"/help/{ticket.pk}/say/", {"text": "Спасибо"})
    sign_in(cast.parent.user).post(f"/help/{ticket.pk}/say/", {"text": "Спасибо"})

    assert statuses == [302, 302]
    assert list(ticket.messages.values_list("text", flat=True)) == ["Нажмите «Отметки».", "Спасибо"]


def test_the_same_words_with_another_file_or_later_are_said(cast, ticket):
    for number in range(3):
        file = SimpleUploadedFile(f"{number}.txt", b"x")
        add_message(ticket, text="Вот", by=cast.parent.user, now=NOON, files=[file])
    add_message(ticket, text="Вот", by=cast.parent.user, now=NOON)
    add_message(ticket, text="Вот", by=cast.parent.user, now=NOON + timedelta(minutes=2))

    assert ticket.messages.count() == 5


def test_a_question_sent_twice_is_one_and_its_last_code_counts(cast):
    make.desk()
    asked = {"name": "Ермакова Ольга", "contact": "o@example.org", "words": "мама 7Б", "text": "Не могу войти."}
    pages = [Client().post("/help/public/", asked).content.decode() for _ in range(2)]
    ticket = Ticket.objects.get()
    codes = [re.search(r"[А-ЯA-Z0-9]{4}(?:-[А-ЯA-Z0-9]{4})+", page) for page in pages]

    sent = [{"number": ticket.number, "code": code[0]} for code in codes if code]
    answers = [Client().post("/help/public/lookup/", one) for one in sent]

    assert [answer.status_code for answer in answers] == [422, 302]


@pytest.mark.parametrize("reason", ["\0", "я" * 30_000])
def test_odd_reason_of_a_stranger(reason, cast):
    make.desk()
    client = Client()
    asked = {"name": "Ермакова Ольга", "contact": "o@example.org", "words": "мама 7Б", "text": "Не могу войти."}
    client.post("/help/public/", asked)
    Ticket.objects.update(state="solved", solved_at=NOON)

    client.post("/help/public/ticket/confirm/", {"reason": reason})

    assert Ticket.objects.get().state == "solved"


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2025-12-31"])
def test_a_paper_line_from_before_the_journal_is_refused(day, cast, sign_in):
    make.desk()
    line = {"channel": "paper", "asked_at_0": day, "asked_at_1": "10:00", "asker_name": "Ермакова О. С.",
            "asker_role": "parent", "kind": "question", "topic": "other", "text": "Где отметки?"}  # fmt: skip
    page = sign_in(cast.admin).post("/help/register/enter/", line)

    assert (page.status_code, Ticket.objects.count()) == (422, 0)
    assert "раньше первого учебного года" in page.content.decode()


def test_a_line_about_oneself_is_not_ones_own_help(cast, sign_in):
    make.desk()
    line = {"channel": "paper", "asked_at_0": "2026-11-20", "asked_at_1": "10:00",
            "username": cast.admin.username,
            "asker_role": "admin", "kind": "question", "topic": "other", "text": "Где?",
            "resolution": "Тут"}  # fmt: skip
    page = sign_in(cast.admin).post("/help/register/enter/", line)

    assert (page.status_code, Ticket.objects.count()) == (422, 0)
    assert "один человек" in page.content.decode()


def test_scripts_in_words_and_file_names_are_only_words(cast, sign_in):
    make.desk()
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    file = SimpleUploadedFile("<img src=x onerror=alert(1)>.txt", b"x")
    sign_in(cast.parent.user).post(
        "/help/ask/", {"text": evil, "kind": "question", "topic": "other", "uploads": file, "at": f"/{evil}"}
    )
    ticket = Ticket.objects.get()

    for role in ("parent", "admin"):
        client = sign_in(cast.users()[role])
        for address in (f"/help/{ticket.pk}/", "/help/", "/help/queue/?whose=all", "/help/register/", "/help/beside/",
                        "/help/register/?words=<script>alert(1)</script>"):  # fmt: skip
            page = client.get(address).content.decode()
            assert "<script>alert" not in page
            assert "<img src=x" not in page
