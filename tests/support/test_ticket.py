"""The page of a request: what each side sees and does; nothing internal reaches an asker."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.handbook.models import Article
from parta.notices.models import Notice
from parta.readiness.models import WorkPlace
from parta.support.models import Event, Message, PreparedAnswer, State, Ticket, TicketFile, TicketLink
from parta.support.services import add_message
from parta.support.services.register import packed
from tests import build
from tests.conftest import NOON

from . import make

SECRET = "между нами: мама сердится"


@pytest.fixture
def ticket(cast):
    make.desk()
    make.duty(cast.teacher)
    return make.ticket(cast.parent.user)


def page(client, ticket) -> str:
    return client.get(f"/help/{ticket.pk}/").content.decode()


def again(ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


# What the asker sees


def test_asker_sees_number_helper_due_time_and_next_step(cast, ticket, sign_in):
    seen = page(sign_in(cast.parent.user), ticket)

    for words in ("№ 1.", "Орлова Нина", "ответить до 23 ноября, 14:00", "Орлова Н. прочтёт вопрос и ответит здесь."):
        assert words in seen


@pytest.fixture
def with_note(cast, ticket):
    """A note between helpers with a file, a reason of escalation, a warning."""
    add_message(ticket, text="Ответ для всех", by=cast.teacher.user, now=NOON)
    add_message(
        ticket, text=SECRET, by=cast.teacher.user, now=NOON, is_internal=True,
        files=[SimpleUploadedFile("тайна.txt", b"secret")],
    )  # fmt: skip
    Event.objects.create(ticket=ticket, kind="reason", text=SECRET, by=cast.teacher.user, at=NOON, is_internal=True)
    return ticket


def test_internal_notes_reach_no_asker_by_any_way(cast, with_note, sign_in, mailoutbox):
    """Page, poll, panel, own list, notices, mail, the paper and the archive of the register."""
    asker, helper = sign_in(cast.parent.user), sign_in(cast.teacher.user)
    pk = with_note.pk
    assert SECRET in page(helper, with_note)  # it is there to leak
    assert SECRET in helper.get(f"/help/{pk}/messages/?after=0-0").content.decode()

    seen = [
        asker.get(address).content.decode()
        for address in (f"/help/{pk}/", f"/help/{pk}/messages/?after=0-0", "/help/", "/help/beside/?at=/", "/notices/")
    ]
    head = sign_in(cast.head)
    table = head.get("/help/register/table.csv").content.decode("utf-8-sig")
    archive = packed(with_note.year, "x", b"", table.encode())
    assert [SECRET in one for one in seen] == [False] * 5
    assert "Ответ для всех" in seen[0]
    assert SECRET not in table
    assert SECRET.encode() not in archive
    assert not Notice.objects.filter(user=cast.parent.user, text__contains=SECRET).exists()
    assert [letter for letter in mailoutbox if SECRET in letter.body] == []


def test_a_file_of_a_note_is_for_helpers(cast, with_note, sign_in):
    file = TicketFile.objects.get()

    assert sign_in(cast.parent.user).get(f"/help/files/{file.pk}/").status_code == 404
    assert b"".join(sign_in(cast.teacher.user).get(f"/help/files/{file.pk}/").streaming_content) == b"secret"


def test_a_file_of_the_question_is_a_download_for_both_sides_only(cast, sign_in):
    make.desk()
    make.ticket(cast.parent.user, files=[SimpleUploadedFile("снимок.png", b"\x89PNG\r\n\x1a\n00")])
    file = TicketFile.objects.get()

    answer = sign_in(cast.admin).get(f"/help/files/{file.pk}/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.getvalue().startswith(b"\x89PNG")
    assert sign_in(cast.other_parent.user).get(f"/help/files/{file.pk}/").status_code == 404


# Line by line


def test_line_one_sees_own_topics_and_own_requests_only(cast, ticket, sign_in):
    other = make.ticket(cast.parent.user, topic="equipment")
    client = sign_in(cast.teacher.user)

    assert client.get(f"/help/{ticket.pk}/").status_code == 200
    assert client.get(f"/help/{other.pk}/").status_code == 404
    Ticket.objects.filter(pk=other.pk).update(helper=cast.teacher.user)
    assert client.get(f"/help/{other.pk}/").status_code == 200
    Ticket.objects.filter(pk=ticket.pk).update(line=2, helper=None)
    assert client.get(f"/help/{ticket.pk}/").status_code == 404
    assert sign_in(cast.deputy).get(f"/help/{ticket.pk}/").status_code == 200


# The live conversation


def test_poll_brings_what_is_new_with_the_state_and_then_nothing(cast, ticket, sign_in):
    client = sign_in(cast.parent.user)
    found = re.search(r'messages/\?after=([\d-]+)" hx-trigger="every 4s"', page(client, ticket))
    assert found is not None
    address = f"/help/{ticket.pk}/messages/?after="
    assert client.get(address + found[1]).status_code == 204

    add_message(ticket, text="Уже смотрю", by=cast.teacher.user, now=NOON)
    fresh = client.get(address + found[1]).content.decode()

    assert "Уже смотрю" in fresh
    assert "решить до" in fresh  # the state comes along
    after = re.search(r"after=([\d-]+)", fresh)
    assert after is not None
    assert client.get(address + after[1]).status_code == 204


@pytest.mark.parametrize("count", [1, 3])
def test_page_and_poll_are_counted(count, cast, ticket, sign_in, django_assert_num_queries):
    for _ in range(count):
        add_message(ticket, text="Слово", by=cast.teacher.user, now=NOON)
        add_message(ticket, text="Ответ", by=cast.parent.user, now=NOON)
    client = sign_in(cast.parent.user)
    page(client, ticket)

    with django_assert_num_queries(12):
        page(client, ticket)
    with django_assert_num_queries(6):
        client.get(f"/help/{ticket.pk}/messages/?after=0-0")


# What the asker does


def test_asker_adds_confirms_and_rates(cast, ticket, sign_in):
    client = sign_in(cast.parent.user)
    client.post(f"/help/{ticket.pk}/say/", {"text": "Это 7Б"})
    sign_in(cast.teacher.user).post(f"/help/{ticket.pk}/reply/", {"text": "Готово", "seen": 99, "then": "solve"})
    assert "Помогло?" in page(client, ticket)

    client.post(f"/help/{ticket.pk}/confirm/")
    assert "Как помогли?" in page(client, ticket)
    client.post(f"/help/{ticket.pk}/rate/", {"stars": 4, "words": "Быстро"})

    row = again(ticket)
    assert (row.state, row.is_confirmed, row.rating, row.rating_words) == (State.CLOSED, True, 4, "Быстро")
    assert "Ваша оценка: 4 из 5, «Быстро»" in page(client, ticket)


def test_asker_reopens_with_a_reason(cast, ticket, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(state=State.SOLVED, solved_at=NOON)
    client = sign_in(cast.parent.user)

    assert client.post(f"/help/{ticket.pk}/reopen/", {"reason": ""}).status_code == 422
    client.post(f"/help/{ticket.pk}/reopen/", {"reason": "Не помогло"})

    assert again(ticket).state == State.WORKING
    assert "Открыть снова" not in page(client, ticket)


def test_message_refused_keeps_its_text(cast, ticket, sign_in):
    sent = {"text": "Мой рассказ", "uploads": [SimpleUploadedFile("игра.exe", b"MZ")]}

    answer = sign_in(cast.parent.user).post(f"/help/{ticket.pk}/say/", sent)

    assert answer.status_code == 422
    assert "Мой рассказ" in answer.content.decode()
    assert "«игра.exe»" in answer.content.decode()


def test_closed_request_takes_no_more_messages(cast, ticket, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(state=State.CLOSED)

    answer = sign_in(cast.parent.user).post(f"/help/{ticket.pk}/say/", {"text": "Ещё"})

    assert (answer.status_code, Message.objects.count()) == (422, 0)


def test_consultation_is_one_click_away(cast, ticket, sign_in):
    assert f"/consultations/book/?ticket={ticket.pk}&amp;topic=" in page(sign_in(cast.parent.user), ticket)


# What helpers do


def test_second_helper_is_told_what_the_first_answered_and_keeps_own_text(cast, ticket, sign_in):
    add_message(ticket, text="Я уже разобралась", by=cast.admin, now=NOON)
    client = sign_in(cast.teacher.user)

    answer = client.post(f"/help/{ticket.pk}/reply/", {"text": "Мой ответ", "seen": 0})
    said = answer.content.decode()

    assert answer.status_code == 422
    assert "ответил другой помощник" in said
    assert said.count("Я уже разобралась") == 2  # in the notice and in the conversation
    assert "Мой ответ</textarea>" in said
    seen = re.search(r'name="seen" value="(\d+)"', said)
    assert seen is not None
    assert client.post(f"/help/{ticket.pk}/reply/", {"text": "Мой ответ", "seen": seen[1]}).status_code == 302


def test_note_answer_and_waiting_by_their_buttons(cast, ticket, sign_in):
    client = sign_in(cast.teacher.user)
    for text, then in (("Секрет", "note"), ("Какой класс?", "wait")):
        client.post(f"/help/{ticket.pk}/reply/", {"text": text, "seen": 99, "then": then})

    assert list(Message.objects.values_list("text", "is_internal")) == [("Секрет", True), ("Какой класс?", False)]
    assert again(ticket).state == State.WAITING
    assert "Ждём вашего ответа" in page(sign_in(cast.parent.user), ticket)


def test_prepared_answers_of_the_topic_are_offered(cast, ticket, sign_in):
    for title, topic in (("Про дневник", "2.1.6"), ("Для всех", ""), ("Про технику", "equipment")):
        PreparedAnswer.objects.create(title=title, topic=topic, text="Здравствуйте, {имя}!", by=cast.admin)

    seen = page(sign_in(cast.teacher.user), ticket)

    assert re.findall(r'<option value="Здравствуйте, {имя}!">(.*?)</option>', seen) == ["Про дневник", "Для всех"]


def test_helper_passes_it_on_and_does_not_see_it_any_more(cast, ticket, sign_in):
    client = sign_in(cast.teacher.user)
    assert client.post(f"/help/{ticket.pk}/escalate/", {"reason": ""}).status_code == 422

    answer = client.post(f"/help/{ticket.pk}/escalate/", {"reason": "Нужны права"}, follow=True)

    assert answer.redirect_chain[-1][0] == "/help/queue/"
    assert f"Обращение № {ticket.number} передано дальше." in answer.content.decode()
    assert client.get(f"/help/{ticket.pk}/").status_code == 404


def test_given_to_a_colleague(cast, ticket, sign_in):
    sign_in(cast.deputy).post(f"/help/{ticket.pk}/assign/", {"to": cast.admin.pk, "helper": ticket.helper_id})

    assert again(ticket).helper == cast.admin


def test_page_left_open_gives_nobody_what_another_took_meanwhile(cast, ticket, sign_in):
    Ticket.objects.update(helper=None)
    page = f"/help/{ticket.pk}/"
    first, second = sign_in(cast.deputy), sign_in(cast.introducer)
    seen = re.search(r'name="helper" value="(\d*)"><div', second.get(page).content.decode()).group(1)
    first.post(f"{page}take/", {"helper": ""})

    answer = second.post(f"{page}assign/", {"to": cast.admin.pk, "helper": seen}, follow=True).content.decode()
    assert f"обращение взяли: {cast.deputy.full_name}" in answer
    assert again(ticket).helper == cast.deputy
    seen = re.search(r'name="helper" value="(\d*)"><div', second.get(page).content.decode()).group(1)
    second.post(f"{page}assign/", {"to": cast.admin.pk, "helper": seen})

    assert again(ticket).helper == cast.admin
    assert Notice.objects.filter(kind="support.taken", user=cast.deputy).count() == 1


def test_page_left_open_does_not_send_outside_what_another_passed_to_line_two(cast, ticket, sign_in):
    page, sent = f"/help/{ticket.pk}/", {"reason": "Нужны права"}
    clients = [sign_in(user) for user in (cast.deputy, cast.admin)]
    lines = [re.search(r'name="line" value="(\d)"', one.get(page).content.decode()).group(1) for one in clients]

    for client, line in zip(clients, lines, strict=True):
        answer = client.post(f"{page}escalate/", {**sent, "line": line}, follow=True).content.decode()

    assert "обращение передали: оно на линии 2" in answer
    assert again(ticket).line == 2


def test_sorted_to_another_topic_leaves_the_sight_of_line_one(cast, ticket, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(helper=None)

    answer = sign_in(cast.teacher.user).post(
        f"/help/{ticket.pk}/sort/", {"kind": "remark", "topic": "equipment", "priority": 2}
    )

    row = again(ticket)
    assert (row.kind, row.topic, row.priority) == ("remark", "equipment", 2)
    assert answer["Location"] == "/help/queue/"


def test_topic_of_equipment_points_to_a_work_place(cast, ticket, sign_in):
    """Clause 1.3.3."""
    place = WorkPlace.objects.create(room=build.room("24"), number=2, computer="Системный блок")

    sign_in(cast.admin).post(
        f"/help/{ticket.pk}/sort/", {"kind": "question", "topic": "equipment", "priority": 0, "work_place": place.pk}
    )

    assert again(ticket).work_place == place


def test_page_of_a_helper_left_open_takes_nothing_from_who_took_it(cast, ticket, sign_in):
    Ticket.objects.update(helper=None)
    page = f"/help/{ticket.pk}/"
    first, second = sign_in(cast.deputy), sign_in(cast.admin)
    seen = re.search(r'name="helper" value="(\d*)"', second.get(page).content.decode()).group(1)
    first.post(f"{page}take/", {"helper": ""})

    answer = second.post(f"{page}take/", {"helper": seen}, follow=True).content.decode()
    assert cast.deputy.full_name in answer
    assert again(ticket).helper == cast.deputy
    seen = re.search(r'name="helper" value="(\d*)"', answer).group(1)
    second.post(f"{page}take/", {"helper": seen})

    assert again(ticket).helper == cast.admin


@pytest.mark.parametrize("shown", ["²", "9" * 5000, "-1", "x"])
def test_odd_words_beside_the_button_are_nobody(cast, ticket, sign_in, shown):
    Ticket.objects.update(helper=cast.deputy)

    sign_in(cast.admin).post(f"/help/{ticket.pk}/take/", {"helper": shown})

    assert again(ticket).helper == cast.deputy


def test_merged_linked_and_taken_apart_by_number(cast, ticket, sign_in):
    second, third = make.ticket(cast.other_parent.user), make.ticket(cast.other_parent.user)
    client = sign_in(cast.admin)

    client.post(f"/help/{second.pk}/merge/", {"number": ticket.number})
    client.post(f"/help/{third.pk}/link/", {"number": ticket.number})
    assert again(second).merged_into == ticket
    assert TicketLink.objects.get().other == third
    client.post(f"/help/{second.pk}/unmerge/")
    client.post(f"/help/{third.pk}/unlink/", {"number": ticket.number})

    assert (again(second).merged_into, TicketLink.objects.count()) == (None, 0)


def test_fold_of_ties_says_how_many(cast, ticket, sign_in):
    others = [make.ticket(cast.other_parent.user) for _ in range(3)]
    client = sign_in(cast.admin)
    client.post(f"/help/{others[0].pk}/merge/", {"number": ticket.number})
    client.post(f"/help/{others[1].pk}/merge/", {"number": ticket.number})
    client.post(f"/help/{others[2].pk}/link/", {"number": ticket.number})

    pages = [client.get(f"/help/{one.pk}/").content.decode() for one in (ticket, *others)]

    assert [re.search(r"Связи <span class=\"badge\">(\d+)</span>", page).group(1) for page in pages] == [
        "3", "1", "1", "1",
    ]  # fmt: skip


def test_who_took_it_is_named_once_in_the_talk(cast, ticket, sign_in):
    client = sign_in(cast.admin)
    client.post(f"/help/{ticket.pk}/take/", {"helper": ticket.helper_id or ""})

    page = client.get(f"/help/{ticket.pk}/").content.decode()

    said = re.search(r"<span>взял помощник: ([^<]+)</span> · <small>([^<]+)</small>", page)
    assert (said.group(1), cast.admin.short_name in said.group(2)) == (cast.admin.full_name, False)


def test_unknown_number_is_told(cast, ticket, sign_in):
    answer = sign_in(cast.admin).post(f"/help/{ticket.pk}/link/", {"number": 77}, follow=True)

    assert "Обращения № 77 в этом году нет." in answer.content.decode()


def test_article_that_answers_is_remembered_and_shown(cast, ticket, sign_in):
    article = Article.objects.create(slug="marks-seen", title="Где отметки", body="Там", version=1)

    sign_in(cast.teacher.user).post(f"/help/{ticket.pk}/article/", {"article": article.pk})

    assert again(ticket).article == article
    assert 'href="/handbook/marks-seen/"' in page(sign_in(cast.parent.user), ticket)


def test_made_into_an_article_without_names(cast, ticket, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(
        text="Дарья Ермакова не видит отметок", resolution="Дарья, нажмите «Отметки».", page="diary:marks"
    )

    form = sign_in(cast.admin).post(f"/help/{ticket.pk}/make-article/", follow=True).content.decode()

    assert "[имя скрыто] не видит отметок" in form
    assert "diary:marks" in form
    assert "Дарь" not in form.split("<main")[1]
    assert "Ермаков" not in form.split("<main")[1]


def test_proposal_is_decided_with_a_reason(cast, ticket, sign_in):
    """Clause 2.4."""
    Ticket.objects.filter(pk=ticket.pk).update(kind="proposal")
    client = sign_in(cast.deputy)
    assert client.post(f"/help/{ticket.pk}/decide/", {"decision": "refuse", "reason": ""}).status_code == 422

    client.post(f"/help/{ticket.pk}/decide/", {"decision": "accept", "reason": "Сделаем в январе."})
    assert "Принято в план".lower() in page(sign_in(cast.parent.user), ticket).lower()
    assert "Сделаем в январе." in page(sign_in(cast.parent.user), ticket)
    client.post(f"/help/{ticket.pk}/done/")

    assert (again(ticket).state, again(ticket).done_at) == (State.CLOSED, NOON)


@pytest.mark.parametrize(("role", "tab"), [("teacher", "Очередь"), ("parent", "Мои вопросы")])
def test_the_page_stands_under_the_tab_it_is_opened_from(role, tab, cast, ticket, sign_in):
    page = sign_in(cast.users()[role]).get(f"/help/{ticket.pk}/").content.decode()

    assert re.findall(r'aria-current="page">([^<]+)</a>', page.split('data-row aria-label="Помощь"')[1])[0] == tab


def test_page_asks_the_same_for_any_number_of_ties(cast, ticket, sign_in, django_assert_num_queries):
    others = [make.ticket(cast.other_parent.user) for _ in range(3)]
    client = sign_in(cast.admin)
    client.post(f"/help/{others[0].pk}/link/", {"number": ticket.number})
    client.get(f"/help/{ticket.pk}/")
    with CaptureQueriesContext(connection) as context:
        client.get(f"/help/{ticket.pk}/")
    one = len(context)
    for other in others[1:]:
        client.post(f"/help/{other.pk}/link/", {"number": ticket.number})
    client.get(f"/help/{ticket.pk}/")  # reads the messages of the buttons

    with django_assert_num_queries(one):
        client.get(f"/help/{ticket.pk}/")
