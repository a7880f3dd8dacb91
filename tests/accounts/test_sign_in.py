"""Signing in and out, and being kept from guessing."""

import pytest

from parta.audit.models import Change
from tests import build

from .conftest import PASSWORD


def test_right_password_signs_in(olga, client, enter):
    response = enter("olga")

    assert response.status_code == 302
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(olga.pk)


def test_username_may_be_typed_in_any_case_and_with_spaces(olga, client, enter):
    enter(" OLGA ")

    assert client.session["_auth_user_id"] == str(olga.pk)


def test_sign_in_leads_to_the_page_that_was_asked_for(olga, client):
    asked = client.get("/accounts/me/")

    response = client.post(asked.url, {"login": "olga", "password": PASSWORD, "next": "/accounts/me/"})

    assert asked.url == "/accounts/login/?next=/accounts/me/"
    assert response.url == "/accounts/me/"


def test_sign_in_never_leads_to_another_site(olga, client):
    response = client.post(
        "/accounts/login/", {"login": "olga", "password": PASSWORD, "next": "https://elsewhere.test/"}
    )

    assert response.url == "/"


@pytest.mark.parametrize(("username", "password"), [("olga", "wrong"), ("nobody", PASSWORD)])
def test_wrong_pair_is_refused_with_the_same_words(username, password, olga, client, enter):
    response = enter(username, password)

    assert response.status_code == 422
    assert "Имя пользователя или пароль не подходят" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_switched_off_account_is_told_so(olga, client, enter):
    olga.is_active = False
    olga.save()

    response = client.get(enter("olga").url)

    assert "Учётная запись отключена" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_sixth_wrong_password_makes_wait_even_with_the_right_one(olga, client, enter):
    for _ in range(5):
        enter("olga", "wrong")

    response = enter("olga")

    assert response.status_code == 422
    assert "Подождите 5 минут" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_waiting_concerns_the_guessed_account_only(olga, client, enter):
    for _ in range(6):
        enter("someone", "wrong")

    enter("olga")

    assert client.session["_auth_user_id"] == str(olga.pk)


def test_a_whole_class_signs_in_from_one_address(db, client, enter):
    people = [build.user(f"pupil{number}") for number in range(35)]

    for person in people:
        enter(person.username, "parta")
        client.post("/accounts/logout/")

    assert Change.objects.filter(action="accounts.sign_in").count() == 35


def test_too_many_forms_from_one_address_get_a_page_of_ours(olga, client, enter, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    enter("olga", "wrong")

    response = enter("olga", "wrong")

    assert response.status_code == 429
    assert "Слишком много попыток" in response.content.decode()


def test_sign_out_ends_the_session(olga, client, enter):
    enter("olga")

    asks = client.get("/accounts/logout/")
    response = client.post("/accounts/logout/")

    assert "Выйти из журнала?" in asks.content.decode()
    assert response.url == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_nobody_registers_without_a_code(db, client):
    page = client.get("/accounts/signup/")
    client.post("/accounts/signup/", {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD})

    assert "Регистрация по приглашению" in page.content.decode()
    assert not build.User.objects.filter(username="newcomer").exists()


def test_page_offers_the_code_and_the_key(db, client):
    page = client.get("/accounts/login/").content.decode()

    assert 'href="/accounts/invite/"' in page
    assert 'data-options-url="/accounts/2fa/webauthn/login/"' in page


def test_page_of_a_real_school_offers_no_demo(olga, client, settings):
    build.user("admin", is_admin=True)
    settings.DEMO = False

    assert "войти как" not in client.get("/accounts/login/").content.decode()


def test_key_challenge_is_given_before_sign_in(db, client):
    response = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})

    assert response.json()["request_options"]["publicKey"]["userVerification"] == "required"
