"""The two real timetables are loaded by hand, in a browser; axe looks over every step."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from parta.school.models import SchoolClass
from parta.timetable.models import Lesson, TimetableEntry
from tests.timetable.exchange.files import real, xlsx

from .conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEEK = """
| День | № | 7А             | 7Б                |
| Пн   | 1 | Алгебра 12     | История 14        |
|      | 2 | Английский;1/2 | Обшествознание 12 |
| Вт   | 1 | История 14     | Обществознание 12 |
|      | 2 | Химия 5        | Обществознание 5  |
|      |   | Труд 6         | Химия 5           |
"""


def send(page: Page, name: str, content: bytes) -> None:
    page.goto("/timetable/import/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Прочитать").click()


def last_days(page: Page) -> None:
    """Two weeks of lessons are enough for a walk."""
    page.get_by_label("Действует с").fill("2027-05-17")
    page.get_by_role("button", name="Пересчитать").click()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_the_way(cast, open_as, viewport):
    page = open_as(cast.deputy, viewport=viewport, bypass_csp=True)  # axe draws its own styles to measure
    found: list[str] = []
    page.goto("/timetable/import/")
    look(page, found)
    send(page, "школа.xlsx", xlsx(Лист=WEEK))
    page.locator("main summary").first.click()
    look(page, found)
    page.get_by_role("button", name="Дальше").click()
    for _ in range(4):
        look(page, found)
        page.locator("button[name=next]").click()
    for tab in ("Неделя класса", "Не переносится", "Догадки", "Накладки"):
        look(page, found)
        page.get_by_role("link", name=tab).click()
    page.get_by_role("button", name="Загрузить расписание").click()
    page.get_by_text("Расписание загружено.").wait_for()
    look(page, found)

    assert found == []


def look(page: Page, found: list[str]) -> None:
    page.wait_for_load_state()
    answer: dict[str, Any] = Axe().run(page).response
    found += [f"{page.url} {one['id']}: {one['nodes'][0]['html']}" for one in answer["violations"]]
    width = page.viewport_size["width"] if page.viewport_size else 0
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{page.url} is wider than the screen")


def test_what_is_typed_is_told_at_once(cast, open_as):
    page = open_as(cast.deputy)
    send(page, "школа.xlsx", xlsx(Лист=WEEK))
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("link", name="Предметы").click()
    row = page.get_by_role("row", name="Обшествознание")
    expect(row).to_contain_text("похоже на «Обществознание»")

    row.get_by_role("combobox").fill("алгебра")
    expect(row.locator(".badge")).to_have_text("есть")
    row.get_by_role("combobox").fill("")
    expect(row.locator(".badge")).to_have_text("не переносится")
    row.get_by_role("combobox").fill("Обществознание")
    expect(row.locator(".badge")).to_have_text("будет создано")


def test_lyceum_is_loaded_changed_and_taken_back(cast, open_as):
    page = open_as(cast.deputy)
    send(page, "lyceum-columns.xlsx", real("lyceum-columns.xlsx"))
    expect(page.locator(".steps")).to_contain_text("Прочитано 3988 из 3990 ячеек, 2 не перенесётся")
    page.get_by_role("link", name="Проверка").click()
    last_days(page)
    page.get_by_role("button", name="Загрузить расписание").click()
    page.get_by_text("Расписание загружено.").wait_for()
    assert TimetableEntry.objects.count() == 1440
    assert Lesson.objects.filter(on="2027-05-17", course__group__name="7А").count() == 6  # English is split

    page.goto(f"/timetable/class/{SchoolClass.objects.get(level=9, letter='Г').pk}/?week=2027-05-17")
    expect(page.locator("table.week")).to_contain_text("Практикум по решению физических задач")

    send(page, "lyceum-columns.xlsx", real("lyceum-columns.xlsx"))
    page.get_by_role("link", name="Проверка").click()
    last_days(page)
    expect(page.locator("main")).to_contain_text("Без изменений: это расписание уже действует.")
    expect(page.get_by_role("button", name="Загрузить расписание")).to_be_disabled()

    page.goto("/timetable/import/")
    page.get_by_role("link", name="lyceum-columns.xlsx").click()
    page.get_by_role("button", name="Отменить загрузку").click()
    page.get_by_text("Импорт отменён: расписание стало прежним.").wait_for()
    assert TimetableEntry.objects.count() == 0


def test_asc_is_loaded_with_its_bells(cast, open_as):
    page = open_as(cast.deputy)
    send(page, "asc.xml", real("asc-47-classes.xml"))
    page.get_by_label("Параллель для невыбранных").select_option("10")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    page.get_by_role("link", name="Проверка").click()
    page.get_by_label("Завести звонки из файла").check()
    last_days(page)
    page.get_by_role("button", name="Загрузить расписание").click()
    page.get_by_text("Расписание загружено.").wait_for()

    assert TimetableEntry.objects.count() == 1187
    page.goto(f"/timetable/class/{SchoolClass.objects.get(letter='-1A').pk}/?week=2027-05-17")
    expect(page.locator("table.week")).to_contain_text("Matemática")
    expect(page.locator("table.week")).to_contain_text("7:15")
