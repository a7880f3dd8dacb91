"""The deputy composes and changes the timetable; a parent reads it on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from parta.timetable.models import Lesson, TimetableEntry
from tests import build

from .conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_course_is_put_on_the_board_by_keyboard_alone(cast, open_as):
    page = open_as(cast.deputy)
    page.goto(f"/timetable/edit/class/{cast.school_class.pk}/")
    page.focus(f"#load-{cast.course.pk}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".placing")

    page.focus("#put-2-1")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(".board-messages .note")

    entry = TimetableEntry.objects.get()
    assert (entry.weekday, entry.slot) == (3, 2)
    assert page.evaluate("document.activeElement.id") == f"entry-{entry.pk}"


def test_clash_is_shown_beside_the_board_and_overruled(cast, open_as):
    build.entry(build.course(cast.teacher, build.whole(cast.other_class), "Геометрия"))
    page = open_as(cast.deputy)
    page.goto(f"/timetable/edit/class/{cast.school_class.pk}/?picked={cast.course.pk}")

    page.click("#put-1-1")
    page.get_by_text("Учитель занят в это время: 7А, Геометрия.").wait_for()
    page.get_by_role("button", name="Всё равно сохранить").click()
    page.get_by_text("Строка добавлена.").wait_for()

    assert TimetableEntry.objects.filter(course=cast.course, weekday=1, slot=1).exists()


def test_absent_teacher_is_covered_and_the_parent_sees_it_on_a_phone(cast, open_as):
    build.lesson(cast.course, cast.lesson.on.replace(day=24), slot=3)
    page = open_as(cast.deputy)
    page.goto("/timetable/day/?on=2026-11-23")
    page.select_option("select[name=absent]", label="Орлова Н. В. · 1 урок")
    page.get_by_role("button", name="Показать уроки").click()
    page.select_option(f"select[name=lesson_{cast.lesson.pk}]", label="Громов И. И. · 1 урок")
    page.get_by_role("button", name="Сохранить замены").click()
    page.get_by_text("Изменено уроков: 1.").wait_for()
    assert Lesson.objects.get(pk=cast.lesson.pk).substitute == cast.stranger

    phone = open_as(cast.parent.user, viewport=PHONE, has_touch=True)
    phone.goto("/timetable/")

    assert phone.locator("td[data-here] .meeting").inner_text().split("\n")[-1] == "замена Громов И. И."
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.get_by_role("link", name="вт 24").click()
    assert phone.locator("th[data-here]").inner_text().startswith("Вторник")


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_axe_finds_nothing(cast, open_as, viewport):
    build.entry(cast.course, weekday=2)
    page = open_as(cast.deputy, viewport=viewport, bypass_csp=True)  # axe draws its own styles to measure
    board = f"/timetable/edit/class/{cast.school_class.pk}/"
    for url in (
        f"/timetable/class/{cast.school_class.pk}/",
        f"/timetable/day/?on=2026-11-23&absent={cast.teacher.pk}",
        f"/timetable/lesson/{cast.lesson.pk}/",
        f"{board}?picked={cast.course.pk}",
        f"{board}new/?weekday=1&slot=1",
        "/timetable/edit/",
        "/timetable/bells/",
        "/timetable/bells/new/",
        "/timetable/all/",
    ):
        page.goto(url)
        faults = Axe().run(page).response["violations"]
        assert [(url, fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
