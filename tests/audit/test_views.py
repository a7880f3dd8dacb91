"""The page of history: who reads it, and what it shows."""

from datetime import UTC, datetime

import pytest

from parta.audit import services
from parta.audit.models import Change

URL = "/history/"


@pytest.mark.parametrize("role", ["admin", "deputy"])
def test_history_opens_for(role, cast, sign_in):
    services.record("accounts.sign_in", by=cast.teacher.user, label="Орлова Н. В.")

    page = sign_in(cast.users()[role]).get(URL)

    assert "Орлова Н. В." in page.content.decode()


@pytest.mark.parametrize(
    "role",
    ["head", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent", "other_parent"],
)
def test_history_does_not_exist_for(role, cast, sign_in):
    assert sign_in(cast.users()[role]).get(URL).status_code == 404


def test_history_asks_nobody_to_sign_in(cast, sign_in):
    assert sign_in(None).get(URL)["Location"] == "/accounts/login/?next=/history/"


def test_history_says_before_and_after_in_words(cast, sign_in):
    services.record(
        "accounts.sign_in",
        by=cast.teacher.user,
        before={"открыт": False, "дней": 14},
        after={"открыт": True, "дней": None},
    )

    page = sign_in(cast.admin).get(URL).content.decode()

    for words in ("открыт: нет", "дней: 14", "открыт: да", "дней: —"):  # PostgreSQL keeps an order of its own
        assert words in page


def test_history_narrows_by_who_what_about_and_day(cast, sign_in):
    old = services.record("accounts.sign_out", by=cast.teacher.user, label="старая запись")
    Change.objects.filter(pk=old.pk).update(at=datetime(2026, 9, 1, 9, tzinfo=UTC))
    services.record("accounts.sign_in", by=cast.teacher.user, label="новая запись")
    services.record("accounts.sign_in", by=cast.stranger.user, label="чужая запись")
    client = sign_in(cast.admin)

    def found(**query: str) -> list[str]:
        return [row.about for row in client.get(URL, query).context["rows"]]

    assert found(who="орлова") == ["новая запись", "старая запись"]
    assert found(who="Громов") == ["чужая запись"]
    assert found(action="accounts.sign_out") == ["старая запись"]
    assert found(about="чужая") == ["чужая запись"]
    assert found(to_on="2026-09-01") == ["старая запись"]
    assert found(who="Орлова", from_on="2026-09-02") == ["новая запись"]


def test_history_with_a_wrong_date_says_so(cast, sign_in):
    page = sign_in(cast.admin).get(URL, {"from_on": "вчера"})

    assert page.status_code == 422
    assert "Введите правильную дату" in page.content.decode()


def test_history_goes_page_by_page(cast, sign_in):
    Change.objects.bulk_create(Change(action="accounts.sign_in", label=f"№ {number}") for number in range(150))
    client = sign_in(cast.admin)

    first = client.get(URL)
    second = client.get(URL + "?" + first.context["older"])

    assert [row.about for row in first.context["rows"]] == [f"№ {number}" for number in range(149, 49, -1)]
    assert [row.about for row in second.context["rows"]] == [f"№ {number}" for number in range(49, -1, -1)]
    assert second.context["older"] == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_history_asks_the_same_of_the_database_for_any_number_of_rows(rows, cast, sign_in, django_assert_num_queries):
    for number in range(rows):
        services.record("accounts.sign_in", by=cast.teacher.user, label=str(number))
    client = sign_in(cast.admin)

    with django_assert_num_queries(6):  # session, user, rows with authors, cast, period, unread notices
        client.get(URL)
