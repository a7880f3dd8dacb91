"""aSc Timetables XML: the real file in two encodings, and small ones with every oddity."""

import pytest

from parta.lib.sheets import SheetError
from parta.timetable import exchange
from parta.timetable.exchange.asc import read_asc
from parta.timetable.lines import Grade, GroupKey

from .files import asc, real

CARD = '<card lessonid="{0}" classroomids="{1}" period="{2}" days="{3}" weeks="{4}" terms="1"/>'


def card(lesson: str = "L1", *, room: str = "R1", period: str = "1", days: str = "10000", weeks: str = "1") -> str:
    return CARD.format(lesson, room, period, days, weeks)


def lost(reading) -> list[tuple[str, str]]:
    return [(trouble.where, trouble.what) for trouble in reading.troubles if trouble.grade == Grade.LOST]


def test_real_file_every_card_is_understood_or_listed():
    reading = exchange.read(real("asc-47-classes.xml"), name="asc.xml")

    assert reading.total == 1187 + 17  # cards, and lessons without a card, by grep
    assert reading.understood == 1187
    assert len(lost(reading)) == reading.lost == 17
    assert len(reading.lines) == 1187
    assert len(reading.classes) == 46  # the 47th has no card
    assert len(reading.bells) == 15
    assert {name.level for name in reading.classes} == {None}


def test_real_file_in_windows_1251_reads_the_same():
    text = real("asc-47-classes.xml").decode().replace('encoding="UTF-8"', 'encoding="windows-1251"')
    plain = text.translate(str.maketrans("áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚªº°", "aaaaceeiooouAAAACEEIOOOUaoo"))

    reading = exchange.read(plain.encode("cp1251"), name="asc.xml")

    assert reading.understood == 1187
    assert "Алексеева Анна" in {line.teacher for line in reading.lines}


def test_card_is_a_line():
    reading = read_asc(asc(card(period="2", days="01000")))

    line = reading.lines[0]
    assert (line.subject, line.teacher, line.room, line.weekday, line.slot) == ("Алгебра", "Орлова Нина", "12", 2, 2)
    assert line.group == GroupKey(("7 А",))
    assert line.where == "card lessonid=L1, days=01000, period=2"
    assert [(bell.slot, f"{bell.starts_at:%H:%M}") for bell in reading.bells] == [(1, "08:30"), (2, "09:25")]


def test_group_of_a_division_keeps_its_name():
    line = read_asc(asc(card("L2"))).lines[0]

    assert line.group == GroupKey(("7 А",), "", "Группа 1")
    assert line.teacher == "Громов Илья"  # the name is empty, the parts are not


def test_several_classes_and_teachers():
    reading = read_asc(asc(card("L3")))

    assert reading.lines[0].group == GroupKey(("7 А", "Turma 1"))
    assert reading.lines[0].teacher == "Орлова Нина"
    guesses = [trouble for trouble in reading.troubles if trouble.grade == Grade.GUESS]
    assert [trouble.where for trouble in guesses] == ["lesson id=L3"]
    assert "Громов Илья" in guesses[0].what


def test_double_lesson_written_as_one_card_is_two_hours():
    assert [line.slot for line in read_asc(asc(card("L3"))).lines] == [1, 2]
    assert [line.slot for line in read_asc(asc(card("L3") + card("L3", period="2"))).lines] == [1, 2]


@pytest.mark.parametrize(
    ("weeks", "kind"), [("1", "every"), ("11", "every"), ("10", "odd"), ("01", "even"), ("", "every")]
)
def test_weeks(weeks, kind):
    assert [line.weeks for line in read_asc(asc(card(weeks=weeks))).lines] == [kind]


def test_several_days_of_a_card_are_several_lines():
    assert [line.weekday for line in read_asc(asc(card(days="10100"))).lines] == [1, 3]


