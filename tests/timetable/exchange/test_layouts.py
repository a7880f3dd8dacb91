"""Every layout reads its sheet and accounts for every filled cell; the recogniser picks the right one."""

import pytest

from parta.lib.sheets import Book
from parta.timetable.exchange.book import SKIP, BookScan, scan_book
from parta.timetable.exchange.layouts import Pointing
from parta.timetable.lines import Grade

from .files import sheet

TRIPLES = """
|    |   | 7 "А" класс |     |   | 7 "Б" класс |     |
| ПН | 1 | Алгебра     | 12  | 1 | История     | 14  |
|    | 2 | Физика      | 5   | 2 | ИКТ         | 1/2 |
| ВТ | 1 | История     | 14  | 1 | Алгебра     | 12  |
|    | 2 | ИКТ         | 1/2 | 2 | Физика      | 5   |
"""
SINGLES = """
| Расписание уроков |   |              |            |
| День | №  | 7А             | 7Б           |
| Пн   | 1  | Алгебра 12     | История (14) |
|      | 2  | Физика;каб. 5  | Информатика;1/2 |
| Вт   | 1  | История, 14    | Алгебра;Орлова Н. В.;12 |
|      | 2  | Физкультура с/з | Физика 5    |
"""
BELOW = """
| День | №  | 7А      | 7Б      |
| Пн   | 1  | Алгебра | История |
|      |    | 12      | 14      |
|      | 2  | Физика  | Алгебра |
|      |    | 5       | 12      |
| Вт   | 1  | История | Физика  |
|      |    | 14      | 5       |
"""
PAIRS = """
| День | №  | 7А      |    | 7Б      |              |
| Пн   | 1  | Алгебра | 12 | История | 14           |
|      | 2  | Физика  | 5  | Алгебра | 12           |
| Вт   | 1  | История | 14 | Физика  | 5            |
|      | 2  | Алгебра | 12 | Физика  | 5            |
"""
PAIRS_IN_OWN_ROOM = """
| День | №  | 5А      |    | 5Б      |    |
| Пн   | 1  | Алгебра | 13 | История | 14 |
|      | 2  | Физика  | 13 | Алгебра | 14 |
| Вт   | 1  | История | 13 | Физика  | 14 |
|      | 2  | Алгебра | 13 | Физика  | 14 |
"""
PAIRS_HEADED = """
|      |      | Класс 5А |      | Класс 10А |      |
| День | Урок | Предмет  | Каб. | Предмет   | Каб. |
| ПН   | 1    | Алгебра  | 12   | История   | 14   |
|      | 2    | Физика   | 13   | Алгебра   | 15   |
| ВТ   | 1    | История  | 13   | Физика    | 14   |
|      | 2    | Алгебра  | 13   |           |      |
"""
ROWS = """
|       | Понедельник |         | Вторник |         |
| Класс | 1           | 2       | 1       | 2       |
| 7А    | Алгебра     | Физика  | История | Алгебра |
|       | 12          | 5       | 14      | 12      |
| 7Б    | История     | Алгебра | Физика  | Физика  |
|       | 14          | 12      | 5       | 5       |
"""


def scan(*drawings: str, at: Pointing | None = None, name: str = "Лист1") -> BookScan:
    sheets = [sheet(drawing, name=name) for drawing in drawings]
    return scan_book(Book(sheets), {name: at} if at else {})


def told(found: BookScan) -> set[tuple[str, int, int, str, str]]:
    return {(raw.school_class, raw.weekday, raw.slot, raw.subject, "/".join(raw.rooms)) for raw in found.lessons}


@pytest.mark.parametrize(
    ("drawing", "layout"),
    [
        (TRIPLES, "triples"),
        (SINGLES, "singles"),
        (BELOW, "below"),
        (PAIRS, "pairs"),
        (ROWS, "rows"),
        (PAIRS_IN_OWN_ROOM, "pairs"),
        (PAIRS_HEADED, "pairs"),
    ],
    ids=["triples", "singles", "below", "pairs", "rows", "pairs in own room", "pairs headed"],
)
def test_layout_is_recognised(drawing, layout):
    found = scan(drawing)

    assert [one.layout for one in found.sheets] == [layout]
    assert found.sheets[0].cells == found.sheets[0].understood + sum(
        trouble.units for trouble in found.troubles if trouble.grade == Grade.LOST
    )


