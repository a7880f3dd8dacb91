"""Subgroups and mixed groups told from rooms and hours."""

import pytest

from parta.timetable.exchange.grid import Raw
from parta.timetable.exchange.sharing import share
from parta.timetable.lines import Grade, GroupKey


def raw(school_class: str, subject: str, rooms: str = "", *, day: int = 1, slot: int = 1, **more) -> Raw:
    return Raw("Лист «1», A1", school_class, day, slot, subject, tuple(filter(None, rooms.split("/"))), **more)


def groups(*lessons: Raw, known=None) -> list[tuple[tuple[str, ...], str, str, str]]:
    return [
        (line.group.classes, line.group.subject, line.group.part, line.room)
        for line in share(lessons, known or {}).lines
    ]


def test_one_lesson_is_of_the_whole_class():
    assert groups(raw("7А", "Алгебра", "12")) == [(("7А",), "", "", "12")]


def test_two_rooms_are_two_subgroups():
    assert groups(raw("7А", "ИКТ", "1/2")) == [(("7А",), "ИКТ", "1", "1"), (("7А",), "ИКТ", "2", "2")]


def test_subgroup_is_known_by_its_room_whatever_the_order():
    found = groups(raw("7А", "ИКТ", "1/2"), raw("7А", "ИКТ", "2/1", day=2), raw("7А", "ИКТ", "9/2", day=3))

    assert {(part, room) for _, _, part, room in found} == {("1", "1"), ("2", "2"), ("1", "9")}


def test_subgroup_is_known_by_its_teacher_rather_than_by_the_room():
    found = groups(
        raw("7А", "ИКТ", "1/2", teachers=("Орлова Н.", "Громов И.")),
        raw("7А", "ИКТ", "1/2", day=2, teachers=("Громов И.", "Орлова Н.")),
    )

    assert [(part, room) for _, _, part, room in found] == [("1", "1"), ("2", "2"), ("2", "1"), ("1", "2")]


def test_earlier_reading_numbers_the_subgroups():
    first = share([raw("7А", "ИКТ", "1/2")], {})

    assert groups(raw("7А", "ИКТ", "2/1"), known=first.labels) == [
        (("7А",), "ИКТ", "2", "2"),
        (("7А",), "ИКТ", "1", "1"),
    ]


def test_two_lessons_at_one_hour_split_the_class():
    assert groups(raw("7А", "ИКТ", "1"), raw("7А", "Труд", "2")) == [
        (("7А",), "ИКТ", "1", "1"),
        (("7А",), "Труд", "1", "2"),
    ]


@pytest.mark.parametrize(("first", "second", "split"), [("odd", "even", False), ("odd", "every", True)])
def test_odd_and_even_weeks_do_not_split(first, second, split):
    found = groups(raw("7А", "ИКТ", "1", weeks=first), raw("7А", "Труд", "2", weeks=second))

    assert [part != "" for _, _, part, _ in found] == [split, split]


def test_classes_in_one_room_at_one_subject_meet_together():
    assert groups(raw("9А", "Химия", "5"), raw("9Б", "Химия", "5")) == [(("9А", "9Б"), "", "", "5")]


@pytest.mark.parametrize(
    "other",
    [raw("8Б", "Химия", "5"), raw("9Б", "Физика", "5"), raw("9Б", "Химия", "6"), raw("9Б", "Химия", "5", slot=2)],
)
def test_otherwise_they_do_not(other):
    assert len(groups(raw("9А", "Химия", "5"), other)) == 2


def test_classes_without_rooms_are_not_joined():
    assert len(groups(raw("9А", "Классный час"), raw("9Б", "Классный час"))) == 2


def test_hall_joins_only_classes_that_meet_elsewhere():
    gym = [raw("9А", "Физкультура", "Сп.зал"), raw("9Б", "Физкультура", "Сп. зал")]
    often = [raw(name, "Химия", "5", day=2, slot=slot) for slot in (1, 2, 3) for name in ("9А", "9Б")]

    assert len(groups(*gym)) == 2
    assert (("9А", "9Б"), "", "", "Сп.зал") in groups(*gym, *often)


def test_one_spelling_of_class_subject_and_room():
    found = groups(raw("7А", "ИКТ", "1/2"), raw('7 "A" класс', "икт ", "2/1", day=2))

    assert {(classes, subject) for classes, subject, _, _ in found} == {(("7А",), "ИКТ")}


def test_subjects_by_slash():
    done = share([raw("7А", "Французский / Испанский язык", "1/2")], {})

    assert [(line.subject, line.room) for line in done.lines] == [("Французский язык", "1"), ("Испанский язык", "2")]
    assert done.lines[0].group == GroupKey(("7А",), "Французский язык", "1")
    assert [(trouble.grade, trouble.what) for trouble in done.troubles] == [
        (Grade.GUESS, "Понято так: Французский язык — 1; Испанский язык — 2.")
    ]


def test_subjects_by_slash_that_fit_no_rooms_stay_one():
    done = share([raw("7А", "Труд/Черчение", "1/2/3")], {})

    assert {line.subject for line in done.lines} == {"Труд/Черчение"}
    assert done.troubles[0].grade == Grade.GUESS
