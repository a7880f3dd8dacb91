"""Courses, cells, checks: tables of cases without a database."""

from datetime import date

import pytest

from parta.grading.cells import CellContent, MarkContent
from parta.grading.ops import Unreadable, read_content, wire
from parta.training.rules import limits
from parta.training.rules.cells import parse_typed, typed, why_not
from parta.training.rules.checks import Desk, LessonState, parse_check
from parta.training.rules.lessons import WrongFile, parse_course, parse_lesson
from parta.training.rules.story import LESSONS, day_for

WEDNESDAY = date(2026, 11, 18)


def desk(**found: CellContent) -> Desk:
    """A practice class with nothing written but the named cells of the control work."""
    lessons = {one.code: LessonState(WEDNESDAY, None, "", "", False, "") for one in LESSONS}
    return Desk(WEDNESDAY, lessons, {("control", pupil): cell for pupil, cell in found.items()})


@pytest.mark.parametrize(
    ("words", "cell", "why"),
    [
        ("marks ivanova control 5", CellContent(marks=(MarkContent(5),)), ""),
        ("marks ivanova control 5", CellContent(marks=(MarkContent(5, kind_id=4, comment="!"),)), ""),
        ("marks ivanova control 5", CellContent(marks=(MarkContent(4),)), "сейчас стоит «4»"),
        ("marks ivanova control 5", CellContent(), "отметки пока нет"),
        ("marks ivanova control 5", CellContent("н"), "отметки пока нет"),
        ("marks ivanova control 5 4", CellContent(marks=(MarkContent(5), MarkContent(4))), ""),
        ("marks ivanova control 4/5", CellContent(marks=(MarkContent(4, part=1), MarkContent(5, part=2))), ""),
        ("marks ivanova control 4/5", CellContent(marks=(MarkContent(4), MarkContent(5))), "сейчас стоит «4 5»"),
        ("marks ivanova control 2>4", CellContent(marks=(MarkContent(2), MarkContent(4, retakes=True))), ""),
        ("marks ivanova control 2>4", CellContent(marks=(MarkContent(4),)), "сейчас стоит «4»"),
        ("marks ivanova control •", CellContent(marks=(MarkContent(None, "•", due_on=date(2026, 11, 25)),)), ""),
        ("absence ivanova control б", CellContent("б"), ""),
        ("absence ivanova control б", CellContent("н"), "сейчас стоит «н»"),
        ("absence ivanova control б", CellContent(), "буквы пока нет"),
        ("present ivanova control", CellContent(), ""),
        ("present ivanova control", CellContent("н"), "сейчас стоит «н»"),
        ("late ivanova control 10", CellContent(late=10), ""),
        ("late ivanova control 10", CellContent(late=5), "сейчас стоит 5"),
        ("late ivanova control 10", CellContent(), "опоздания пока нет"),
        ("comment ivanova control", CellContent(comment="переписала"), ""),
        ("comment ivanova control", CellContent(marks=(MarkContent(4, comment="переписала"),)), ""),
        ("comment ivanova control", CellContent(marks=(MarkContent(4),)), "комментария пока нет"),
    ],
)
def test_check_of_a_cell_says_what_is_not_yet_right(words, cell, why):
    assert parse_check(words).judge(desk(ivanova=cell)).why == why


@pytest.mark.parametrize(
    ("words", "state", "why"),
    [
        ("kind control КР", {"kind": 4}, ""),
        ("kind control КР", {"kind": 3}, "сейчас «самостоятельная работа»"),
        ("kind control КР", {"kind": None}, "сейчас обычный урок"),
        ("topic control", {"topic": "Причастие"}, ""),
        ("topic control Деепричастие", {"topic": "деепричастие, начало"}, ""),
        ("topic control Деепричастие", {"topic": "Причастие"}, "сейчас записано «Причастие»"),
        ("topic control Деепричастие", {"topic": ""}, "пока не записано"),
        ("homework control § 20, упр. 118", {"homework": "§20, упр.118"}, ""),
        ("homework control", {"homework": ""}, "пока не записано"),
        ("roll control", {"has_roll": True}, ""),
        ("roll control", {"has_roll": False}, "перекличка пока не сохранена"),
        ("asked control", {"asked_for": "проверила позже"}, ""),
        ("asked control", {"asked_for": ""}, "просьбы пока нет"),
    ],
)
def test_check_of_a_column_says_what_is_not_yet_right(words, state, why):
    base = {"on": WEDNESDAY, "kind": None, "topic": "", "homework": "", "has_roll": False, "asked_for": ""}
    here = Desk(WEDNESDAY, {"control": LessonState(**(base | state))}, {})

    assert parse_check(words).judge(here).why == why


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("look ivanova control", "проверки «look» нет"),
        ("marks nobody control 5", "ученика «nobody» в учебном классе нет"),
        ("marks ivanova never 5", "урока «never» в учебном классе нет"),
        ("kind control ЪЪ", "вида работы «ЪЪ» нет"),
    ],
)
def test_check_that_means_nothing_is_refused_with_words(words, why):
    with pytest.raises(ValueError, match=why):
        parse_check(words)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (CellContent(marks=(MarkContent(5), MarkContent(None, "зач"))), ""),
        (CellContent("н", None, "болел"), ""),
        (CellContent("x"), "Такого обозначения пропуска нет"),
        (CellContent("н", 5), "Отсутствие и опоздание вместе не ставятся"),
        (CellContent("", 300), "Опоздание пишется в минутах, от 1 до 240"),
        (CellContent(marks=(MarkContent(6),)), "Отметки 6 на этой шкале нет"),
        (CellContent(marks=(MarkContent(5, "зач"),)), "Отметка должна быть числом или словом"),
        (CellContent(marks=(MarkContent(None, "ok"),)), "Отметки «ok» нет"),
        (CellContent(marks=(MarkContent(5, kind_id=99),)), "Такого вида работы нет"),
        (CellContent(marks=(MarkContent(5),) * 9), "В клетке не больше 8 отметок"),
    ],
)
def test_cell_may_hold_what_a_journal_of_five_points_may(cell, why):
    assert why_not(cell) == why


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        ["", None, ""],
        ["", None, "", "5"],
        ["", True, "", []],
        [5, None, "", []],
        ["", None, "", [[5, "", None, "", 0, 0, "завтра"]]],
        ["", None, "\x00", []],
    ],
)
def test_cell_of_no_page_is_unreadable(raw):
    with pytest.raises(Unreadable):
        read_content(raw)


