"""The page of topics in a real browser: what is typed is saved, whenever the scripts come."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Route, expect

from parta.journal.models import LessonRecord
from tests import build
from tests.browser.conftest import OpenAs

pytestmark = pytest.mark.browser


def test_topic_and_kind_given_before_the_scripts_came_are_saved_when_they_come(cast: Any, open_as: OpenAs) -> None:
    test_work = build.work_kind("контрольная", short_name="КР", weight=3, tone="fail")
    period = cast.course.scheme.periods.get(number=2)
    page = open_as(cast.teacher.user)
    held: list[Route] = []
    page.route("**/htmx-2*.js", lambda route: held.append(route))
    page.goto(reverse("journal:topics", args=[cast.course.pk, period.pk]), wait_until="commit")
    lesson = page.locator("li.lesson", has_text="пн, 23 ноября")
    page.get_by_label("Тема урока 23 ноября").fill("Линейная функция")
    page.keyboard.press("Tab")
    page.get_by_label("Вид работы 23 ноября").select_option(label="контрольная")
    assert not LessonRecord.objects.exists()

    held[0].continue_()
    expect(lesson.get_by_role("status")).to_have_text(["сохранено", "сохранено"])
    record = LessonRecord.objects.get(lesson=cast.lesson)
    assert (record.topic, record.work_kind) == ("Линейная функция", test_work)
