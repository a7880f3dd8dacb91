"""The duty matrix, «Кто поможет» by reader, the warning of a topic without helper, delegation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from parta.notices.models import Notice
from parta.regulation import pages
from parta.regulation.access import introduces
from parta.regulation.models import Delegation, Duty, UncoveredTopic
from parta.regulation.queries import uncovered_topics
from parta.regulation.rules import CLAUSES, FAMILY_TOPICS, TOPICS
from parta.regulation.services.delegation import delegate, end_delegation
from parta.regulation.services.duties import save_duty, stop_duty, warn_uncovered
from tests import build
from tests.cast import TODAY
from tests.conftest import NOON

from . import make
from .test_access import fresh
from .test_documents import words_of

FORM = {"topic": "2.1.3", "line": 1, "rank": "main", "channels": ["page", "slot"], "hours": "вт 9:00–11:00, каб. 24"}


@pytest.fixture
def covered(cast) -> None:
    """Орлова helps with every topic of 2.1, and nobody has been warned yet."""
    for topic in CLAUSES:
        make.duty(cast.teacher, topic)


def warnings() -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind="regulation.uncovered").order_by("id")
    return [(notice.user.username, notice.text) for notice in found]


def test_topics_of_2_1_are_its_six_clauses():
    assert CLAUSES == ("2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6")


def test_every_topic_of_2_1_without_helper_is_named_on_the_matrix(cast, covered, sign_in):
    Duty.objects.filter(topic__in=["2.1.2", "2.1.5"]).update(is_active=False)

    page = words_of(sign_in(cast.introducer).get("/regulation/duties/"))

    assert uncovered_topics() == ["2.1.2", "2.1.5"]
    assert 'role="status">Некому помогать: <a href="/regulation/duties/new/?topic=2.1.2">' in page
    assert page.count("некому помогать</span>") == 2


def test_covered_matrix_warns_of_nothing(cast, covered, sign_in):
    page = words_of(sign_in(cast.introducer).get("/regulation/duties/"))

    assert uncovered_topics() == []
    assert "екому помогать" not in page


def test_dismissed_helper_leaves_the_topic_uncovered_and_the_responsible_person_is_told_once(cast, covered, sign_in):
    cast.teacher.left_on = TODAY
    cast.teacher.save()
    make.duty(cast.class_teacher, "2.1.1", rank="deputy")

    told = warn_uncovered(NOON), warn_uncovered(NOON + timedelta(hours=1))

    rest = ["2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6"]
    assert told == (rest, [])
    assert [user for user, _ in warnings()] == ["introducer"]
    assert "2.1.2 «Планы уроков (КТП), импорт и экспорт»" in warnings()[0][1]
    assert "2.1.1" not in warnings()[0][1]
    assert "уволен 23.11.2026" in words_of(sign_in(cast.introducer).get("/regulation/duties/"))


def test_topic_that_loses_its_helper_again_is_told_again(cast, covered):
    last = Duty.objects.get(topic="2.1.4")

    stop_duty(last, by=cast.introducer)
    made = save_duty(
        topic="2.1.4", employee=cast.stranger, line=2, rank="main", channels=["phone"], by=cast.introducer
    )  # fmt: skip
    stop_duty(made, by=cast.introducer)

    assert list(UncoveredTopic.objects.values_list("topic", flat=True)) == ["2.1.4", "2.1.4"]
    assert UncoveredTopic.objects.filter(covered_at=None).count() == 1
    assert len(warnings()) == 2


def test_delegate_is_warned_too(cast, covered):
    make.delegation(cast.deputy, cast.introducer)

    stop_duty(Duty.objects.get(topic="2.1.6"), by=cast.introducer)

    assert {user for user, _ in warnings()} == {"introducer", "deputy"}


def test_appointing_a_helper(cast, sign_in):
    answer = sign_in(cast.introducer).post(
        "/regulation/duties/new/", {**FORM, "employee": cast.teacher.pk}, follow=True
    )

    duty = Duty.objects.get()
    assert "Орлова Н. В. помогает по теме «Текущие отметки»." in words_of(answer)
    assert (duty.employee, duty.line, duty.channels) == (cast.teacher, 1, ["page", "slot"])
    assert [notice.user for notice in Notice.objects.filter(kind="regulation.duty")] == [cast.teacher.user]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"rank": "main"}, "На этой линии у темы уже есть основной помощник."),
        ({"rank": "deputy", "channels": []}, "Обязательное поле."),
        ({"rank": "deputy", "topic": "2.1.9"}, "Выберите корректный вариант."),
    ],
)
def test_wrong_appointments_are_refused_with_words(sent, words, cast, sign_in):
    make.duty(cast.class_teacher)

    answer = sign_in(cast.introducer).post("/regulation/duties/new/", {**FORM, "employee": cast.teacher.pk, **sent})

    assert answer.status_code == 422
    assert words in words_of(answer)
    assert Duty.objects.count() == 1


def test_same_helper_is_appointed_to_a_topic_once(cast):
    make.duty(cast.teacher)

    with pytest.raises(ValidationError, match="уже назначен"):
        save_duty(topic="2.1.3", employee=cast.teacher, line=1, rank="deputy", channels=["page"], by=cast.introducer)


def test_who_has_left_is_not_appointed(cast):
    left = build.employee("Бывший Пётр", left_on=date(2026, 11, 1))

    with pytest.raises(ValidationError, match="больше не работает"):
        save_duty(topic="2.1.3", employee=left, line=1, rank="main", channels=["page"], by=cast.introducer)


def test_helper_is_changed_and_taken_off(cast, sign_in):
    duty = make.duty(cast.teacher)
    client = sign_in(cast.introducer)

    client.post(f"/regulation/duties/{duty.pk}/", {**FORM, "employee": cast.stranger.pk, "hours": "сб"})
    duty.refresh_from_db()
    assert (duty.employee, duty.hours) == (cast.stranger, "сб")

    client.post(f"/regulation/duties/{duty.pk}/stop/")
    assert client.get(f"/regulation/duties/{duty.pk}/").status_code == 404


def test_staff_read_the_matrix_and_do_not_change_it(cast, covered, sign_in):
    page = words_of(sign_in(cast.stranger.user).get("/regulation/duties/"))

    assert "Орлова Нина Васильевна" in page
    assert "Назначить" not in page
    assert "Изменить" not in page


def test_teachers_find_who_helps_with_every_topic(cast, sign_in):
    make.duty(cast.class_teacher, channels=["page", "slot"], hours="пн 15:20–17:00, каб. 24")
    make.duty(cast.stranger, rank="deputy")
    make.duty(build.employee("Завучева Вера"), line=2)

    page = words_of(sign_in(cast.teacher.user).get("/regulation/helpers/"))

    assert all(words in page for words in TOPICS.values())
    assert "Белова Анна Петровна</b><br>пн 15:20–17:00, каб. 24" in page
    assert "вопрос с любой страницы, консультация по графику" in page
    assert 'Громов Илья Ильич</b> <span class="badge">заместитель</span>' in page
    assert page.index("Белова Анна") < page.index("Громов Илья") < page.index("Завучева Вера")
    assert "0 — справочник; 1 — опытный учитель; 2 — администратор журнала, завуч; 3 — внешняя служба" in page


@pytest.mark.parametrize("role", ["parent", "pupil"])
def test_families_find_their_topics_in_their_words_and_no_private_phone(role, cast, sign_in):
    cast.teacher.phone = "+7 900 111-22-33"
    cast.teacher.save()
    make.duty(cast.teacher, "2.1.6", channels=["page", "phone"])
    make.duty(cast.stranger, "2.1.2")

    page = words_of(sign_in(cast.users()[role]).get("/regulation/helpers/"))

    assert all(words in page for words in FAMILY_TOPICS.values())
    assert "Орлова Нина Васильевна" in page
    assert "вопрос с любой страницы, телефон школы" in page
    assert "111-22-33" not in page
    assert "Планы уроков" not in page
    assert "Громов" not in page
    assert "Спросите классного руководителя." in page
    assert "Линии помощи" not in page


def test_parent_who_works_at_the_school_sees_what_staff_see(cast):
    build.employee("Ермакова Ольга", user=cast.parent.user)

    assert not pages.helpers_page(fresh(cast.parent.user)).is_family


def test_second_line_stands_first_where_there_is_no_first(cast):
    make.duty(cast.teacher, "access", line=2)

    topic = next(one for one in pages.helpers_page(fresh(cast.parent.user)).topics if one.code == "access")

    assert [helper.name for helper in topic.helpers] == ["Орлова Нина Васильевна"]
    assert topic.next == []


def test_pages_cost_the_same_with_one_row_and_with_three(cast, sign_in):
    client = sign_in(cast.introducer)
    addresses = ["/regulation/duties/", "/regulation/helpers/", "/regulation/delegation/"]
    make.duty(cast.teacher)
    make.delegation(cast.teacher.user, cast.introducer)
    client.get("/regulation/duties/")
    one = [make.queries(client, address) for address in addresses]

    make.duty(cast.class_teacher, rank="deputy")
    make.duty(cast.stranger, "2.1.4")
    make.delegation(cast.stranger.user, cast.introducer)
    make.delegation(cast.class_teacher.user, cast.introducer)

    assert [make.queries(client, address) for address in addresses] == one


# Delegation


def test_rights_are_lent_for_a_time_and_opened_doors_close_again(cast, sign_in, monkeypatch):
    client = sign_in(cast.introducer)
    deputy = build.employee("Зуева Вера", user=cast.deputy)

    client.post("/regulation/delegation/", {"to": deputy.user.pk, "until": "2026-11-27"})

    assert [row.to for row in Delegation.objects.all()] == [cast.deputy]
    assert [notice.text for notice in Notice.objects.filter(user=cast.deputy)] == [
        "Вам переданы обязанности ответственного за внедрение по 27.11.2026 включительно."
    ]
    assert sign_in(cast.deputy).get("/regulation/draft/regulation/").status_code == 200
    assert "Передать на время" not in words_of(sign_in(cast.deputy).get("/regulation/delegation/"))
    assert sign_in(cast.deputy).post("/regulation/delegation/", {}).status_code == 404

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(days=5))

    assert not introduces(fresh(cast.deputy))
    assert sign_in(cast.deputy).get("/regulation/draft/regulation/").status_code == 404
    assert "закончилась" in words_of(client.get("/regulation/delegation/"))


def test_rights_are_taken_back_early(cast, sign_in):
    lent = delegate(cast.teacher.user, until=date(2026, 12, 1), by=cast.introducer)

    answer = sign_in(cast.introducer).post(f"/regulation/delegation/{lent.pk}/end/", follow=True)

    assert "прекращена 23.11.2026" in words_of(answer)
    assert not introduces(fresh(cast.teacher.user))
    with pytest.raises(ValidationError, match="уже закончилась"):
        end_delegation(Delegation.objects.get(), by=cast.introducer)


@pytest.mark.parametrize(
    ("who", "until", "words"),
    [
        ("teacher", date(2026, 11, 22), "Эта дата уже прошла."),
        ("teacher", date(2028, 1, 1), "не больше чем на год"),
        ("class_teacher", date(2026, 12, 1), "уже исполняет"),
        ("introducer", date(2026, 12, 1), "и так ответственный"),
        ("parent", date(2026, 12, 1), "только сотруднику"),
    ],
)
def test_wrong_delegations_are_refused(who, until, words, cast):
    make.delegation(cast.class_teacher.user, cast.introducer)

    with pytest.raises(ValidationError, match=words):
        delegate(cast.users()[who], until=until, by=cast.introducer)
