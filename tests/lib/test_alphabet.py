"""The order of names: «ё» is taken for «е» wherever people are listed."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from parta.lib.alphabet import letters
from parta.school.access import own_pupils
from parta.school.queries.accounts import holders_of_class
from parta.school.queries.exports import lines_of
from tests import build

ORDER = ["Абрамов", "Ёлкин", "Ершов", "Королёв", "Королькова"]
MIXED = ["Королёв", "Ершов", "Абрамов", "Королькова", "Ёлкин"]


@pytest.fixture
def listed(cast):
    """9Г, admitted in no order, with algebra on the first lesson of today."""
    made = build.school_class("9Г")
    for last in MIXED:
        build.pupil(f"{last} Саша", of=made)
    course = build.course(cast.teacher, build.whole(made))
    return made, build.lesson(course)


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.deputy)


def told(answer):
    """The five names in the order of the page's text."""
    return re.findall("|".join(f"{last}(?= )" for last in ORDER), answer.content.decode())


def test_key_of_a_value():
    assert sorted(MIXED, key=letters) == ORDER


@pytest.mark.parametrize("name", ["school:class", "school:invitations-class", "home:my-class"])
def test_lists_of_a_class(name, listed, office):
    assert list(dict.fromkeys(told(office.get(reverse(name, args=[listed[0].pk]))))) == ORDER


def test_journal_grid(listed, office):
    course = listed[1].course
    page = office.get(reverse("journal:page", args=[course.pk, course.scheme.periods.get(number=2).pk]))

    assert [row[1] for row in json.loads(page.context["snapshot_json"])["pupils"]] == [f"{one} Саша" for one in ORDER]


def test_roll_call(listed, cast, sign_in):
    page = sign_in(cast.teacher.user).get(reverse("journal:roll-call", args=[listed[1].pk]))
    assert list(dict.fromkeys(told(page))) == ORDER


def test_sheet_of_codes_and_the_file_of_pupils(listed):
    holders = holders_of_class(listed[0], date(2026, 11, 23))
    assert [one.name for one in holders if one.name] == [f"{one} Саша" for one in ORDER]

    lines = lines_of("pupils", listed[0].year)
    assert [line.name.last for line in lines if line.class_name == "9Г"] == ORDER


def test_register_of_pupils_and_the_search(listed, office):
    assert told(office.get(reverse("school:pupils"), {"q": "саша"})) == ORDER
    assert told(office.get("/search/", {"q": "саша"})) == ORDER


def test_employees_and_parents(listed, office):
    for last in MIXED:
        build.employee(f"{last} Ия Львовна")
        build.guardian(name=f"{last} Ян Ильич")

    assert list(dict.fromkeys(told(office.get(reverse("school:employees"), {"q": "ия"})))) == ORDER
    assert list(dict.fromkeys(told(office.get(reverse("school:guardians"), {"q": "ян"})))) == ORDER


def test_children_of_a_parent(cast):
    children = [build.pupil(f"Ким {name}", of=cast.school_class) for name in ("Жанна", "Ёла", "Елена")]
    parent = build.guardian(*children, user=build.user("kim"))

    assert [one.first_name for one in own_pupils(parent.user)] == ["Ёла", "Елена", "Жанна"]
