"""Doors of the diary: role × door, each cell yes or 404; and how many queries a page takes."""

from dataclasses import dataclass

import pytest

from parta.diary import urls
from parta.journal.models import AbsenceNotice, Homework, Remark
from parta.school.models import Period
from tests import build
from tests.cast import TODAY
from tests.undo import taken_back

OFFICE = {"admin", "head", "deputy"}
READ = {"pupil", "parent", "class_teacher"} | OFFICE
FAMILY = {"pupil", "parent", "classmate", "other_parent"}
ROLES = [
    "admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent",
    "other_parent", "nobody",
]  # fmt: skip


@dataclass(frozen=True)
class Door:
    name: str
    path: str
    allowed: set[str]
    post: dict | None = None


DOORS = [
    Door("start", "", FAMILY),
    Door("start", "{pupil}/", READ),
    Door("feed", "feed/", FAMILY),
    Door("marks-start", "marks/", FAMILY),
    Door("absences-start", "absences/", FAMILY),
    Door("week", "{pupil}/{today}/", READ),
    Door("day", "{pupil}/day/{today}/", READ),
    Door("marks", "{pupil}/marks/", READ),
    Door("marks", "{pupil}/marks/{period}/", READ),
    Door("marks-year", "{pupil}/marks/year/", READ),
    Door("calculation", "{pupil}/marks/{period}/{course}/", READ),
    Door("calculation", "{pupil}/marks/year/{course}/", READ),
    Door("absences", "{pupil}/absences/", READ),
    Door("remarks", "{pupil}/remarks/", READ),
    Door("tick", "{pupil}/homework/{task}/", {"pupil"}, post={"done": "1"}),
    Door("read-week", "{pupil}/{today}/read/", {"parent"}, post={}),
    Door("absences", "{pupil}/absences/", {"parent"}, post={"from_on": "2026-12-01", "reason": "б"}),
    Door("withdraw-absence", "{pupil}/absences/{notice}/withdraw/", {"parent"}, post={}),
]


@pytest.fixture
def keys(cast):
    task = Homework.objects.create(lesson=cast.lesson, due_on=TODAY, text="§ 1", author=cast.teacher.user)
    notice = AbsenceNotice.objects.create(pupil=cast.daria, from_on=TODAY, to_on=TODAY, reason="б", by=cast.parent.user)
    return {
        "pupil": cast.daria.pk, "today": TODAY, "period": Period.objects.get(number=2).pk,
        "course": cast.course.pk, "task": task.pk, "notice": notice.pk,
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_doors(cast, sign_in, keys, role):
    client = sign_in(cast.users()[role])
    wrong = []
    for door in DOORS:
        url = "/diary/" + door.path.format(**keys)
        with taken_back():
            answer = client.get(url) if door.post is None else client.post(url, door.post)
        if role == "nobody":
            is_right = answer.get("Location", "").startswith("/accounts/login/")
        else:
            is_right = answer.status_code in ((200, 302) if role in door.allowed else (404,))
        if not is_right:
            wrong.append((door.path, answer.status_code))

    assert wrong == []


def test_every_address_has_its_door():
    assert {door.name for door in DOORS} == {pattern.name for pattern in urls.urlpatterns}


def test_former_guardian_is_a_stranger(cast, sign_in, keys):
    cast.parent.guardianships.update(ended_on=TODAY)

    assert sign_in(cast.parent.user).get(f"/diary/{cast.daria.pk}/{TODAY}/").status_code == 404


@pytest.mark.parametrize("name", ["week", "tick", "read-week"])
def test_get_changes_nothing(cast, sign_in, keys, name):
    path = {"week": "{pupil}/{today}/", "tick": "{pupil}/homework/{task}/", "read-week": "{pupil}/{today}/read/"}[name]

    status = sign_in(cast.daria.user).get("/diary/" + path.format(**keys)).status_code

    assert status == (200 if name == "week" else 405)


def fill(cast, times):
    """So many children, and for each so many subjects with lessons, marks, absences, tasks and remarks."""
    whole, kind = build.whole(cast.school_class), build.work_kind("контрольная", is_control=True)
    pupils = [cast.daria]
    for number in range(1, times):
        pupils.append(build.pupil(f"Ермаков Брат{number}", of=cast.school_class))
        cast.parent.guardianships.create(pupil=pupils[-1])
    for number in range(times):
        course = build.course(cast.teacher, whole, f"Предмет {number}")
        for slot in range(times):
            lesson = build.lesson(course, TODAY, slot=slot + 1)
            Homework.objects.create(lesson=lesson, due_lesson=lesson, due_on=TODAY, text="§", author=cast.teacher.user)
            for pupil in pupils:
                build.mark(pupil, lesson, 4, work_kind=kind)
                build.mark(pupil, lesson, 5)
                pupil.cells.filter(lesson=lesson).update(absence="б")
                Remark.objects.create(pupil=pupil, on=TODAY, lesson=lesson, text="!", author=cast.teacher.user)
                AbsenceNotice.objects.create(pupil=pupil, from_on=TODAY, to_on=TODAY, reason="б", by=cast.parent.user)


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("{pupil}/{today}/", 12),
        ("{pupil}/day/{today}/", 11),
        ("{pupil}/marks/", 11),
        ("{pupil}/marks/year/", 11),
        ("{pupil}/marks/{period}/{course}/", 11),
        ("{pupil}/absences/", 10),
        ("{pupil}/remarks/", 8),
        ("feed/", 11),
    ],
)
def test_queries_do_not_grow(cast, sign_in, django_assert_num_queries, path, queries, times):
    fill(cast, times)
    client = sign_in(cast.parent.user)
    period = Period.objects.get(number=2).pk
    url = "/diary/" + path.format(pupil=cast.daria.pk, today=TODAY, period=period, course=cast.course.pk)

    with django_assert_num_queries(queries):
        answer = client.get(url)

    assert answer.status_code == 200
