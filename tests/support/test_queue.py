"""The helpers' queue."""

import re
from datetime import timedelta

import pytest

from parta.support.models import Ticket
from parta.support.queries import waiting_for_me
from parta.support.services import answer
from tests.conftest import NOON

from . import make


@pytest.fixture
def desk(cast):
    make.desk()
    make.duty(cast.teacher)
    return cast


def titles(client, query="") -> list[str]:
    page = client.get(f"/help/queue/?{query}").content.decode()
    return re.findall(r'<div class="queue-what"><a href="/help/\d+/">(.*?)</a>', page)


def test_mine_nobodys_and_all(desk, sign_in):
    make.ticket(desk.parent.user, text="Мне")
    make.ticket(desk.parent.user, text="Никому", topic="equipment")
    other = make.ticket(desk.parent.user, text="Завучу")
    Ticket.objects.filter(pk=other.pk).update(helper=desk.deputy)

    first, second = sign_in(desk.teacher.user), sign_in(desk.deputy)

    assert (titles(first), titles(first, "whose=nobody"), sorted(titles(first, "whose=all"))) == (
        ["Мне"], [], ["Завучу", "Мне"],
    )  # fmt: skip
    assert (titles(second), titles(second, "whose=nobody"), len(titles(second, "whose=all"))) == (
        ["Завучу"], ["Никому"], 3,
    )  # fmt: skip


def test_soonest_due_first_those_that_wait_for_the_asker_last(desk, sign_in):
    old = make.ticket(desk.parent.user, text="Просрочено", now=NOON - timedelta(days=7))
    waits = make.ticket(desk.parent.user, text="Ждём", now=NOON - timedelta(days=8))
    answer(waits, text="Какой?", by=desk.teacher.user, seen=0, then="wait", now=NOON - timedelta(days=7))
    make.ticket(desk.parent.user, text="Свежее")
    urgent = make.ticket(desk.parent.user, text="Срочное")
    Ticket.objects.filter(pk=urgent.pk).update(priority=2)
    client = sign_in(desk.teacher.user)

    assert titles(client) == ["Срочное", "Просрочено", "Свежее", "Ждём"]
    page = client.get("/help/queue/").content.decode()
    assert page.count('data-state="late"') == 1
    assert old.number == 1


def test_filters_by_topic_kind_state_and_words(desk, sign_in):
    make.ticket(desk.parent.user, text="Отметки за НЕДЕЛЮ")
    make.ticket(desk.parent.user, text="Предложение", kind="proposal")
    solved = make.ticket(desk.parent.user, text="Готово")
    answer(solved, text="Да", by=desk.teacher.user, seen=0, then="solve", now=NOON)
    client = sign_in(desk.teacher.user)

    assert titles(client, "kind=proposal") == ["Предложение"]
    assert titles(client, "words=неделю") == ["Отметки за НЕДЕЛЮ"]
    assert titles(client, "state=solved") == ["Готово"]
    assert titles(client, "topic=equipment") == []


def test_who_has_no_line_has_no_queue(desk, sign_in):
    for role in ("head", "stranger", "class_teacher", "pupil", "parent"):
        assert sign_in(desk.users()[role]).get("/help/queue/").status_code == 404


def test_nobody_finds_own_question_in_the_queue(desk, sign_in):
    make.ticket(desk.deputy, text="Мой вопрос")

    assert titles(sign_in(desk.deputy), "whose=all") == []


@pytest.mark.parametrize("count", [1, 3])
def test_queue_is_counted(count, desk, sign_in, django_assert_num_queries):
    for _ in range(count):
        make.ticket(desk.parent.user)
    client = sign_in(desk.teacher.user)
    client.get("/help/queue/")

    with django_assert_num_queries(10):
        client.get("/help/queue/")


def test_desk_is_told_what_waits(desk):
    make.ticket(desk.parent.user, text="Помочь")
    solved = make.ticket(desk.parent.user, text="Подтвердить")
    answer(solved, text="Да", by=desk.teacher.user, seen=0, then="solve", now=NOON)

    helper, asker = waiting_for_me(desk.teacher.user), waiting_for_me(desk.parent.user)

    assert (helper.to_help, [line.title for line in helper.help_lines], helper.to_answer) == (1, ["Помочь"], 0)
    assert (asker.to_help, asker.to_answer, [line.title for line in asker.answer_lines]) == (0, 1, ["Подтвердить"])
    assert asker.count == 1
