"""Names of a file and rows of the school."""

import pytest

from parta.school.models import Subject
from parta.timetable.pages.imports.matching import is_slip
from parta.timetable.queries.imports.choices import Choices, ClassChoice, Kind, from_json, to_json
from parta.timetable.queries.imports.desk import desk_of
from parta.timetable.queries.imports.matching import is_short_for, subject_of, teacher_of
from parta.timetable.queries.imports.targets import joined
from tests import build

SUBJECTS = {"русский язык": "Русский язык", "алгебра": "Алгебра", "физическая культура": "Физическая культура"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Русский  язык", "Русский язык"),
        ("русский язык", "Русский язык"),
        ("Рус. яз.", "Русский язык"),
        ("Физкультура", "Физическая культура"),
        ("Алгебра +", "Алгебра +"),
        ("«Разговоры о важном»", "Разговоры о важном"),
        ("Физика", "Физика"),
    ],
)
def test_subject(source, name):
    assert subject_of(source, SUBJECTS) == name


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("ОБЖ", "Основы безопасности жизнедеятельности", True),
        ("ИЗО", "Изобразительное искусство", True),
        ("Англ. яз.", "Английский язык", True),
        ("Англ", "Английский язык", False),  # no dot: it may be a name
        ("ИКТ", "Информатика", False),
        ("Рус. лит.", "Русский язык", False),
    ],
)
def test_short_form(short, full, fits):
    assert is_short_for(short, full) is fits


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Орлова Нина Васильевна", "Орлова Нина Васильевна"),
        ("Орлова Н. В.", "Орлова Нина Васильевна"),
        ("Орлова", "Орлова Нина Васильевна"),
        ("Громов И.", "Громов И."),
        ("Белова А.", ""),  # two of them: nobody is taken without being asked
    ],
)
def test_teacher(db, source, shown):
    for name in ("Орлова Нина Васильевна", "Белова Анна Петровна", "Белова Алла Игоревна"):
        build.employee(name)
    build.employee("Громов Илья Ильич", left_on="2026-01-01")

    assert teacher_of(source, desk_of(build.year())) == shown


def test_namesakes_are_shown_apart(db):
    first, second = build.employee("Белова Анна Петровна"), build.employee("Белова Анна Петровна")

    shown = desk_of(build.year()).employees

    assert shown == {"Белова Анна Петровна": first, f"Белова Анна Петровна (№ {second.pk})": second}


def test_short_name_never_hides_a_full_one(db):
    build.subject("Алгебра", short_name="Физика")
    build.subject("Физика")

    assert desk_of(build.year()).subjects["физика"] == "Физика"
    assert Subject.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Обшествознание", "Обществознание", True),
        ("Исторрия", "История", True),
        ("Anatomia Humana I", "Anatomia Humana II", False),
        ("История", "История", False),
        ("Сп.зал 1", "Сп.зал 2", False),
        ("Химия", "Физика", False),
    ],
)
def test_slip_of_the_pen(one, other, slip):
    assert is_slip(one, other) is slip


@pytest.mark.parametrize(
    ("classes", "name"),
    [(["9Б", "9Г"], "9Б/Г"), (["10А", "1Б"], "10А/1Б"), (["10-1A", "10-1C"], "10-1A/-1C"), (["7А"], "7А")],
)
def test_name_of_classes_together(classes, name):
    assert joined(classes) == name


def test_choices_are_stored_and_come_back_whole():
    choices = Choices(
        classes={"7А": ClassChoice(7, "А"), "X": ClassChoice(None, "", is_skipped=True)},
        groups={"7А | ИКТ | 1": ""},
        apart={"7А + 7Б |  | "},
        makes_bells=True,
    )
    choices.names[Kind.ROOMS]["12"] = "13"

    assert from_json(to_json(choices)) == choices
    assert from_json({}) == Choices()
    assert not from_json(choices.memory).makes_bells
