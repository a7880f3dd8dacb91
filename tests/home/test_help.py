"""Tabs of «Помощь»: which of them a screen stands under."""

import pytest

from parta.home.help import owner_of


@pytest.mark.parametrize(
    ("screen", "tab"),
    [
        ("support:outcome", "support:queue"),
        ("consultations:day", "support:queue"),
        ("consultations:walk-in", "support:queue"),
        ("consultations:book", "consultations:week"),
        ("support:figures", "support:register"),
        ("training:staff", "training:home"),
        ("journal:page", ""),
    ],
)
def test_a_helpers_screens_stand_under_the_queue(screen, tab):
    assert owner_of(screen) == tab
