"""Columns to fields, rows to lines, and every error by its line and column."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from parta.lib.sheets import Sheet, SheetError, Table, read_book, write_csv, write_xlsx
from parta.school import exchange
from parta.school.lines import EmployeeLine, LoadLine, ParentLine, PupilLine
from parta.school.names import PersonName, class_key, person_name, phone_key

from .importing import TODAY, said

KINDS = ["pupils", "employees", "load"]


def read(kind, *rows):
    sheet = Sheet("Лист1", [list(row) for row in rows])
    return exchange.read_lines(sheet, exchange.guess(kind, sheet), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "headings", "fields"),
    [
        (
            "pupils",
            [
                "№ п/п",
                "ФИО ученика",
                "Кл.",
                "Д.р.",
                "ФИО матери",
                "Телефон матери",
                "Отец",
                "E-mail отца",
                "Примечание",
            ],
            [
                "",
                "full_name",
                "class",
                "birth_date",
                "parent1_name",
                "parent1_phone",
                "parent2_name",
                "parent2_email",
                "",
            ],
        ),
        (
            "pupils",
            ["Обучающийся", "КЛАСС", "Дата рождения", "Родитель", "Телефон родителя", "Законный представитель 2"],
            ["full_name", "class", "birth_date", "parent1_name", "parent1_phone", "parent2_name"],
        ),
        (
            "employees",
            ["Табельный номер", "Ф.И.О.", "Должность", "Эл. почта", "Моб. тел.", "Имя пользователя"],
            ["key", "full_name", "position", "email", "phone", "login"],
        ),
        (
            "load",
            ["Класс", "Классный руководитель", "Предмет", "ФИО педагога", "Кол-во часов", "Подгруппа"],
            ["group", "", "subject", "teacher", "hours", "part"],
        ),
    ],
)
def test_columns_are_guessed_by_what_schools_call_them(kind, headings, fields):
    assert exchange.guess_columns(kind, headings) == fields


def test_heading_is_found_below_title_lines():
    sheet = Sheet("Л", [["Список учеников школы", None], [None, None], ["Фамилия", "Класс"], ["Ермакова", "7Б"]])

    mapping = exchange.guess("pupils", sheet)

    assert (mapping.header, mapping.columns) == (2, ["last_name", "class"])
    assert exchange.missing("pupils", mapping.columns) == ["Имя"]


def test_sheet_without_heading_is_known_by_letters():
    sheet = Sheet("Л", [["Ермакова", "7Б"]])

    mapping = exchange.guess("pupils", sheet)

    assert (mapping.header, mapping.heading(sheet, 1)) == (-1, "B")


@pytest.mark.parametrize("kind", KINDS)
def test_template_is_understood_whole_and_its_example_is_skipped(kind):
    book = read_book(exchange.template(kind), name="x")
    mapping = exchange.guess(kind, book.sheets[0])

    reading = exchange.read_lines(book.sheets[0], mapping, today=TODAY)

    assert all(mapping.columns)
    assert exchange.missing(kind, mapping.columns) == []
    assert (reading.lines, reading.errors, said(reading.warnings)) == ([], [], [(2, "", "пример из шаблона, пропущен")])
    assert [sheet.name for sheet in book.sheets] == [exchange.KIND_TITLES[kind], "Пояснения"]


HEAD = ["Фамилия", "Имя", "Класс", "Дата рождения", "Родитель 1", "Телефон родителя 1", "Почта родителя 1"]


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        (["", "Дарья", "7Б"], [(2, "last_name", "пусто")]),
        (["Ермакова", "Дарья", " "], [(2, "class", "пусто")]),
        (["Ермакова1", "Дарья", "7Б"], [(2, "last_name", "«Ермакова1» — в имени лишние знаки")]),
        (
            ["Ермакова", "Дарья", "7Б", "35.13.2013"],
            [(2, "birth_date", "«35.13.2013» — не дата. Пишите как 03.05.2013")],
        ),
        (["Ермакова", "Дарья", "7Б", "03.05.1913"], [(2, "birth_date", "03.05.1913 — ученику 113: проверьте год")]),
        (["Ермакова", "Дарья", "7Б", "", "Ермакова"], [(2, "parent1_name", "«Ермакова» — нужны и фамилия, и имя")]),
        (
            ["Ермакова", "Дарья", "7Б", "", "", "89001112233"],
            [(2, "parent1_name", "данные родителя есть, а имени нет")],
        ),
        (["Ермакова", "Дарья", "7Б", "", "Ермакова О. С.", "нет"], [(2, "parent1_phone", "«нет» — не телефон")]),
        (
            ["Ермакова", "Дарья", "7Б", "", "Ермакова О. С.", "", "почта"],
            [(2, "parent1_email", "«почта» — не адрес электронной почты")],
        ),
    ],
)
def test_wrong_cell_is_told_by_line_and_column_and_gives_no_line(row, errors):
    reading = read("pupils", HEAD, row)

    assert (reading.lines, said(reading.errors)) == ([], errors)


@pytest.mark.parametrize(
    "value", [date(2013, 5, 3), "03.05.2013", "3.5.13", "2013-05-03", "03.05.2013 г.", "03.05.2013 00:00", 41397]
)
def test_birth_date_however_it_is_written(value):
    assert read("pupils", HEAD, ["Ермакова", "Дарья", "7Б", value]).lines[0].birth_date == date(2013, 5, 3)


@pytest.mark.parametrize(
    ("value", "hours"), [(3, "3"), (1.5, "1.5"), ("1,5", "1.5"), ("2 ч", "2"), ("0.5 часа", "0.5")]
)
def test_hours_however_they_are_written(value, hours):
    lines = read("load", ["Класс", "Предмет", "Часов"], ["7Б", "Алгебра", value]).lines

    assert lines[0].hours == Decimal(hours)


@pytest.mark.parametrize("value", ["много", 0, -1, 61, "1,25", "nan"])
def test_wrong_hours(value):
    errors = read("load", ["Класс", "Предмет", "Часов"], ["7Б", "Алгебра", value]).errors

    assert [(problem.line, problem.field) for problem in errors] == [(2, "hours")]


def test_blank_rows_keep_the_numbers_of_others():
    reading = read("pupils", HEAD, [None, " ", None], ["Ермакова", "Дарья", "7Б"])

    assert [line.line for line in reading.lines] == [3]


def test_names_in_capitals_get_small_letters_and_a_whole_name_is_cut():
    reading = read("pupils", ["ФИО", "Класс"], ["ЕРМАКОВА-ЛИ ДАРЬЯ ОЛЕГОВНА", "7Б"], ["Мамедов Али Гасан оглы", "7Б"])

    assert [line.name for line in reading.lines] == [
        PersonName("Ермакова-Ли", "Дарья", "Олеговна"), PersonName("Мамедов", "Али", "Гасан оглы"),
    ]  # fmt: skip


def test_more_lines_than_a_school_has_is_refused():
    with pytest.raises(SheetError, match="10000 строк"):
        read("pupils", *[["Фамилия", "Имя", "Класс"]] * 10_002)


@pytest.mark.parametrize(
    ("one", "other"), [("7Б", "7 «Б» класс"), ("7Б", "7-б"), ("7А", "7A"), ("10М (мед.)", "10 м (мед)"), ("7", "7 кл.")]
)
def test_spellings_of_one_class(one, other):
    assert class_key(one) == class_key(other)


def test_spellings_of_one_phone_and_one_name():
    assert phone_key("+7 (900) 111-22-33") == phone_key("89001112233")
    assert person_name("Орлова Н.В.").is_short_for(PersonName("Орлова", "Нина", "Васильевна"))
    assert not person_name("Орлова Н.П.").is_short_for(PersonName("Орлова", "Нина", "Васильевна"))
    assert PersonName("Семёнов", "Пётр").may_be(PersonName("семенов", "петр", "Ильич"))
    assert not PersonName("Семёнов", "Пётр", "Олегович").may_be(PersonName("Семёнов", "Пётр", "Ильич"))


LINES = {
    "pupils": PupilLine(
        2, PersonName("Ермакова", "Дарья", "Олеговна"), "7Б", birth_date=date(2013, 5, 3), email="d@example.ru",
        enrolled_on=date(2026, 9, 1), order="№ 1", key="K1",
        parents=[
            ParentLine(1, PersonName("Ермакова", "Ольга", "Сергеевна"), "мать", "+7 900 111", "o@example.ru", "P1"),
            ParentLine(2, PersonName("Ермаков", "Олег", "")),
        ],
    ),
    "employees": EmployeeLine(
        2, PersonName("Орлова", "Нина", "Васильевна"), "учитель", "n@example.ru", "+7 900 111-22-33", "orlova", "E1"
    ),
    "load": LoadLine(2, "7Б", "Алгебра", PersonName("Орлова", "Нина", "Васильевна"), Decimal("2.5"), "англ. 1", "E1"),
}  # fmt: skip


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
@pytest.mark.parametrize("kind", KINDS)
def test_written_lines_are_read_back_the_same(kind, write):
    table = exchange.table_of(kind, [LINES[kind]])

    sheet = read_book(write(table), name="x").sheets[0]

    assert exchange.read_lines(sheet, exchange.guess(kind, sheet), today=TODAY).lines == [LINES[kind]]


cell = st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.dates(), st.times())


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), st.data())
def test_any_cells_give_lines_or_errors(kind, data):
    fields = [field.name for field in exchange.fields_of(kind)]
    rows = data.draw(st.lists(st.lists(cell, min_size=len(fields), max_size=len(fields)), max_size=3))

    reading = exchange.read_lines(Sheet("Л", rows), exchange.Mapping(kind, -1, fields), today=TODAY)

    told = {line.line for line in reading.lines} | {problem.line for problem in reading.errors}
    assert told == {
        number
        for number, row in enumerate(rows, start=1)
        if any(not (value is None or (isinstance(value, str) and not value.strip())) for value in row)
    }


def test_formulas_of_names_do_not_run_in_a_spreadsheet():
    table = exchange.table_of("load", [LoadLine(2, "=1+1", "Алгебра", hours=Decimal(1))])

    assert b"'=1+1;" in write_csv(table)
    assert read_book(write_csv(Table("", table.columns, table.rows)), name="x").sheets[0].rows[1][0] == "=1+1"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_its_line_in_the_reference(kind):
    words = (settings.PACKAGE.parent.parent / "docs/reference/import-files.md").read_text()

    assert [field.title for field in exchange.fields_of(kind) if field.title not in words] == []


@pytest.mark.parametrize(
    ("heading", "relation"),
    [
        ("Мама", "мать"),
        ("ФИО матери", "мать"),
        ("Родитель 1", ""),
        ("Мать (отец)", ""),
        ("Мать, законный представитель", "мать"),
    ],
)
def test_heading_says_who_the_parent_is(heading, relation):
    rows = [["Фамилия", "Имя", "Класс", heading], ["Новикова", "Анна", "7Б", "Новикова Вера Ильинична"]]

    assert parents_of(rows) == [("Новикова Вера Ильинична", relation)]


def test_own_column_of_the_relation_goes_before_the_heading():
    rows = [
        ["Фамилия", "Имя", "Класс", "Мама", "Кем приходится (родитель 1)", "Папа"],
        ["Новикова", "Анна", "7Б", "Новикова Вера Ильинична", "опекун", "Новиков Олег Ильич"],
        ["Новикова", "Инна", "7Б", "Новикова Вера Ильинична", "", "Новиков Олег Ильич"],
    ]

    assert parents_of(rows) == [
        ("Новикова Вера Ильинична", "опекун"), ("Новиков Олег Ильич", "отец"),
        ("Новикова Вера Ильинична", "мать"), ("Новиков Олег Ильич", "отец"),
    ]  # fmt: skip


def parents_of(rows):
    sheet = Sheet("", rows)
    reading = exchange.read_lines(sheet, exchange.guess("pupils", sheet), today=TODAY)
    assert not reading.errors
    return [(parent.name.full, parent.relation) for line in reading.lines for parent in line.parents]
