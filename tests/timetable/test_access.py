"""Who gets through which door of the timetable: role × door. No right and no row are both 404."""

from datetime import date

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.timetable.models import BellSchedule, DayBells
from tests import build

STAFF = {"admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger"}
OFFICE = {"admin", "deputy"}
FAMILY = {"pupil", "classmate", "parent"}
EVERYBODY = STAFF | FAMILY | {"other_parent"}

READ = [
    ("start", [], EVERYBODY),
    ("all", [], STAFF),
    ("class", ["class"], STAFF | FAMILY),
    ("class", ["other_class"], STAFF | {"other_parent"}),
    ("teacher", ["teacher"], STAFF),
    ("room", ["room"], STAFF),
    ("day", [], STAFF),
    ("lesson", ["lesson"], OFFICE),
    ("edit", [], OFFICE),
    ("edit-board", ["kind", "class"], OFFICE),
    ("new-entry", ["kind", "class"], OFFICE),
    ("entry", ["kind", "class", "entry"], OFFICE),
    ("bells", [], OFFICE),
    ("new-bells", [], OFFICE),
    ("change-bells", ["bells"], OFFICE),
]
CHANGE = [
    ("cover", []),
    ("set-day-bells", []),
    ("drop-day-bells", ["day"]),
    ("cancel", ["lesson"]),
    ("restore", ["lesson"]),
    ("substitute", ["lesson"]),
    ("drop-substitute", ["lesson"]),
    ("move", ["lesson"]),
    ("return", ["lesson"]),
    ("change-room", ["lesson"]),
    ("make-lessons", []),
    ("add-entry", ["kind", "class"]),
    ("change-entry", ["kind", "class", "entry"]),
    ("remove-entry", ["kind", "class", "entry"]),
    ("new-bells", []),
    ("change-bells", ["bells"]),
    ("remove-bells", ["bells"]),
    ("set-class-bells", []),
]


@pytest.fixture
def keys(cast):
    short = BellSchedule.objects.create(name="Сокращённые")
    return {
        "kind": "class",
        "class": cast.school_class.pk,
        "other_class": cast.other_class.pk,
        "teacher": cast.teacher.pk,
        "room": build.room("12").pk,
        "lesson": cast.lesson.pk,
        "entry": build.entry(cast.course).pk,
        "bells": short.pk,
        "day": DayBells.objects.create(on=date(2026, 12, 1), schedule=BellSchedule.objects.get(is_default=True)).pk,
    }


@pytest.mark.parametrize(("name", "of", "allowed"), READ)
def test_reading(cast, keys, sign_in, name, of, allowed):
    url = reverse(f"timetable:{name}", args=[keys[key] for key in of])

    let_in = {role: sign_in(user).get(url).status_code for role, user in cast.users().items() if user}

    assert let_in == {role: (302 if name == "start" else 200) if role in allowed else 404 for role in let_in}


@pytest.mark.parametrize(("name", "of"), CHANGE)
def test_changing(cast, keys, sign_in, name, of):
    url = reverse(f"timetable:{name}", args=[keys[key] for key in of])
    for role, user in cast.users().items():
        if user and role not in OFFICE:
            assert sign_in(user).post(url).status_code == 404, role
    assert not Change.objects.filter(action__startswith="timetable.").exists()

    statuses = [sign_in(cast.users()[role]).post(url).status_code for role in sorted(OFFICE)]
    gone = name in ("drop-day-bells", "remove-bells")  # the first of them has removed it
    assert statuses == [302, 404] if gone else set(statuses) <= {302, 422}


@pytest.mark.parametrize(("name", "of"), [(name, of) for name, of, _ in READ] + CHANGE)
def test_nobody_is_asked_to_sign_in(cast, keys, sign_in, name, of):
    url = reverse(f"timetable:{name}", args=[keys[key] for key in of])

    for answer in (sign_in(None).get(url), sign_in(None).post(url)):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize(("name", "of"), [line[:2] for line in READ if line[1]] + [line for line in CHANGE if line[1]])
def test_what_is_not_there_is_404(cast, keys, sign_in, name, of):
    args = [keys[key] if key == "kind" else 987654 for key in of]
    client = sign_in(cast.admin)
    url = reverse(f"timetable:{name}", args=args)

    answer = client.post(url) if (name, of) in CHANGE else client.get(url)

    assert answer.status_code == 404


def test_board_of_a_strange_kind_is_404(cast, sign_in):
    url = reverse("timetable:edit-board", args=["room", cast.school_class.pk])

    assert sign_in(cast.admin).get(url).status_code == 404


def test_child_who_left_the_class_no_longer_opens_it(cast, sign_in):
    cast.daria.enrolments.update(to_on=date(2026, 11, 22))

    url = reverse("timetable:class", args=[cast.school_class.pk])

    assert sign_in(cast.daria.user).get(url).status_code == 404
    assert sign_in(cast.parent.user).get(url).status_code == 404


def test_parent_whose_rights_ended_no_longer_opens_the_class(cast, sign_in):
    cast.parent.guardianships.update(ended_on=date(2026, 11, 1))

    url = reverse("timetable:class", args=[cast.school_class.pk])

    assert sign_in(cast.parent.user).get(url).status_code == 404
