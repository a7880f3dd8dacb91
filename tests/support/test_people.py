"""In which role a person asks, and whose turn it is to help."""

from datetime import datetime

import pytest

from parta.support.rules.people import Duty, first_name, role_on, topic_of, whose_turn

MORNING, NOON = datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("page", "plays", "role"),
    [
        ("journal:page", {"teacher"}, "teacher"),
        ("journal:page", {"teacher", "class_teacher", "parent"}, "teacher"),
        ("home:my-class", {"teacher", "class_teacher"}, "class_teacher"),
        ("home:desk", {"class_teacher"}, "class_teacher"),
        ("diary:week", {"teacher", "parent"}, "parent"),  # a teacher asks about the own child
        ("diary:week", {"pupil"}, "pupil"),
        ("journal:page", {"deputy", "teacher"}, "deputy"),
        ("home:desk", {"introducer", "staff"}, "introducer"),
        ("home:desk", {"staff"}, "staff"),
        ("", {"parent"}, "parent"),
        ("", set(), "stranger"),
    ],
)
def test_role_of_the_asker(page, plays, role):
    assert role_on(page, plays) == role


@pytest.mark.parametrize(
    ("duties", "turn"),
    [
        ([], None),
        ([Duty(1, True)], 1),
        ([Duty(1, True, is_away=True)], None),
        ([Duty(1, True, is_away=True), Duty(2, False)], 2),
        ([Duty(1, True, last=NOON), Duty(2, False)], 1),  # the main one goes first however busy
        ([Duty(1, True, last=NOON), Duty(2, True, last=MORNING)], 2),
        ([Duty(1, True, last=MORNING), Duty(2, True)], 2),  # who has had none yet
        ([Duty(2, False), Duty(3, False)], 2),
        ([Duty(2, False, last=NOON), Duty(3, False, last=MORNING)], 3),
    ],
)
def test_whose_turn(duties, turn):
    assert whose_turn(duties) == turn


@pytest.mark.parametrize(
    ("page", "family", "topic"),
    [
        ("journal:page", False, "2.1.3"),
        ("journal:topics", False, "2.1.1"),
        ("diary:week", True, "2.1.6"),
        ("home:desk", True, "2.1.6"),
        ("home:desk", False, "2.1.1"),
        ("school:invitations-class", False, "access"),
        ("school:class", False, "lists"),
        ("account_login", True, "access"),
        ("readiness:places", False, "equipment"),
        ("nowhere", False, "other"),
    ],
)
def test_topic_of_a_page(page, family, topic):
    assert topic_of(page, family=family) == topic


@pytest.mark.parametrize(
    ("name", "first"),
    [("Ермакова Ольга Сергеевна", "Ольга"), ("Ермакова Ольга", "Ольга"), ("Ольга", "Ольга"), ("", "")],
)
def test_first_name(name, first):
    assert first_name(name) == first