def test_triples():
    assert told(scan(TRIPLES)) == {
        ('7 "А" класс', 1, 1, "Алгебра", "12"),
        ('7 "А" класс', 1, 2, "Физика", "5"),
        ('7 "А" класс', 2, 1, "История", "14"),
        ('7 "А" класс', 2, 2, "ИКТ", "1/2"),
        ('7 "Б" класс', 1, 1, "История", "14"),
        ('7 "Б" класс', 1, 2, "ИКТ", "1/2"),
        ('7 "Б" класс', 2, 1, "Алгебра", "12"),
        ('7 "Б" класс', 2, 2, "Физика", "5"),
    }


def test_one_cell_holds_subject_room_and_teacher():
    found = scan(SINGLES)

    assert told(found) == {
        ("7А", 1, 1, "Алгебра", "12"),
        ("7А", 1, 2, "Физика", "5"),
        ("7А", 2, 1, "История", "14"),
        ("7А", 2, 2, "Физкультура", "с/з"),
        ("7Б", 1, 1, "История", "14"),
        ("7Б", 1, 2, "Информатика", "1/2"),
        ("7Б", 2, 1, "Алгебра", "12"),
        ("7Б", 2, 2, "Физика", "5"),
    }
    assert [raw.teachers for raw in found.lessons if raw.teachers] == [("Орлова Н. В.",)]
    assert [(trouble.where, trouble.what) for trouble in found.troubles] == [
        ("Лист «Лист1», A1", "Текст над таблицей, в расписание не входит: «Расписание уроков».")
    ]


@pytest.mark.parametrize("drawing", [PAIRS, ROWS], ids=["pairs", "rows"])
def test_room_beside_and_room_below_say_the_same(drawing):
    assert told(scan(drawing)) == {
        ("7А", 1, 1, "Алгебра", "12"),
        ("7А", 1, 2, "Физика", "5"),
        ("7А", 2, 1, "История", "14"),
        ("7А", 2, 2, "Алгебра", "12"),
        ("7Б", 1, 1, "История", "14"),
        ("7Б", 1, 2, "Алгебра", "12"),
        ("7Б", 2, 1, "Физика", "5"),
        ("7Б", 2, 2, "Физика", "5"),
    }


def test_room_in_the_row_below():
    found = scan(BELOW)

    assert ("7Б", 2, 1, "Физика", "5") in told(found)
    assert len(found.lessons) == 6
    assert not found.troubles


def test_sheet_named_after_a_day_is_of_that_day():
    drawing = "| № | 7А | 7Б |\n| 1 | Алгебра 12 | История 14 |\n| 2 | Физика 5 | ИКТ 1 |"

    found = scan(drawing, name="Среда")

    assert {raw.weekday for raw in found.lessons} == {3}
    assert len(found.lessons) == 4


def test_day_alone_in_its_row():
    drawing = "| № | 7А | 7Б |\n| Вторник |||\n| 1 | Алгебра 12 | История 14 |\n| Среда |||\n| 1 | Физика 5 | |"

    assert [(raw.weekday, raw.subject) for raw in scan(drawing).lessons] == [
        (2, "Алгебра"),
        (2, "История"),
        (3, "Физика"),
    ]


def test_number_joined_over_two_rows_is_of_both_lessons():
    drawing = (
        "| | | 6А | |\n| ПН | 1 | Музыка | 3 |\n| | 2 | Алгебра | 12 |\n| | | Английский | 14 |\n| | 3 | ИЗО | 5 |"
    )
    found = scan_book(Book([sheet(drawing, merged=[(2, 1, 3, 1)])]), {})

    assert [(raw.slot, raw.subject) for raw in found.lessons] == [
        (1, "Музыка"),
        (2, "Алгебра"),
        (2, "Английский"),
        (3, "ИЗО"),
    ]
    assert not found.troubles


def test_missing_number_is_the_one_above_and_told():
    drawing = "| | | 6А | |\n| ПН | 1 | Музыка | 3 |\n| | 2 | Алгебра | 12 |\n| | | Английский | 14 |"

    found = scan(drawing)

    assert [raw.slot for raw in found.lessons] == [1, 2, 2]
    assert [(trouble.where, trouble.grade, trouble.what) for trouble in found.troubles] == [
        ("Лист «Лист1», C4", Grade.GUESS, "Номер урока не указан: взят 2-й, как строкой выше.")
    ]


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        ("| | | Музыка | 3 |", "C2", "Номер урока не указан, и выше в этот день его тоже нет."),
        ("| | первый | Музыка | 3 |", "B2", "Номер урока не понят: «первый»."),
        ("| | 1 | | 3 |", "D2", "Кабинет или учитель без предмета."),
    ],
)
def test_what_is_not_understood_is_named_by_cell(row, where, what):
    drawing = f"| ПН | | 6А | |\n{row}\n| ВТ | 1 | Музыка | 3 |\n| | 2 | Алгебра | 12 |"
    scanned = scan_book(Book([sheet(drawing)]), {"Лист1": Pointing("triples", slot_column=1)})

    lost = [trouble for trouble in scanned.troubles if trouble.grade == Grade.LOST]

    assert (f"Лист «Лист1», {where}", what) in [(trouble.where, trouble.what) for trouble in lost]


