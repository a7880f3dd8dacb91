"""A teacher learns in the practice class: the journal's own grid, the task accepted at once, nothing kept elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from parta.journal.models import Cell
from parta.training.models import PracticeClass, Progress
from parta.training.queries.practice import desk
from parta.training.rules.cells import typed
from tests.browser.conftest import PHONE, OpenAs

pytestmark = pytest.mark.browser

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}


def cell(page: Page, name: str, day: int) -> Locator:
    """The cell of an invented pupil and a day of November."""
    heads = page.locator(".grid .days th").all()
    place = next(n for n, head in enumerate(heads) if (head.get_attribute("aria-label") or "").startswith(f"{day} ноя"))
    return page.locator(".grid tbody tr", has_text=name).locator("td").nth(place)


def stands(cast: Any, lesson: str, pupil: str) -> str:
    return typed(desk(PracticeClass.objects.get(user=cast.teacher.user)).cell(lesson, pupil))


def test_exercise_done_with_the_keyboard_is_accepted_by_itself(cast, open_as: OpenAs):
    page = open_as(cast.teacher.user)
    page.goto("/training/teacher/mark/")

    cell(page, "Иванова Мария", 13).click()
    page.keyboard.press("5")
    expect(page.locator(".steps li[data-state=done]")).to_have_text(["Иванова Мария, 13 ноября: «5»"])
    for _ in range(5):  # the cursor stands on Кузнецов now
        page.keyboard.press("ArrowDown")
    page.keyboard.press("3")

    expect(page.get_by_text("Принято.")).to_be_visible()
    expect(page.get_by_role("link", name="Дальше: Две отметки")).to_be_visible()
    assert (stands(cast, "control", "ivanova"), stands(cast, "control", "sidorov")) == ("5", "3")
    assert Progress.objects.get(user=cast.teacher.user).done_at is not None
    assert not Cell.objects.exists()


def test_column_menu_roll_call_and_way_back(cast, open_as: OpenAs):
    page = open_as(cast.teacher.user)
    page.goto("/training/teacher/roll-call/")

    page.get_by_role("columnheader", name="18 ноября, среда").click()
    page.get_by_role("link", name="Перекличка").click()
    page.locator("[data-pupil]", has_text="Петров").locator("[data-tap]").click()
    page.locator("[data-pupil]", has_text="Гусев").get_by_role("button", name="болеет").click()
    page.get_by_role("button", name="Остальные здесь · Сохранить").click()
    expect(page.get_by_role("button", name="Перекличка записана")).to_be_visible()
    page.get_by_role("link", name="К заданию").click()
    page.get_by_role("button", name="Проверить").click()

    expect(page.get_by_text("Принято.")).to_be_visible()


def test_closed_lesson_is_asked_for_and_opens(cast, open_as: OpenAs):
    page = open_as(cast.teacher.user)
    page.goto("/training/teacher/ask-to-open/")

    page.locator(".grid tbody tr", has_text="Петров Пётр").locator("td").nth(1).click()  # 28 October
    page.get_by_role("link", name="попросить открыть").click()
    page.get_by_label("Зачем").fill("сдал позже")
    page.get_by_role("button", name="Попросить").click()
    page.locator(".grid tbody tr", has_text="Петров Пётр").locator("td").nth(1).click()
    page.keyboard.press("4")

    expect(page.get_by_text("Принято.")).to_be_visible()


def test_history_average_and_topic_open_from_the_practice_grid(cast, open_as: OpenAs):
    page = open_as(cast.teacher.user)
    page.goto("/training/practice/")

    cell(page, "Сидоров", 2).click()
    page.keyboard.press("KeyH")
    expect(page.get_by_text("было: 2")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".grid tbody tr", has_text="Гусев").locator("td.sum").click()
    expect(page.get_by_text("43 : 10 =")).to_be_visible()
    page.keyboard.press("Escape")
    cell(page, "Сидоров", 16).click()
    page.keyboard.press("F2")
    expect(page.get_by_role("button", name="Готово")).to_be_visible()
    expect(page.get_by_role("link", name="Замечание")).to_be_hidden()  # there is nobody to write to
    page.keyboard.press("Escape")
    page.get_by_role("columnheader", name="16 ноября, понедельник").click()
    page.get_by_role("link", name="Тема и задание").click()
    page.get_by_label("Тема урока").fill("Деепричастие")
    page.get_by_label("Тема урока").press("Tab")
    expect(page.get_by_text("сохранено", exact=True)).to_be_visible()


def test_begun_anew_the_class_is_as_at_first(cast, open_as: OpenAs):
    page = open_as(cast.teacher.user)
    page.goto("/training/practice/")
    cell(page, "Иванова Мария", 13).click()
    page.keyboard.press("2")
    expect(page.locator("save-state [data-part=text]")).to_have_text("всё сохранено")

    page.get_by_role("button", name="Начать заново").click()

    expect(cell(page, "Иванова Мария", 13)).to_have_text("")


@pytest.mark.parametrize("url", ["/training/", "/training/teacher/", "/training/teacher/kind/", "/training/practice/",
                                 "/training/class-teacher/codes/"])  # fmt: skip
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(cast, open_as: OpenAs, url: str, size: str):
    tall = {**PHONE, "height": 3000}  # so that the bar at the bottom covers half of no link: axe measures what is seen
    page = open_as(cast.teacher.user, **({"viewport": tall} if size == "phone" else {}))
    page.goto(url)

    found = Axe().run(page, options=AXE).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_parent_answers_questions_on_a_phone(cast, open_as: OpenAs):
    page = open_as(cast.parent.user, viewport=PHONE)
    page.goto("/training/parent/average/")

    page.get_by_label("учитель ошибся").check()
    page.get_by_role("button", name="Проверить").click()
    expect(page.get_by_text("Не так.")).to_be_visible()
    page.get_by_label("контрольная весит больше ответа").check()
    page.get_by_role("button", name="Проверить").click()

    expect(page.get_by_text("Принято.")).to_be_visible()
