"""How a year is cut, and which days clash."""

from datetime import date

import pytest

from parta.school.rules import (
    Cut,
    Span,
    first_school_day,
    group_stem,
    usual_holidays,
    usual_periods,
    wrong_periods,
    year_name,
)

YEAR = Span("2026/27", date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2026, 11, 23), date(2026, 9, 1)),
        (date(2027, 5, 31), date(2026, 9, 1)),
        (date(2027, 6, 1), date(2027, 9, 1)),
    ],
)
def test_first_school_day_by_the_calendar(today, first):
    assert first_school_day(today) == first


def test_year_name_over_a_century():
    assert year_name(date(2026, 9, 1)) == "2026/27"
    assert year_name(date(2099, 9, 1)) == "2099/00"


@pytest.mark.parametrize(
    ("first_year", "autumn", "winter_end", "spring"),
    [
        (2024, date(2024, 10, 26), date(2025, 1, 12), date(2025, 3, 29)),
        (2025, date(2025, 10, 25), date(2026, 1, 11), date(2026, 3, 28)),
        (2026, date(2026, 10, 24), date(2027, 1, 10), date(2027, 3, 27)),
    ],
)
def test_usual_holidays_begin_on_saturday_and_end_on_sunday(first_year, autumn, winter_end, spring):
    found = {span.name: span for span in usual_holidays(first_year)}

    assert found["Осенние каникулы"].starts_on == autumn
    assert found["Зимние каникулы"].ends_on == winter_end
    assert found["Весенние каникулы"].starts_on == spring


def test_usual_holidays_give_class_1_a_week_more():
    extra = [span for span in usual_holidays(2026) if span.to_level == 1]

    assert extra == [Span("Дополнительные каникулы", date(2027, 2, 13), date(2027, 2, 21), 1, 1)]


@pytest.mark.parametrize("cut", list(Cut))
def test_usual_periods_are_never_wrong(cut):
    for first_year in range(2020, 2040):
        year = Span("", date(first_year, 9, 1), date(first_year + 1, 8, 31))

        assert wrong_periods(usual_periods(cut, first_year), year=year) == []


def test_usual_quarters_of_2026():
    assert [(span.name, span.starts_on, span.ends_on) for span in usual_periods(Cut.QUARTERS, 2026)] == [
        ("I четверть", date(2026, 9, 1), date(2026, 10, 23)),
        ("II четверть", date(2026, 11, 2), date(2026, 12, 30)),
        ("III четверть", date(2027, 1, 11), date(2027, 3, 26)),
        ("IV четверть", date(2027, 4, 5), date(2027, 5, 26)),
    ]


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([Span("I", date(2026, 9, 1), date(2026, 10, 25))], []),
        (
            [Span("I", date(2026, 10, 25), date(2026, 9, 1))],
            ["I: конец 01.09.2026 раньше начала 25.10.2026."],
        ),
        (
            [Span("I", date(2026, 8, 31), date(2026, 10, 25))],
            ["I выходит за учебный год 2026/27 (01.09.2026–31.08.2027)."],
        ),
        (
            [Span("I", date(2026, 9, 1), date(2026, 10, 25)), Span("II", date(2026, 10, 25), date(2026, 12, 30))],
            ["II начинается 25.10.2026, а I ещё идёт до 25.10.2026."],
        ),
        (
            [Span("I", date(2026, 9, 1), date(2026, 10, 25)), Span("II", date(2026, 10, 26), date(2026, 12, 30))],
            [],
        ),
    ],
)
def test_wrong_periods_say_which_and_why(spans, words):
    assert wrong_periods(spans, year=YEAR) == words


@pytest.mark.parametrize(
    ("name", "stem"),
    [("7Б англ. 1", "7Б англ."), ("7Б англ. 12", "7Б англ."), ("7Б (2)", "7Б"), ("10 физ-мат", "10 физ-мат")],
)
def test_group_stem_drops_the_last_number(name, stem):
    assert group_stem(name) == stem
