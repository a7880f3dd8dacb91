"""The real lyceum's sheet: seven sheets, three columns a class, joined days, subgroups as rooms, odd names."""

import pytest

from parta.timetable import exchange
from parta.timetable.lines import Grade, Reading, from_json, to_json

from .files import real


@pytest.fixture(scope="module")
def reading() -> Reading:
    return exchange.read(real("lyceum-columns.xlsx"), name="lyceum-columns.xlsx")


def hour(reading: Reading, school_class: str, weekday: int, slot: int) -> set[tuple[str, str, str, int]]:
    """Subject, room, part and number of classes of what a class does at an hour."""
    return {
        (line.subject, line.room, line.group.part, len(line.group.classes))
        for line in reading.lines
        if school_class in line.group.classes and (line.weekday, line.slot) == (weekday, slot)
    }


def test_every_cell_is_understood_or_listed(reading):
    assert len(reading.sheets) == 7
    assert reading.total == 3990  # non-blank cells, counted by a spreadsheet
    assert reading.understood + reading.lost == reading.total
    assert reading.lost == sum(trouble.units for trouble in reading.troubles if trouble.grade == Grade.LOST)


def test_only_the_repeated_hour_is_lost(reading):
    lost = [(trouble.where, trouble.what) for trouble in reading.troubles if trouble.grade == Grade.LOST]

    assert lost == [("Лист «11 класс», F5", "Математика: 3-й урок повторяется в тот же день. Проверьте номер урока.")]


def test_missing_numbers_are_guesses_named_by_cell(reading):
    guesses = {trouble.where: trouble.what for trouble in reading.troubles if "не указан" in trouble.what}

    assert guesses["Лист «7 класс», L32"] == "Номер урока не указан: взят 6-й, как строкой выше."
    assert len(guesses) == 15


def test_all_classes_are_read(reading):
    classes = {name.name: name.short for name in reading.classes}

    assert len(classes) == 38
    assert classes['7 "Б" класс'] == "7Б"
    assert classes['10 "М" класс (медицинское)'] == "10М (медицинское)"
    assert classes['11 "И" класс (физ-мат)'] == "11И (физ-мат)"
    assert classes['11 "М" класс'] == "11М"  # its name stands over the column of numbers


def test_rooms_by_slash_are_subgroups(reading):
    assert hour(reading, '5 "А" класс', 1, 4) == {
        ("Английский язык", "426", "1", 1),
        ("Английский язык", "436", "2", 1),
    }


def test_subgroup_keeps_its_number_with_its_room(reading):
    assert hour(reading, '5 "М" класс', 2, 4) == {("Технология", "317", "1", 1), ("Технология", "142", "2", 1)}
    parts = {
        (line.room, line.group.part)
        for line in reading.lines
        if line.group.classes == ('8 "Л" класс',) and line.subject == "Английский язык"
    }
    assert parts == {("244", "1"), ("328", "2")}


def test_number_joined_over_two_rows_splits_the_class(reading):
    assert hour(reading, '6 "Л" класс', 2, 2) == {
        ("Математический практикум", "404", "1", 1),
        ("Английский язык", "328", "2", 1),
    }


def test_classes_that_share_rooms_are_mixed_groups(reading):
    assert hour(reading, '9 "У" класс', 1, 3) == {
        ("Геометрия", "215", "1", 3),
        ("Геометрия", "406", "2", 3),
        ("Геометрия", "407", "3", 3),
    }


def test_classes_that_share_one_room_are_one_group(reading):
    assert hour(reading, '10 "М" класс (психологическое)', 1, 3) == {("Биология", "249", "", 2)}


def test_class_that_has_the_gym_beside_another_stays_alone(reading):
    """9Л and 9У are in the hall at once on one day of the week and share nothing else."""
    assert hour(reading, '9 "Л" класс', 3, 7) == {("Физическая культура", "Сп.зал 2", "", 1)}


def test_two_subjects_by_slash_go_to_their_rooms(reading):
    assert hour(reading, '9 "Л" класс', 1, 3) == {
        ("Французский язык", "247", "1", 1),
        ("Испанский язык", "333", "1", 1),
    }
    assert hour(reading, '11 "И" класс', 2, 5) == {
        ("Информатика", "415", "1", 1),
        ("Информатика", "416", "2", 1),
        ("Химия", "332", "1", 1),
    }


def test_two_subjects_in_one_room_stay_one(reading):
    assert hour(reading, '9 "Г" класс', 1, 7) == {("Родной русский/литература", "326", "", 1)}


def test_sheet_without_joined_cells_has_its_days(reading):
    assert hour(reading, '9 "Б" класс', 5, 7) == {("Классный час", "430", "", 1)}
    assert {line.weekday for line in reading.lines if line.group.classes == ('9 "Б" класс',)} == {1, 2, 3, 4, 5}


def test_reading_is_stored_and_comes_back_whole(reading):
    assert from_json(to_json(reading)) == reading
