"""Classes, weekdays, lesson numbers and rooms as people write them."""

import pytest

from parta.timetable import names


@pytest.mark.parametrize(
    ("text", "level", "letter"),
    [
        ("7Б", 7, "Б"),
        ("7 б", 7, "Б"),
        ("7-Б", 7, "Б"),
        ("7 «Б»", 7, "Б"),
        ('5 "А" класс', 5, "А"),
        ("11 класс", 11, ""),
        ("10A", 10, "А"),  # a Latin A
        ("9 кл.", 9, ""),
        ("Класс 7Б", 7, "Б"),
        ("кл. 7 б", 7, "Б"),
        ("Класс 11", 11, ""),
        ('10 "М" класс (медицинское)', 10, "М (медицинское)"),
        ('10 "М" класс (психологическое)', 10, "М (психологич.)"),
        ("7Б (каб. 12)", 7, "Б"),
        ("7Б (Орлова Н. В.)", 7, "Б"),
    ],
)
def test_class_is_read(text, level, letter):
    found = names.class_of(text)

    assert found is not None
    assert (found.level, found.letter) == (level, letter)
    assert len(found.letter) <= names.LETTER_LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "7",
        "Алгебра",
        "5 уроков",
        "12А",
        "Agropecuária 1A",
        "331/436",
        "1 смена",
        "10 ч",
        "Класс",
        "Классный час 7Б",
    ],
)
def test_other_words_are_no_class(text):
    assert names.class_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ПОНЕДЕЛЬНИК", 1),
        ("вт", 2),
        ("Ср.", 3),
        ("Четверг, 23.11", 4),
        ("П\nя\nт\nн\nи\nц\nа", 5),
        ("СБ", 6),
        ("Среда обитания", None),
        ("Втор", None),
        ("", None),
    ],
)
def test_weekday(text, number):
    assert names.weekday_of(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("3 урок", 3),
        ("3-й урок", 3),
        ("3.", 3),
        ("3 (10:20–11:05)", 3),
        ("0", 0),
        ("327", None),
        ("урок", None),
    ],
)
def test_lesson_number(text, number):
    assert names.slot_of(text) == number


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("12", ("12",)),
        ("каб. 12", ("12",)),
        ("(12)", ("12",)),
        ("331/436", ("331", "436")),
        ("Сп.зал 2", ("Сп.зал 2",)),
        ("с/з", ("с/з",)),
        ("12а", ("12а",)),
        ("Алгебра", None),
        ("Алгебра 12", None),
    ],
)
def test_room(text, rooms):
    assert names.rooms_of(text) == rooms


@pytest.mark.parametrize("text", ["Орлова Н. В.", "Орлова Н.В.", "Римский-Корсаков А."])
def test_person(text):
    assert names.is_person(text)
    assert not names.is_person(f"{text} 12")


@pytest.mark.parametrize("one", ["Сп. зал 2", "сп.зал 2", "Сп.зал  2"])
def test_one_room_has_one_spelling(one):
    assert names.tight(one) == names.tight("Сп.зал 2")
    assert names.tight(one) != names.tight("Сп.зал 1")


@pytest.mark.parametrize("text", ["1A", "Alimentos 1P", "Informática Sub 1P Tarde", "Ed.Física Desblocados", "x" * 40])
def test_foreign_class_name_fits_the_letter(text):
    letter = names.short_letter(text)

    assert letter.startswith("-")
    assert len(letter) <= names.LETTER_LENGTH
