"""Every page of allauth that can be reached is in our look and in Russian."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from .conftest import PASSWORD

ANYBODY = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-nokey/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nokey/",
    "/accounts/invite/",
]
SIGNED_IN = [
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/reauthenticate/",
    "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/2fa/webauthn/keys/{key}/remove/",
    "/accounts/me/",
    "/accounts/sessions/",
]


def words_of(page: str) -> str:
    """What is read on the page: no scripts, no tags, no names of programs and examples."""
    shown = re.sub(r"<script.*?</script>|<head.*?</head>|<code.*?</code>|<kbd.*?</kbd>|<[^>]+>", " ", page, flags=re.S)
    return re.sub(r"olga\S*|Aegis|Google Authenticator|PDF|Caps Lock|Yubi|II", "", shown)


@pytest.fixture
def key(olga) -> Authenticator:
    """A key whose name is all that pages of a list need."""
    return Authenticator.objects.create(
        user=olga, type=Authenticator.Type.WEBAUTHN, data={"name": "Телефон", "credential": {}}
    )


@pytest.mark.parametrize("path", ANYBODY)
def test_page_of_anybody_is_ours(path, db):
    response = Client().get(path, follow=True)

    page = response.content.decode()
    assert 'class="bare-brand"' in page
    assert re.findall(r"[A-Za-z]{3,}", words_of(page)) == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_own_page_is_ours(path, olga, key, client, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    client.post("/accounts/login/", {"login": "olga", "password": PASSWORD})
    client.force_login(olga)  # past the second step, which has its own test
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get(path.format(key=key.pk), follow=True).content.decode()

    assert 'class="bare-brand"' in page or 'class="brand"' in page
    assert re.findall(r"[A-Za-z]{3,}", words_of(page)) == []


def test_second_step_is_ours(olga, key, client, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])

    page = client.post("/accounts/login/", {"login": "olga", "password": PASSWORD}, follow=True).content.decode()

    assert "Второй шаг входа" in page
    assert "Приложить ключ" in page
    assert re.findall(r"[A-Za-z]{3,}", words_of(page)) == []