def test_cell_goes_over_the_wire_and_back():
    cell = CellContent(
        "", 5, "«»", (MarkContent(4, "", 3, "за доску", 1), MarkContent(None, "•", due_on=date(2026, 11, 25)))
    )

    assert read_content(wire(cell)) == cell


@pytest.mark.parametrize("words", ["5", "5 4", "4/5", "2→4", "•", "зач", "н/а"])
def test_typed_words_are_read_and_said_alike(words):
    assert typed(CellContent(marks=parse_typed(words))) == words


@pytest.mark.parametrize(
    ("today", "wanted"),
    [(date(2026, 11, 18), 18), (date(2026, 11, 19), 18), (date(2026, 11, 24), 18), (date(2026, 11, 25), 25)],
)
def test_practice_class_stands_on_the_last_wednesday(today, wanted):
    assert day_for(today) == date(2026, 11, wanted)


@pytest.mark.parametrize(
    ("on", "is_opened", "lock", "record_lock"),
    [
        (date(2026, 11, 18), False, "", ""),
        (date(2026, 11, 4), False, "", ""),  # the fourteenth day is the last
        (date(2026, 11, 3), False, "days", "days"),
        (date(2026, 11, 3), True, "", ""),
        (date(2026, 11, 20), False, "future", ""),
    ],
)
def test_lessons_lock_as_in_the_journal(on, is_opened, lock, record_lock):
    assert limits.lock_of(on, today=WEDNESDAY, is_opened=is_opened) == lock
    assert limits.record_lock_of(on, today=WEDNESDAY, is_opened=is_opened) == record_lock


LESSON = """title: А
skill: б
minutes: 3
---
Текст
---
Задание {today}

check: roll today
? Что?
+ да
- нет | нет
! вот
"""


def test_lesson_is_read_from_its_file():
    lesson = parse_lesson("course/07-some-thing.md", LESSON)

    assert (lesson.slug, lesson.title, lesson.minutes, lesson.body) == ("some-thing", "А", 3, "Текст")
    assert lesson.task == "Задание {today}"
    assert [(check.verb, check.lesson) for check in lesson.checks] == [("roll", "today")]
    assert [(one.text, one.is_right, one.why) for one in lesson.questions[0].answers] == [
        ("да", True, ""),
        ("нет", False, "нет"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: А\n---\nТекст", "нужны три части"),
        (LESSON.replace("skill: б\n", ""), "в шапке нет skill"),
        (LESSON.replace("title: А", "titel: А"), "строка 1: в шапке не ждали 'titel: А'"),
        (LESSON.replace("roll today", "roll never"), "строка 9: урока «never»"),
        (LESSON.replace("+ да", "- да"), "у вопроса «Что\\?» нужны"),
        (LESSON.partition("check")[0], "нет ни проверки, ни вопроса"),
    ],
)
def test_wrong_file_names_its_line(text, why):
    with pytest.raises(WrongFile, match=why):
        parse_lesson("course/07-some-thing.md", text)


def test_course_names_its_skills():
    course = parse_course("x", "title: Т\nsummary: С\nroles: teacher, head\nposition: 5\nskills: marks=2", ())

    assert (course.roles, course.skills) == (frozenset({"teacher", "head"}), {"marks": 2})
    with pytest.raises(WrongFile, match=r"x/course\.md"):
        parse_course("x", "title: Т\nsummary: С\nroles: teacher\nposition: пять", ())
