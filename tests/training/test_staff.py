"""How the staff is: who, which course, how far; on the screen and in files."""

import csv
import io
from datetime import UTC, datetime

import pytest

from parta.lib.sheets import read_book
from parta.training.models import CourseDone
from parta.training.queries.staff import learners
from tests import build

from .conftest import queries_of
from .test_progress import finish

NEW = {"computer": "none", "figures": "none"}  # the courses of every role of the journal, begun by nobody here
# The administrator and the responsible person of the cast have one name; the last of them is kept.
OFFICES = {
    "Зуева Вера": {"introducer": "none", "computer": "none"}, "Юдина Вера": {"deputy": "none", **NEW},
    "Ямщикова Вера": {"deputy": "none", **NEW},
}  # fmt: skip


def table(**wanted):
    """Name → course → state, without courses that are not theirs."""
    return {
        one.name: {standing.course.code: standing.state for standing in one.standings if standing.state}
        for one in learners(**wanted)
    }


@pytest.fixture
def known(cast):
    """Орлова is half way, Белова has finished, Громов has not begun; the offices have accounts alone."""
    cast.head.last_name, cast.deputy.last_name = "Юдина", "Ямщикова"
    cast.head.save()
    cast.deputy.save()
    finish(cast.teacher.user, "teacher", but="point")
    finish(cast.class_teacher.user, "class-teacher")
    CourseDone.objects.create(
        user=cast.class_teacher.user, course="class-teacher", at=datetime(2026, 11, 20, 9, tzinfo=UTC)
    )
    return cast


def test_each_employee_stands_in_the_courses_of_their_roles(known):
    assert table() == {
        "Белова Анна Петровна": {"class-teacher": "done", **NEW},
        "Громов Илья Ильич": {"teacher": "none", "class-teacher": "none", **NEW},
        "Орлова Нина Васильевна": {"teacher": "part", **NEW},
        **OFFICES,
    }


def test_accounts_of_the_office_learn_without_an_employees_row(known, sign_in):
    finish(known.admin, "admin", but="settings")

    page = sign_in(known.head).get("/training/staff/", {"course": "admin"}).content.decode()

    assert table(course="admin") == {"Зуева Вера": {"admin": "part", **NEW}}
    assert "администратор журнала" in page
    assert "Ямщикова" not in page


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"course": "class-teacher", "state": "none"}, ["Громов Илья Ильич"]),
        ({"course": "deputy", "state": "none"}, ["Юдина Вера", "Ямщикова Вера"]),
        ({"state": "done"}, ["Белова Анна Петровна"]),
        ({"course": "teacher"}, ["Громов Илья Ильич", "Орлова Нина Васильевна"]),
        ({"course": "teacher", "state": "part"}, ["Орлова Нина Васильевна"]),
        ({"course": "class-teacher", "state": "part"}, []),
        ({"name": "орл"}, ["Орлова Нина Васильевна"]),
    ],
)
def test_table_is_narrowed(known, wanted, names):
    assert list(table(**wanted)) == names


def test_who_has_left_is_not_asked(known):
    build.employee("Ушедший Иван", left_on=datetime(2026, 9, 1, tzinfo=UTC).date())

    assert "Ушедший Иван" not in table()


def test_page_says_how_far_each_is(known, sign_in):
    page = sign_in(known.introducer).get("/training/staff/").content.decode()

    assert "9 из 10" in page
    assert "закончен 20 ноября" in page
    assert "не начат" in page


def test_files_say_what_the_page_says(known, sign_in):
    client = sign_in(known.introducer)

    text = client.get("/training/staff/progress.csv").content.decode("utf-8-sig")
    book = read_book(client.get("/training/staff/progress.xlsx").content, name="x")

    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    half = next(row for row in rows if row["Сотрудник"] == "Орлова Нина Васильевна")
    done = next(row for row in rows if row["Сотрудник"] == "Белова Анна Петровна")
    assert half["Учитель: уроков из 10"] == "9"
    assert done["Классный руководитель: закончен"] == "20.11.2026"
    assert [row[0] for row in book.sheets[0].rows[1:]] == [row["Сотрудник"] for row in rows]


def test_file_keeps_the_filter_and_knows_two_kinds(known, sign_in):
    client = sign_in(known.introducer)

    text = client.get("/training/staff/progress.csv?course=teacher&state=part").content.decode("utf-8-sig")

    assert len(text.strip().splitlines()) == 2
    assert client.get("/training/staff/progress.exe").status_code == 404


def test_page_costs_the_same_whoever_works_here(known, sign_in):
    client = sign_in(known.introducer)
    three = queries_of(client, "/training/staff/")
    for number in range(2):
        made = build.employee(f"Новый Пётр{number}", user=build.user())
        finish(made.user, "teacher")

    assert queries_of(client, "/training/staff/") == three
