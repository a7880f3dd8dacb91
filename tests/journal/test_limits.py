"""When a lesson may be written."""

from dataclasses import replace
from datetime import date

import pytest

from parta.journal.rules.limits import LessonFacts, last_day, lock_of, record_lock_of, task_lock_of, why_locked

TODAY = date(2026, 11, 23)
OPEN = LessonFacts(
    id=1, on=TODAY, slot=1, state="planned", substitute_id=None, due_on=None, period_closed_on=None, is_opened=False,
    kind_id=None, topic="", has_roll=False, version=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "lock", "record_lock"),
    [
        ({}, "", ""),
        ({"on": date(2026, 11, 9)}, "", ""),
        ({"on": date(2026, 11, 8)}, "days", "days"),
        ({"on": date(2026, 11, 8), "due_on": date(2026, 11, 9)}, "", ""),
        ({"on": date(2026, 11, 8), "due_on": date(2026, 11, 5)}, "days", "days"),
        ({"on": date(2026, 11, 8), "is_opened": True}, "", ""),
        ({"on": date(2026, 11, 24)}, "future", ""),
        ({"on": date(2026, 11, 24), "period_closed_on": TODAY}, "future", "period"),
        ({"period_closed_on": TODAY}, "period", "period"),
        ({"period_closed_on": TODAY, "is_opened": True}, "", ""),
        ({"state": "cancelled", "is_opened": True}, "cancelled", "cancelled"),
        ({"state": "moved"}, "cancelled", "cancelled"),
        ({"state": "cancelled", "on": date(2026, 11, 24)}, "cancelled", "cancelled"),
    ],
)
def test_lock(change, lock, record_lock):
    lesson = replace(OPEN, **change)

    assert lock_of(lesson, today=TODAY, edit_days=14, year_closed=False) == lock
    assert record_lock_of(lesson, today=TODAY, edit_days=14, year_closed=False) == record_lock


@pytest.mark.parametrize(
    ("change", "lock"),
    [
        ({"state": "cancelled"}, ""),
        ({"state": "cancelled", "on": date(2026, 11, 8)}, "days"),
        ({"state": "cancelled", "period_closed_on": TODAY}, "period"),
        ({"on": date(2026, 11, 24)}, ""),
        ({"on": date(2026, 11, 8)}, "days"),
    ],
)
def test_homework_of_a_cancelled_lesson_keeps_its_term(change, lock):
    assert task_lock_of(replace(OPEN, **change), today=TODAY, edit_days=14, year_closed=False) == lock
    assert task_lock_of(replace(OPEN, **change), today=TODAY, edit_days=14, year_closed=True) == "year"


def test_closed_year_locks_even_what_was_opened():
    assert lock_of(replace(OPEN, is_opened=True), today=TODAY, edit_days=14, year_closed=True) == "year"


def test_no_days_leave_the_lesson_s_own_day():
    assert lock_of(OPEN, today=TODAY, edit_days=0, year_closed=False) == ""
    assert lock_of(OPEN, today=date(2026, 11, 24), edit_days=0, year_closed=False) == "days"


def test_a_term_beyond_the_calendar_ends_with_it():
    assert last_day(replace(OPEN, due_on=date.max), edit_days=14) == date.max


@pytest.mark.parametrize(
    ("lock", "change", "words"),
    [
        ("", {}, ""),
        ("days", {"on": date(2026, 11, 8)}, "Срок правки прошёл 22 ноября"),
        ("period", {"period_closed_on": date(2026, 12, 30)}, "Период закрыт 30 декабря"),
        ("future", {"on": date(2026, 12, 1)}, "Урок будет 1 декабря"),
        ("cancelled", {"state": "cancelled"}, "Урок отменён"),
        ("cancelled", {"state": "moved"}, "Урок перенесён"),
        ("year", {}, "Учебный год закрыт, его журнал только читают"),
    ],
)
def test_words(lock, change, words):
    assert why_locked(lock, replace(OPEN, **change), edit_days=14) == words
