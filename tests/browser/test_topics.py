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


def test_what_is_changed_while_the_server_is_slow_to_answer_is_saved_too(cast: Any, open_as: OpenAs) -> None:
    build.work_kind("контрольная", short_name="КР", weight=3, tone="fail")
    last = build.work_kind("самостоятельная", short_name="СР", weight=2, tone="warn")
    period = cast.course.scheme.periods.get(number=2)
    page = open_as(cast.teacher.user)
    held: list[Route] = []
    page.goto(reverse("journal:topics", args=[cast.course.pk, period.pk]))
    topic, kind = page.get_by_label("Тема урока 23 ноября"), page.get_by_label("Вид работы 23 ноября")
    is_slow = True
    page.route("**/lesson/*/*/", lambda route: held.append(route) if is_slow else route.continue_())
    topic.fill("Линейная")
    page.keyboard.press("Tab")
    kind.select_option(label="контрольная")
    kind.select_option(label="самостоятельная")
    topic.fill("Линейная функция")
    assert len(held) == 2

    is_slow = False
    for route in held:
        route.continue_()
    expect(page.locator("li.lesson", has_text="пн, 23 ноября").get_by_role("status")).to_have_text(["сохранено"] * 2)
    expect(topic).to_have_value("Линейная функция")
    with page.expect_response("**/topic/"):
        page.keyboard.press("Tab")
    record = LessonRecord.objects.get(lesson=cast.lesson)
    assert (record.topic, record.work_kind) == ("Линейная функция", last)
