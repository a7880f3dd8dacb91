"""A form too long is refused in words, and nothing of it is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parta.accounts.models import User
from parta.ui import middleware

TOO_MUCH = 3 * 1024 * 1024  # bytes; a form is read up to two megabytes


@pytest.mark.parametrize("address", ["/accounts/login/", "/help/ask/", "/accounts/me/"])
def test_too_long_a_form_is_refused_in_words(address, cast, sign_in):
    before = User.objects.count()

    answer = sign_in(cast.parent.user).post(
        address, b"text=" + b"x" * TOO_MUCH, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413
    assert "Слишком много сразу" in answer.content.decode()
    assert User.objects.count() == before


def test_too_many_files_at_once_are_refused(db, monkeypatch):
    monkeypatch.setattr(middleware, "MOST_SENT", 10_000)

    answer = Client().post("/accounts/login/", {"file": SimpleUploadedFile("a.txt", b"x" * 10_001)})

    assert answer.status_code == 413


def test_an_ordinary_form_goes_on(cast, sign_in):
    assert sign_in(cast.parent.user).post("/help/ask/", {"text": "я" * 100_000}).status_code != 413
