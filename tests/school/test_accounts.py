"""The office that looks after accounts: the list, a password at the desk, offices, switching off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.services import accounts
from tests import build


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def password_on(page):
    return re.search(r'class="new-password">([\w-]+)<', page.content.decode()).group(1)


def test_asking_for_a_password_changes_nothing_yet(cast, sign_in):
    user = cast.daria.user

    page = sign_in(cast.class_teacher.user).get(f"/school/accounts/{user.pk}/password/").content.decode()

    assert "Новый пароль для «Ермакова Дарья»?" in page
    user.refresh_from_db()
    assert user.check_password("parta")


def test_password_at_the_desk_is_shown_once_and_signs_in_to_be_changed(cast, sign_in):
    user = cast.daria.user
    before = Client()
    before.post("/accounts/login/", {"login": "daria", "password": "parta"})

    page = sign_in(cast.class_teacher.user).post(
        f"/school/accounts/{user.pk}/password/", {"back": "/school/invitations/"}
    )

    assert page.headers["Cache-Control"] == "no-store, private"
    assert 'href="/school/invitations/">Готово' in page.content.decode()
    assert before.get("/accounts/me/").url.startswith("/accounts/login/")
    after = Client()
    after.post("/accounts/login/", {"login": "daria", "password": password_on(page)})
    assert after.get("/accounts/me/").url == "/accounts/password/change/"
    row = Change.objects.get(action="accounts.reset_password")
    assert (row.by, row.label, row.before, row.after) == (cast.class_teacher.user, "Ермакова Дарья", None, None)
    assert Notice.objects.get(user=user).text.startswith("Ваш пароль заменён (Белова А.). Если вы не просили")


def test_way_back_never_leads_away(cast, sign_in):
    page = sign_in(cast.deputy).post(
        f"/school/accounts/{cast.daria.user.pk}/password/", {"back": "https://elsewhere.test/"}
    )

    assert 'href="/">Готово' in page.content.decode()


# Whose password each role may replace; everybody else's is 404.
HELPED = {
    "admin": {
        "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent",
        "other_parent",
    },
    "deputy": {"teacher", "class_teacher", "stranger", "pupil", "classmate", "parent", "other_parent"},
    "class_teacher": {"pupil", "classmate", "parent"},
    "stranger": {"other_parent"},
}  # fmt: skip


@pytest.mark.parametrize(
    "role",
    ["admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent"],
)
def test_whose_password_may_be_replaced_by_whom(role, cast, sign_in):
    client = sign_in(cast.users()[role])

    opened = {
        other
        for other, user in cast.users().items()
        if user is not None and client.get(f"/school/accounts/{user.pk}/password/").status_code != 404
    }

    assert opened == HELPED.get(role, set())


def test_class_teacher_does_not_open_a_colleague_who_is_a_parent(cast, sign_in):
    build.guardian(cast.egor, name="Орлова Нина", user=cast.teacher.user)

    response = sign_in(cast.class_teacher.user).post(f"/school/accounts/{cast.teacher.user.pk}/password/")
    page = sign_in(cast.class_teacher.user).get(f"/school/invitations/{cast.school_class.pk}/").content.decode()

    assert response.status_code == 404
    assert f"/school/accounts/{cast.teacher.user.pk}/password/" not in page
    assert f"/school/accounts/{cast.daria.user.pk}/password/" in page


def test_class_teacher_does_not_open_a_parent_whose_rights_ended(cast, sign_in):
    cast.parent.guardianships.update(ended_on="2026-10-01")

    response = sign_in(cast.class_teacher.user).get(f"/school/accounts/{cast.parent.user.pk}/password/")

    assert response.status_code == 404


DOORS = {
    "/school/accounts/": {"admin", "deputy"},
    "/school/accounts/{pk}/": {"admin", "deputy"},
    "POST /school/accounts/{pk}/offices/": {"admin"},
    "POST /school/accounts/{pk}/switch/": {"admin"},
    "POST /school/accounts/{pk}/second-factor/": {"admin"},
}


@pytest.mark.parametrize(
    "role",
    ["admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "parent"],
)
@pytest.mark.parametrize("door", DOORS)
def test_doors(door, role, cast, sign_in):
    client = sign_in(cast.users()[role])
    path = door.removeprefix("POST ").format(pk=cast.egor.user.pk)

    response = client.post(path) if door.startswith("POST") else client.get(path)

    assert (response.status_code != 404) is (role in DOORS[door])


@pytest.mark.parametrize("door", DOORS)
def test_nobody_is_asked_to_sign_in(door, cast, client):
    path = door.removeprefix("POST ").format(pk=cast.egor.user.pk)

    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_list_finds_by_name_and_part(cast, sign_in):
    client = sign_in(cast.admin)

    by_name = client.get("/school/accounts/?q=ермак дар").content.decode()
    pupils = client.get("/school/accounts/?part=pupils").content.decode()
    offices = client.get("/school/accounts/?part=offices").content.decode()

    assert re.findall(r"/school/accounts/(\d+)/", by_name) == [str(cast.daria.user.pk)]
    assert "ученик 7Б" in by_name
    assert set(re.findall(r"/school/accounts/(\d+)/", pupils)) == {str(cast.daria.user.pk), str(cast.egor.user.pk)}
    assert "ответственный за внедрение" in offices
    assert "Ермакова" not in offices


def test_list_of_nobody_tells_the_next_step(cast, sign_in):
    page = sign_in(cast.admin).get("/school/accounts/?q=ящерица").content.decode()

    assert "Никого не нашлось" in page
    assert "Показать всех" in page


def test_list_goes_page_by_page(cast, sign_in):
    for number in range(50):
        build.user(f"many{number:02}", last_name="Ямщиков", first_name=f"Иван{number:02}")

    first = sign_in(cast.admin).get("/school/accounts/?q=ямщ").content.decode()
    build.user("many50", last_name="Ямщиков", first_name="Иван50")
    second = sign_in(cast.admin).get("/school/accounts/?q=ямщ&page=2").content.decode()

    assert "страница" not in first
    assert "страница 2 из 2" in second
    assert "many50" in second
    assert "many00" not in second


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_of_the_database_for_any_number(number, cast, sign_in, django_assert_num_queries):
    for place in range(number):
        build.pupil(f"Новый Ученик{place}", of=cast.school_class, user=build.user(last_name="Новый"))
    client = sign_in(cast.admin)

    with django_assert_num_queries(8):  # session, user, cast, count, page, classes; period, notices
        client.get("/school/accounts/?q=новый")


def test_offices_are_granted_and_revoked_with_history_and_notice(cast, sign_in):
    user = cast.teacher.user

    sign_in(cast.admin).post(f"/school/accounts/{user.pk}/offices/", {"is_deputy": "on"})

    user.refresh_from_db()
    assert (user.is_admin, user.is_head, user.is_deputy, user.is_introducer) == (False, False, True, False)
    row = Change.objects.get(action="school.set_offices")
    assert (row.by, row.before, row.after) == (cast.admin, {"завуч": False}, {"завуч": True})
    assert Notice.objects.get(user=user).text == "Ваши права изменены (Зуева В.). Теперь: завуч."


def test_last_administrator_stays(cast, sign_in):
    client = sign_in(cast.admin)

    response = client.post(f"/school/accounts/{cast.admin.pk}/offices/", {}, follow=True)

    assert "единственный администратор" in response.content.decode()
    cast.admin.refresh_from_db()
    assert cast.admin.is_admin


def test_switched_off_administrator_does_not_count(cast):
    build.user("second", is_admin=True, is_active=False)

    with pytest.raises(ValidationError, match="единственный"):
        accounts.set_offices(cast.admin, by=cast.admin, is_admin=False)


def test_second_administrator_lets_the_first_go(cast, sign_in):
    second = build.user("second", is_admin=True, last_name="Вторая", first_name="Анна")

    sign_in(second).post(f"/school/accounts/{cast.admin.pk}/offices/", {})

    cast.admin.refresh_from_db()
    assert not cast.admin.is_admin


def test_switching_off_ends_everything_and_on_brings_back(cast, sign_in):
    user = cast.teacher.user
    theirs = Client()
    theirs.post("/accounts/login/", {"login": "orlova", "password": "parta"})
    client = sign_in(cast.admin)

    client.post(f"/school/accounts/{user.pk}/switch/", {"to": "off"})

    user.refresh_from_db()
    assert not user.is_active
    assert theirs.get("/accounts/me/").url.startswith("/accounts/login/")
    client.post(f"/school/accounts/{user.pk}/switch/", {"to": "on"})
    user.refresh_from_db()
    assert user.is_active
    actions = Change.objects.filter(label=str(user), by=cast.admin).values_list("action", flat=True)
    assert sorted(actions) == ["accounts.switch_off", "accounts.switch_on"]


def test_nobody_switches_self_off(cast, sign_in):
    response = sign_in(cast.admin).post(f"/school/accounts/{cast.admin.pk}/switch/", {"to": "off"}, follow=True)

    assert "Себя отключить нельзя" in response.content.decode()
    cast.admin.refresh_from_db()
    assert cast.admin.is_active


def test_second_factor_of_who_lost_it_is_taken_off(cast, sign_in):
    user = cast.deputy
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=user, type="recovery_codes", data={})

    sign_in(cast.admin).post(f"/school/accounts/{user.pk}/second-factor/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert Change.objects.get(action="accounts.remove_second_factor").by == cast.admin
    assert "второй фактор снят (Зуева В.)" in Notice.objects.get(user=user).text


def test_card_tells_the_deputy_less(cast, sign_in):
    path = f"/school/accounts/{cast.egor.user.pk}/"

    for_admin = sign_in(cast.admin).get(path).content.decode()
    for_deputy = sign_in(cast.deputy).get(path).content.decode()

    assert "Записать права" in for_admin
    assert "Записать права" not in for_deputy
    assert "Новый пароль" in for_deputy


def test_unseen_sign_among_the_letters_looked_for_is_passed_over(cast, sign_in):
    page = sign_in(cast.admin).get(
        "/school/accounts/", {"q": f"{cast.deputy.username[:3]}\0{cast.deputy.username[3:]}"}
    )

    assert f"/school/accounts/{cast.deputy.pk}/" in page.content.decode()
