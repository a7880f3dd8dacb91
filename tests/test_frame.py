"""The frame and the words every page uses."""

from datetime import date, time

import pytest
from django.test import Client

from parta.ui.templatetags import ui


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 урок"),
        (2, "2 урока"),
        (5, "5 уроков"),
        (11, "11 уроков"),
        (12, "12 уроков"),
        (21, "21 урок"),
        (0, "0 уроков"),
    ],
)
def test_count_agrees_with_number(number, words):
    assert ui.count(number, "урок,урока,уроков") == words


def test_weekday_day_in_words():
    assert ui.weekday_day(date(2026, 11, 23)) == "пн, 23 ноября"


def test_day_names_another_year():
    assert ui.day(date(2025, 5, 1)) == "1 мая 2025"


def test_clock_without_leading_zero():
    assert ui.clock(time(9, 5)) == "9:05"


def test_a_form_of_another_visit_is_told_in_russian_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "irina"})

    assert answer.status_code == 403
    assert "обновите страницу и отправьте её снова" in answer.content.decode()
