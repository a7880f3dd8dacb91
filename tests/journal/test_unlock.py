"""«Попросить открыть»: asked with a reason, answered by a deputy, told both ways."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parta.audit.models import Change
from parta.journal.models import UnlockRequest
from parta.journal.queries import waiting_unlocks
from parta.notices.models import Notice
from tests import build

from .wire import cell_op, content, send


@pytest.fixture
def old(cast):
    return build.lesson(cast.course, date(2026, 11, 5))


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def ask(client, course, lesson=None, reason="Болела"):
    url = reverse("journal:unlock", args=[course.pk]) + (f"?lesson={lesson.pk}" if lesson else "")
    return client.post(url, {"reason": reason})


def decide(client, unlock, **fields):
    return client.post(reverse("journal:decide-unlock", args=[unlock.pk]), fields)


def test_request_is_told_to_deputies_and_administrators(cast, teacher, old):
    ask(teacher, cast.course, old)

    assert waiting_unlocks() == 1
    assert {notice.user.username: notice.text for notice in Notice.objects.all()} == dict.fromkeys(
        ["admin", "deputy"], "Орлова Н. просит открыть журнал: 7Б · Алгебра · 05.11. Болела"
    )
    assert Change.objects.get().label == "7Б · Алгебра · 05.11"


def test_asking_and_its_answer_lead_to_the_lessons_period(cast, teacher, sign_in):
    first, second = cast.course.scheme.periods.order_by("number")[:2]
    autumn = build.lesson(cast.course, first.starts_on)
    page = reverse("journal:page", args=[cast.course.pk, first.pk])

    asked = ask(teacher, cast.course, autumn)
    Notice.objects.all().delete()
    decide(sign_in(cast.deputy), UnlockRequest.objects.get(), answer_is="refuse", answer="Сдан")

    for address in (asked.url, Notice.objects.get().url):
        assert teacher.get(address).url == page
    today = reverse("journal:page", args=[cast.course.pk, second.pk])
    for odd in ("", "?on=x", "?on=2026-99-99", "?on=9999-12-31x"):
        assert teacher.get(reverse("journal:course", args=[cast.course.pk]) + odd).url == today


def test_grant_opens_the_lesson_for_the_hours(cast, teacher, sign_in, old):
    ask(teacher, cast.course, old)
    Notice.objects.all().delete()

    decide(sign_in(cast.deputy), UnlockRequest.objects.get(), answer_is="grant", hours="24", answer="Успейте")

    unlock = UnlockRequest.objects.get()
    assert unlock.open_until == timezone.now() + timedelta(hours=24)
    assert waiting_unlocks() == 0
    notice = Notice.objects.get()
    assert (notice.user, notice.text) == (
        cast.teacher.user, "Журнал открыт: 7Б · Алгебра · 05.11, до 24.11 12:00. Успейте",
    )  # fmt: skip
    assert send(teacher, cast.course, cell_op(old, cast.daria, content(5)))[0]["status"] == "applied"


def test_refusal_says_why(cast, teacher, sign_in, old):
    ask(teacher, cast.course, old)

    decide(sign_in(cast.deputy), UnlockRequest.objects.get(), answer_is="refuse", answer="Период сдан")

    assert Notice.objects.get(user=cast.teacher.user).text == "Журнал не открыт: 7Б · Алгебра · 05.11. Период сдан"
    assert send(teacher, cast.course, cell_op(old, cast.daria, content(5)))[0]["status"] == "refused"
    assert Change.objects.get(action="journal.decide_unlock").after == {"open_until": None, "answer": "Период сдан"}


def test_whole_journal_is_asked_for_by_its_teacher(cast, teacher, sign_in, old):
    ask(teacher, cast.course)
    decide(sign_in(cast.admin), UnlockRequest.objects.get(), answer_is="grant", hours="1")

    assert UnlockRequest.objects.get().lesson is None
    assert send(teacher, cast.course, cell_op(old, cast.daria, content(5)))[0]["status"] == "applied"


def test_substitute_asks_for_own_lesson_only(cast, sign_in, old):
    old.substitute = cast.stranger
    old.save()
    client = sign_in(cast.stranger.user)

    assert ask(client, cast.course).status_code == 404
    assert ask(client, cast.course, cast.lesson).status_code == 404
    assert ask(client, cast.course, old).status_code == 302


def test_second_request_waits_for_the_first_answer(cast, teacher, old):
    ask(teacher, cast.course, old)

    answer = ask(teacher, cast.course, old)

    assert (answer.status_code, UnlockRequest.objects.count()) == (422, 1)
    assert "завуч ещё не ответил" in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "  ", "а" * 501])
def test_reason_is_needed(cast, teacher, old, reason):
    assert (ask(teacher, cast.course, old, reason).status_code, UnlockRequest.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"answer_is": "grant", "hours": "0"},
        {"answer_is": "grant", "hours": "169"},
        {"answer_is": "grant"},
        {"answer_is": "refuse"},
        {},
    ],
)
def test_wrong_answer_is_422_and_the_request_waits_on(cast, teacher, sign_in, old, fields):
    ask(teacher, cast.course, old)

    answer = decide(sign_in(cast.deputy), UnlockRequest.objects.get(), **fields)

    assert (answer.status_code, waiting_unlocks()) == (422, 1)


def test_request_is_answered_once(cast, teacher, sign_in, old):
    ask(teacher, cast.course, old)
    unlock = UnlockRequest.objects.get()
    decide(sign_in(cast.deputy), unlock, answer_is="refuse", answer="Нет")

    answer = decide(sign_in(cast.admin), unlock, answer_is="grant", hours="1")

    assert answer.status_code == 422
    assert "уже ответили" in answer.content.decode()
    assert UnlockRequest.objects.get().open_until is None


def test_page_shows_who_waits_and_what_was_answered(cast, teacher, sign_in, old, django_assert_num_queries):
    ask(teacher, cast.course, old)
    client, url = sign_in(cast.deputy), reverse("journal:unlock-list")
    decide(client, UnlockRequest.objects.get(), answer_is="refuse", answer="Нет")
    ask(teacher, cast.course)
    client.get(url)

    with django_assert_num_queries(8):
        answer = client.get(url)
    for number in range(2):
        ask(teacher, cast.course, build.lesson(cast.course, date(2026, 11, 6 + number)))
    with django_assert_num_queries(8):
        client.get(url)

    assert [unlock.reason for unlock in answer.context["waiting"]] == ["Болела"]
    assert [unlock.answer for unlock in answer.context["answered"]] == ["Нет"]


def test_empty_page_says_so(cast, sign_in):
    assert "Никто не ждёт" in sign_in(cast.deputy).get(reverse("journal:unlock-list")).content.decode()
