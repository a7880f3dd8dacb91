"""«Я»: who I am at school, how I sign in, where I am signed in."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from parta.audit.models import Change
from tests import build

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def signed_in(username):
    client = Client(headers={"user-agent": FIREFOX})
    client.post("/accounts/login/", {"login": username, "password": "parta"})
    return client


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("admin", ["администратор журнала"]),
        ("head", ["директор"]),
        ("deputy", ["завуч"]),
        ("introducer", ["ответственный за внедрение"]),
        ("teacher", ["учитель"]),
        ("class_teacher", ["классный руководитель 7Б"]),
        ("pupil", ["ученик 7Б"]),
        ("parent", ["Мои дети", "Ермакова Дарья, 7Б"]),
    ],
)
def test_page_says_who_i_am(role, said, cast, sign_in):
    page = sign_in(cast.users()[role]).get("/accounts/me/").content.decode()

    for words in said:
        assert words in page


def test_account_of_nobody_is_told_so(db, sign_in):
    page = sign_in(build.user("byhand")).get("/accounts/me/").content.decode()

    assert "ни с кем в школе не связана" in page
    assert "Ввести код приглашения" in page


def test_parent_adds_a_child_and_a_pupil_does_not(cast, sign_in):
    parent = sign_in(cast.parent.user).get("/accounts/me/").content.decode()
    pupil = sign_in(cast.daria.user).get("/accounts/me/").content.decode()

    assert "Добавить ребёнка по коду" in parent
    assert "/accounts/invite/" not in pupil


def test_office_without_second_factor_is_advised(cast, sign_in):
    advice = "подключите второй фактор"

    assert advice in sign_in(cast.head).get("/accounts/me/").content.decode()
    assert advice not in sign_in(cast.parent.user).get("/accounts/me/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_of_the_database_for_any_number_of_children(
    number, cast, sign_in, django_assert_num_queries
):
    for place in range(number):
        build.Guardianship.objects.create(
            guardian=cast.parent, pupil=build.pupil(f"Новый Ребёнок{place}", of=cast.school_class)
        )
    client = sign_in(cast.parent.user)

    # session, user, cast; children, classes, address, second factor, sessions; period, notices
    with django_assert_num_queries(10):
        client.get("/accounts/me/")


def test_sessions_are_listed_by_device_and_ended_one_by_one(cast):
    here, phone = signed_in("parent"), signed_in("parent")
    page = here.get("/accounts/sessions/").content.decode()
    number = UserSession.objects.get(session_key=phone.session.session_key).pk

    here.post(f"/accounts/sessions/{number}/end/")

    assert page.count("<b>Firefox, Linux</b>") == 2
    assert page.count("это устройство") == 1
    assert phone.get("/accounts/me/").url.startswith("/accounts/login/")
    assert here.get("/accounts/me/").status_code == 200
    assert Change.objects.get(action="accounts.end_sessions").after == 1


def test_all_other_sessions_are_ended_at_once(cast):
    here, phone, library = (signed_in("parent") for _ in range(3))

    here.post("/accounts/sessions/end-others/")

    assert [client.get("/accounts/me/").status_code for client in (here, phone, library)] == [200, 302, 302]
    assert Change.objects.get(action="accounts.end_sessions").after == 2


def test_nobody_ends_a_session_of_another(cast):
    mine, theirs = signed_in("parent"), signed_in("other_parent")
    number = UserSession.objects.get(session_key=theirs.session.session_key).pk

    mine.post(f"/accounts/sessions/{number}/end/")

    assert theirs.get("/accounts/me/").status_code == 200
    assert not Change.objects.filter(action="accounts.end_sessions").exists()


def test_nobody_is_asked_to_sign_in(db, client):
    for path in ("/accounts/me/", "/accounts/sessions/"):
        assert client.get(path).url == f"/accounts/login/?next={path}"