def test_repeated_lesson_is_told_not_doubled():
    drawing = "| | | 6А | |\n| ПН | 3 | Музыка | 3 |\n| | 3 | Музыка | 3 |\n| | 5 | Алгебра | 12 |"

    found = scan(drawing)

    assert [(raw.slot, raw.subject) for raw in found.lessons] == [(3, "Музыка"), (5, "Алгебра")]
    assert found.troubles[0].where == "Лист «Лист1», C3"
    assert "3-й урок повторяется" in found.troubles[0].what


def test_free_hour_with_a_number_is_understood():
    found = scan("| | | 6А | |\n| ПН | 1 | Музыка | 3 |\n| | 2 | | |\n| | 3 | Алгебра | 12 |")

    assert [raw.slot for raw in found.lessons] == [1, 3]
    assert not found.troubles


def test_lesson_joined_over_two_numbers_is_two_lessons():
    drawing = "| День | № | 6А |\n| ПН | 1 | Технология 3 |\n| | 2 | |\n| | 3 | Алгебра 12 |"
    found = scan_book(Book([sheet(drawing, merged=[(1, 2, 2, 2)])]), {})

    assert [(raw.slot, raw.subject) for raw in found.lessons] == [(1, "Технология"), (2, "Технология"), (3, "Алгебра")]


def test_lesson_joined_over_two_classes_is_of_both():
    drawing = "| День | № | 6А | 6Б |\n| ПН | 1 | Хор 3 | |\n| | 2 | Алгебра 12 | Физика 5 |"
    found = scan_book(Book([sheet(drawing, merged=[(1, 2, 1, 3)])]), {})

    assert {(raw.school_class, raw.subject) for raw in found.lessons} >= {("6А", "Хор"), ("6Б", "Хор")}


def test_times_of_lessons_are_told_once():
    drawing = "| День | № | Время | 6А |\n| ПН | 1 | 8:30-9:15 | Хор 3 |\n| | 2 | 9:25-10:10 | Алгебра 12 |"

    found = scan(drawing)

    assert [(trouble.units, trouble.what) for trouble in found.troubles] == [
        (2, "Время уроков из таблицы не переносится: звонки настраиваются отдельно.")
    ]


def test_even_weeks():
    found = scan("| День | № | 6А |\n| ПН | 1 | Хор (чёт.) 3 |\n| | 2 | Отчётность 12 |\n| | 3 | Труд нечет. 4 |")

    assert [(raw.subject, raw.weeks) for raw in found.lessons] == [
        ("Хор", "even"),
        ("Отчётность", "every"),
        ("Труд", "odd"),
    ]


def test_sheet_of_something_else_is_told_whole():
    found = scan("| Звонки | |\n| 1 урок | 8:30 |")

    assert not found.lessons
    assert [(trouble.where, trouble.units) for trouble in found.troubles] == [("Лист «Лист1»", 3)]


def test_user_points_where_the_guess_is_wrong():
    """The class row is below a row with more class names; the guess takes the upper one."""
    drawing = """
    | 5А | 5Б | 5В | дежурят |
    | День | № | 7А | 7Б |
    | ПН | 1 | Алгебра 12 | История 14 |
    | | 2 | Физика 5 | ИКТ 1 |
    """

    guessed = scan(drawing)
    pointed = scan(drawing, at=Pointing("singles", header_row=1, weekday_column=0, slot_column=1))

    assert {raw.school_class for raw in guessed.lessons} != {"7А", "7Б"}
    assert {raw.school_class for raw in pointed.lessons} == {"7А", "7Б"}
    assert pointed.sheets[0].header_row == 1


def test_user_skips_a_sheet():
    found = scan(TRIPLES, at=Pointing(SKIP))

    assert not found.lessons
    assert found.troubles[0].what == "Лист пропущен по вашему выбору."
    assert found.troubles[0].units == found.sheets[0].cells
