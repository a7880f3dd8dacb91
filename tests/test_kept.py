"""Copied rows are the rows themselves."""

from __future__ import annotations

import pytest

from parta.accounts.models import User
from tests import build, kept
from tests import cast as casting
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def clear() -> None:
    for model in reversed(kept._models()):
        model._base_manager.all()._raw_delete("default")


def test_copies_are_what_the_models_made(cast):
    clear()
    kept._kept.pop(casting.make, None)
    kept.again(casting.make)
    made = kept._rows()
    clear()
    assert kept._rows() == []

    copied = kept.again(casting.make)

    assert isinstance(copied, Cast)
    assert kept._rows() == made
    assert len(made) > 15
    copied.daria.refresh_from_db()
    assert copied.daria.user.username == "daria"


def test_with_another_row_in_the_way_all_is_built_anew(cast):
    key = cast.teacher.user.pk
    clear()
    build.user("guest", pk=key)

    built = kept.again(casting.make)

    assert User.objects.get(pk=key).username == "guest"
    assert built.teacher.user.pk != key
    assert User.objects.get(username="orlova") == built.teacher.user
