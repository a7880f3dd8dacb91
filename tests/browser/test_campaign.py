"""The check list of a campaign in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenAs
from tests.regulation import make

pytestmark = pytest.mark.browser


def test_two_ticks_while_the_server_is_slow_to_answer_are_both_shown(cast: Any, open_as: OpenAs) -> None:
    campaign = make.campaign("Отметки", "Темы", "Задания")
    page = open_as(cast.teacher.user)
    held: list[Route] = []
    page.route("**/campaigns/tick/**", lambda route: held.append(route) if len(held) < 2 else route.continue_())
    page.goto(reverse("regulation:campaign", args=[campaign.pk]))
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()

    for route in held:
        with page.expect_response("**/campaigns/tick/**"):
            route.continue_()

    expect(page.get_by_role("status")).to_contain_text("Сделано 2 из 3")
    expect(boxes.nth(1)).to_be_checked()