@pytest.mark.parametrize(
    ("odd", "what"),
    [
        (card("L9"), "В файле нет такого урока (lesson)."),
        (card(days="10000,01000"), "Алгебра, 7 А: День не назначен: days=10000,01000."),
        (card(days="00000"), "Алгебра, 7 А: День не назначен: days=00000."),
        (card(period="утром"), "Алгебра, 7 А: Номер урока не понят: period=утром."),
        (card(weeks="100"), "Алгебра, 7 А: Чередование недель не понято: weeks=100."),
        (card(room="R9"), "Алгебра, 7 А: В файле нет <classroom id=R9>."),
        (card().replace('terms="1"', 'terms="10"'), "Алгебра, 7 А: Урок идёт только часть года (terms=10)."),
    ],
)
def test_odd_card_is_listed_by_its_lesson(odd, what):
    reading = read_asc(asc(card("L1", period="2") + odd))

    assert what in [text for where, text in lost(reading) if where.startswith("card ")]
    assert reading.understood == 1
    assert reading.understood + reading.lost == reading.total


def test_lesson_without_a_card_is_listed():
    where_what = lost(read_asc(asc(card("L1"))))

    assert ("lesson id=L2", "Английский язык, 7 А: урок не поставлен в сетку.") in where_what


def test_lesson_with_an_unknown_teacher_is_listed_by_its_cards():
    lesson = '<lesson id="L4" subjectid="S1" classids="C1" groupids="G0" teacherids="T9"/>'

    reading = read_asc(asc(card("L4"), lessons=lesson))

    assert "Алгебра, 7 А: В файле нет <teacher id=T9>." in [what for _, what in lost(reading)]


@pytest.mark.parametrize(
    ("cards", "where"),
    [(card("L1") + card("L4"), "card lessonid=L4, days=10000, period=1"), (card("L1"), "lesson id=L4")],
)
def test_lesson_with_an_unknown_subject_is_listed_by_its_class(cards, where):
    lesson = '<lesson id="L4" subjectid="S9" classids="C1" groupids="G0" teacherids="T1"/>'

    listed = dict(lost(read_asc(asc(cards, lessons=lesson))))

    assert listed[where].startswith("7 А: ")


@pytest.mark.parametrize("hours", ["1000000", "9" * 5000])
def test_lesson_longer_than_a_day_makes_no_lines_of_it(hours):
    lesson = (
        '<lesson id="L4" subjectid="S1" classids="C1" groupids="G0" teacherids="T1" '
        f'periodspercard="{hours}" periodsperweek="{hours}"/>'
    )

    reading = read_asc(asc(card("L4"), lessons=lesson))

    assert len(reading.lines) <= 1
    assert reading.understood + reading.lost == reading.total


def test_class_without_a_level_gets_a_letter_to_choose_by():
    classes = {name.name: (name.level, name.letter) for name in read_asc(asc(card("L3"))).classes}

    assert classes == {"7 А": (7, "А"), "Turma 1": (None, "-1T")}


def test_left_out_elements_are_noted():
    notes = [
        trouble.what
        for trouble in read_asc(asc(card(), more="<breaks><break/><break/></breaks>")).troubles
        if trouble.grade == Grade.NOTE
    ]

    assert notes == ["Перемены из файла не переносятся (2)."]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<timetable><lessons/><cards>&b;</cards></timetable>"""


@pytest.mark.parametrize("content", [BOMB, BOMB.decode().encode("utf-16")], ids=["utf-8", "utf-16"])
def test_doctype_is_refused(content):
    with pytest.raises(SheetError, match="DOCTYPE"):
        exchange.read(content, name="x.xml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<timetable><cards>", "строка 1"),
        (b"<html></html>", "Это не выгрузка aSc"),
        (b'<?xml version="1.0" encoding="koi-99"?><timetable/>', "Кодировка"),
        (b"<timetable>" + b" " * (20 * 1024 * 1024), "больше 20 МБ"),
        (b"", "пустой"),
    ],
)
def test_broken_file_is_refused_in_words(content, words):
    with pytest.raises(SheetError, match=words):
        exchange.read(content, name="x.xml")
