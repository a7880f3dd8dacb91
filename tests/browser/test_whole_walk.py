"""The whole way of a school, on real files: from an empty school to a mark that the mother reads in the diary."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from parta.accounts.models import User
from parta.school.models import SchoolClass
from parta.school.queries.accounts import Holder, holders_of_class, holders_of_staff
from parta.school.services import invitations
from tests import build
from tests.timetable.exchange.files import real

from .conftest import OpenAs
from .test_journal_grid import assert_clean, cell, expect_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))
TEACHER, MOTHER, FATHER = "Орлова Нина Васильевна", "Ермакова Ольга Сергеевна", "Дмитриев Пётр Ильич"
EMPLOYEES = f"Фамилия;Имя;Отчество;Должность\n{TEACHER.replace(' ', ';')};Учитель математики\n"
PUPILS = f"""Фамилия;Имя;Класс;Дата рождения;Родитель 1;Родитель 1: кем приходится
Ермакова;Дарья;7А;03.05.2013;{MOTHER};мать
Дмитриев;Егор;7А;14.08.2013;{FATHER};отец
"""


@pytest.fixture
def school_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday: the lyceum's 7А had algebra yesterday and has it twice tomorrow."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


@pytest.fixture
def admin(db: None) -> User:
    """An empty school: its name, its bells, and who sets it up."""
    cache.clear()  # nobody has tried a code yet
    build.school()
    build.bells()
    return build.user("admin", is_admin=True, last_name="Зуева", first_name="Вера")


def test_from_an_empty_school_to_a_mark_in_the_diary(admin: User, open_as: OpenAs) -> None:
    office = open_as(admin)
    open_year(office)
    load_lyceum(office)
    load_people(office, "employees", EMPLOYEES)
    load_people(office, "pupils", PUPILS)
    give_teacher(office, "7А", "Алгебра")

    teacher = join(open_as(), TEACHER, admin)
    assert_clean(teacher)
    keep_journal(teacher)

    diary = read_diary(join(open_as(), MOTHER, admin))
    father = join(open_as(), FATHER, admin)
    response = father.goto(diary)
    assert response is not None
    assert response.status == 404

    load_asc(office)


def open_year(page: Page) -> None:
    page.goto("/school/years/")
    page.get_by_role("link", name="Создать").click()
    page.get_by_label("четверти").check()
    page.get_by_label("полугодия").check()
    page.get_by_role("button", name="Создать год").click()
    expect(page.locator("main")).to_contain_text("Учебный год 2026/27 создан.")
    page.goto("/journal/kinds/")
    page.get_by_role("button", name="обычные").click()


def load_lyceum(page: Page) -> None:
    """Its classes, subjects and rooms are made by the import; three weeks of lessons are enough for a walk."""
    read_timetable(page, "lyceum-columns.xlsx")
    expect(page.locator(".steps")).to_contain_text("Прочитано 3988 из 3990 ячеек, 2 не перенесётся")
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_role("row", name='7 "А" класс')).to_contain_text("будет создано")
    assert_clean(page)
    page.get_by_role("link", name="Проверка").click()
    apply_timetable(page, "2026-11-16", "2026-12-05")
    expect(page.locator("dt:has-text('Строк добавлено') + dd")).to_have_text("1440")

    page.goto(f"/timetable/class/{SchoolClass.objects.get(level=7, letter='А').pk}/?week=2026-11-23")
    expect(page.locator("table.week")).to_contain_text("Алгебра")
    assert_clean(page)


def read_timetable(page: Page, name: str) -> None:
    page.goto("/timetable/import/")
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": real(name)}
    )
    page.get_by_role("button", name="Прочитать").click()


def apply_timetable(page: Page, from_on: str, to_on: str) -> None:
    page.get_by_label("Действует с").fill(from_on)
    page.get_by_label("по", exact=True).fill(to_on)
    page.get_by_role("button", name="Пересчитать").click()
    expect(page.get_by_label("по", exact=True)).to_have_value(to_on)
    assert_clean(page)
    page.get_by_role("button", name="Загрузить расписание").click()
    page.get_by_text("Расписание загружено.").wait_for()


def load_people(page: Page, kind: str, table: str) -> None:
    page.goto(f"/school/imports/{kind}/new/")
    page.set_input_files("input[type=file]", {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Проверить").click()
    assert_clean(page)
    page.get_by_role("button", name="Применить").click()
    expect(page.get_by_text("Всё записано.")).to_be_visible()


def give_teacher(page: Page, class_name: str, subject: str) -> None:
    page.goto("/school/load/")
    page.locator("select[name=school_class]").select_option(label=class_name)
    page.locator("select[name=subject]").select_option(label=subject)
    page.get_by_role("button", name="Показать").click()
    page.get_by_role("link", name=f"Сменить учителя: {class_name} · {subject}").click()
    page.locator("td select[name=teacher]").select_option(label=TEACHER)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("tbody td.whole")).to_contain_text("Орлова Н. В.")


def join(page: Page, name: str, admin: User) -> Page:
    """Make an account by the code of a printed strip; the page is left on the person's desk."""
    page.goto("/accounts/invite/")
    page.get_by_label("Код с листка").fill(invitations.issue([holder(name)], by=admin, label=name)[0].code)
    page.get_by_role("button", name="Дальше").click()
    page.get_by_label("Пароль", exact=True).fill("скрипка и 7 нот")
    page.get_by_label("Пароль ещё раз").fill("скрипка и 7 нот")
    page.get_by_role("button", name="Завести учётную запись").click()
    expect(page.get_by_role("heading", name="Вторник, 24 ноября")).to_be_visible()
    return page


