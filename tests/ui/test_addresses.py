"""Quick addresses are the router's own."""

from datetime import date

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from parta.ui.addresses import address


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("journal:list", (), "/journal/"),
        ("journal:course", (7,), "/journal/7/"),
        ("journal:topics", (7, 12), "/journal/7/12/topics/"),
        ("diary:week", (3, date(2026, 11, 23)), "/diary/3/2026-11-23/"),
        ("support:ticket", (10**20,), f"/help/{10**20}/"),
    ],
)
def test_address_is_the_routers(name, keys, expected):
    for _ in range(2):  # asked of the router, then from its kept shape
        assert address(name, *keys) == expected == reverse(name, args=keys)


def test_template_prints_an_address_with_keys():
    assert Template("{% address 'journal:topics' a 5 %}").render(Context({"a": 1000})) == "/journal/1000/5/topics/"


@pytest.mark.parametrize(("keys", "error"), [(("x",), TypeError), ((1, 2, 3), NoReverseMatch)])
def test_other_parts_are_refused(keys, error):
    with pytest.raises(error):
        address("journal:course", *keys)
