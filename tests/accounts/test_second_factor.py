"""The second factor: an application with codes, spare codes, confirming that it is still you."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from parta.audit.models import Change

from .conftest import PASSWORD


def code_of(secret: str) -> str:
    """What the application in the telephone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def set_up(client: Client) -> str:
    """Go through the pages of setting up; return the secret the telephone keeps."""
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page).group(1)
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


@pytest.fixture
def signed_in(olga, client, enter):
    enter("olga")
    return client


@pytest.fixture
def secret(signed_in):
    secret = set_up(signed_in)
    signed_in.post("/accounts/logout/")
    return secret


def test_settings_ask_who_you_are_first(signed_in):
    response = signed_in.get("/accounts/2fa/totp/activate/", follow=True)

    assert "Это вы?" in response.content.decode()


def test_wrong_password_does_not_confirm(signed_in):
    response = signed_in.post("/accounts/reauthenticate/", {"password": "wrong"})

    assert response.status_code == 422
    assert "Пароль не подходит" in response.content.decode()


def test_drawing_for_the_camera_is_part_of_the_page(signed_in):
    confirm(signed_in)

    page = signed_in.get("/accounts/2fa/totp/activate/").content.decode()

    assert re.search(r'<img class="qr" src="data:image/svg\+xml;base64,[\w+/=]+"', page)


def test_setting_up_gives_spare_codes(signed_in, olga, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up(signed_in)

    page = signed_in.get("/accounts/2fa/recovery-codes/").content.decode()
    saved = signed_in.get("/accounts/2fa/recovery-codes/download/").content.decode()

    codes = re.findall(r"<li>([\w-]+)</li>", page)
    assert len(codes) == 10
    assert all(code in saved for code in codes)
    assert saved.startswith("Запасные коды для входа в журнал «Парта»")
    assert Change.objects.filter(action="accounts.add_second_factor", by=olga).count() == 2


def test_wrong_code_does_not_set_up(signed_in, olga):
    confirm(signed_in)
    signed_in.get("/accounts/2fa/totp/activate/")

    response = signed_in.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    assert response.status_code == 422
    assert "Не подходит" in response.content.decode()
    assert not Authenticator.objects.filter(user=olga).exists()


def test_password_alone_does_not_sign_in_any_more(secret, client, enter):
    response = client.get(enter("olga").url)

    assert "Второй шаг входа" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_code_finishes_signing_in(secret, olga, client, enter):
    enter("olga")

    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert client.session["_auth_user_id"] == str(olga.pk)


def test_wrong_code_does_not_finish(secret, client, enter):
    enter("olga")

    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert response.status_code == 422
    assert "Не подходит" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_codes_makes_wait(secret, client, enter):
    enter("olga")
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert "Подождите 5 минут" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_spare_code_signs_in_once(secret, olga, client, enter):
    spare = Authenticator.objects.get(user=olga, type="recovery_codes").wrap().get_unused_codes()[0]
    enter("olga")
    client.post("/accounts/2fa/authenticate/", {"code": spare})
    first = client.session.get("_auth_user_id")
    client.post("/accounts/logout/")
    enter("olga")

    response = client.post("/accounts/2fa/authenticate/", {"code": spare})

    assert first == str(olga.pk)
    assert response.status_code == 422


def test_new_spare_codes_replace_the_old(signed_in, olga, django_capture_on_commit_callbacks):
    set_up(signed_in)
    old = Authenticator.objects.get(user=olga, type="recovery_codes").wrap().get_unused_codes()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/accounts/2fa/recovery-codes/generate/")

    new = Authenticator.objects.get(user=olga, type="recovery_codes").wrap().get_unused_codes()
    assert set(old).isdisjoint(new)
    assert Change.objects.filter(action="accounts.renew_recovery_codes", by=olga).count() == 1


def test_switching_off_leaves_nothing(signed_in, olga):
    set_up(signed_in)

    asks = signed_in.get("/accounts/2fa/totp/deactivate/").content.decode()
    signed_in.post("/accounts/2fa/totp/deactivate/")

    assert "Отключить приложение с кодами?" in asks
    assert not Authenticator.objects.filter(user=olga).exists()
    assert Change.objects.filter(action="accounts.drop_second_factor", by=olga).count() == 2


def test_confirming_may_be_done_with_a_code(signed_in):
    secret = set_up(signed_in)

    page = signed_in.get("/accounts/reauthenticate/").content.decode()
    response = signed_in.post("/accounts/2fa/reauthenticate/?next=/accounts/me/", {"code": code_of(secret)})

    assert "Код из приложения" in page
    assert response.url == "/accounts/me/"