def holder(name: str) -> Holder:
    school_class = SchoolClass.objects.get(level=7, letter="А")
    everyone = [*holders_of_staff(), *holders_of_class(school_class, TUESDAY.date())]
    return next(one for one in everyone if one.name == name)


def keep_journal(page: Page) -> None:
    """Yesterday's lesson gets a mark by keyboard, its topic and homework for tomorrow."""
    page.goto("/journal/")
    page.get_by_role("link", name="Алгебра").click()
    expect(page.locator(".grid .days")).to_contain_text("23")
    cell(page, "Ермакова Дарья", 23).click()
    page.keyboard.press("5")
    expect_saved(page)
    assert_clean(page)

    page.get_by_role("link", name="Темы и задания").click()
    page.get_by_label("Тема урока 23 ноября").fill("Линейная функция")
    page.keyboard.press("Tab")
    lesson = page.locator("li.lesson", has_text="пн, 23 ноября")
    expect(lesson.get_by_role("status")).to_have_text("сохранено")
    lesson.get_by_label("Задать на дом").fill("§ 12, № 340")
    lesson.get_by_role("button", name="Задать к следующему уроку").click()
    expect(lesson.locator(".task")).to_contain_text("к 25 ноября")


def read_diary(page: Page) -> str:
    """The mother sees it all this week; return the week's address."""
    assert_clean(page)
    page.goto("/diary/")
    monday = page.get_by_role("region", name="Понедельник").locator("li", has_text="Алгебра")
    expect(monday).to_contain_text("Линейная функция")
    expect(monday.locator(".mark")).to_have_text("5")
    wednesday = page.get_by_role("region", name="Среда").locator("li", has_text="Алгебра")
    expect(wednesday.first).to_contain_text("§ 12, № 340")
    assert_clean(page)
    return page.url


def load_asc(page: Page) -> None:
    """Another school's aSc file beside it: its classes have no level of their own, its bells are taken along."""
    read_timetable(page, "asc-47-classes.xml")
    page.get_by_label("Параллель для невыбранных").select_option("10")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    page.get_by_role("link", name="Проверка").click()
    expect(page.locator(".steps")).to_contain_text("Прочитано 1187 из 1204")
    apply_timetable(page, "2027-05-17", "2027-05-29")
    expect(page.locator("dt:has-text('Строк добавлено') + dd")).to_have_text("1187")
    assert_clean(page)
