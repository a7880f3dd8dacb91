"""`parta createadmin`."""

import pytest
from django.core.management import CommandError, call_command

from parta.accounts.models import User
from parta.audit.models import Change
from tests import build

NAMED = {"username": "zueva", "last_name": "Зуева", "first_name": "Вера"}


def test_makes_an_administrator_who_can_sign_in(db, client, monkeypatch, capsys):
    monkeypatch.setenv("PARTA_ADMIN_PASSWORD", "скрипка и 7 нот")

    call_command("createadmin", **NAMED)

    made = User.objects.get()
    assert (made.username, made.full_name, made.is_admin) == ("zueva", "Зуева Вера", True)
    assert client.login(username="zueva", password="скрипка и 7 нот")
    assert Change.objects.get(action="accounts.create_admin").after == "zueva"
    assert "ready to sign in" in capsys.readouterr().out


def test_refuses_politely_when_the_name_is_taken(db, monkeypatch):
    build.user("Zueva")
    monkeypatch.setenv("PARTA_ADMIN_PASSWORD", "скрипка и 7 нот")

    with pytest.raises(CommandError, match="exists already"):
        call_command("createadmin", **NAMED)

    assert not User.objects.get().is_admin


def test_refuses_a_weak_password(db, monkeypatch):
    monkeypatch.setenv("PARTA_ADMIN_PASSWORD", "12345678")

    with pytest.raises(CommandError, match="слишком широко распространён"):
        call_command("createadmin", **NAMED)

    assert not User.objects.exists()


def test_asks_for_what_is_missing(db, monkeypatch):
    monkeypatch.setenv("PARTA_ADMIN_PASSWORD", "скрипка и 7 нот")
    answers = iter(["zueva", "Зуева", "Вера"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))

    call_command("createadmin")

    assert User.objects.get().full_name == "Зуева Вера"


def test_needs_an_answer(db, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "")

    with pytest.raises(CommandError, match="Username is needed"):
        call_command("createadmin")


def test_typed_passwords_must_agree(db, monkeypatch):
    monkeypatch.delenv("PARTA_ADMIN_PASSWORD", raising=False)
    typed = iter(["скрипка и 7 нот", "скрипка и 8 нот"])
    monkeypatch.setattr("getpass.getpass", lambda question: next(typed))

    with pytest.raises(CommandError, match="differ"):
        call_command("createadmin", **NAMED)
