"""Signing in and failing to are history too."""

import pytest
from django.core.cache import cache

from parta.audit.models import Change
from tests import build


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.fixture
def olga(db):
    return build.user("olga", last_name="Ермакова", first_name="Ольга")


def test_sign_in_and_out_are_recorded_with_the_address(olga, client):
    client.post("/accounts/login/", {"login": "olga", "password": "parta"}, REMOTE_ADDR="10.0.0.7")
    client.post("/accounts/logout/", REMOTE_ADDR="10.0.0.7")

    rows = Change.objects.order_by("id").values_list("action", "by", "label", "address")
    assert list(rows) == [
        ("accounts.sign_in", olga.pk, "Ермакова Ольга", "10.0.0.7"),
        ("accounts.sign_out", olga.pk, "Ермакова Ольга", "10.0.0.7"),
    ]


def test_address_behind_the_proxy_is_the_persons(olga, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    client.post(
        "/accounts/login/", {"login": "olga", "password": "parta"}, headers={"x-forwarded-for": "1.1.1.1, 10.0.0.9"}
    )

    assert Change.objects.get().address == "10.0.0.9"


def test_failed_sign_in_names_the_account(olga, client):
    client.post("/accounts/login/", {"login": "OLGA", "password": "wrong"})

    row = Change.objects.get()
    assert (row.action, row.by, row.target_id, row.label) == (
        "accounts.sign_in_failed", None, olga.pk, "Ермакова Ольга",
    )  # fmt: skip


def test_password_typed_for_a_name_is_not_kept(olga, client):
    client.post("/accounts/login/", {"login": "my secret password", "password": ""})
    client.post("/accounts/login/", {"login": "my secret password", "password": "x"})

    row = Change.objects.get()
    assert row.label == "неизвестное имя пользователя"
    assert "secret" not in str(row.__dict__)


def test_sign_in_without_a_browser_is_not_a_persons(olga, client):
    client.force_login(olga)

    assert not Change.objects.exists()
