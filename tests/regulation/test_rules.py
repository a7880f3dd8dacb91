"""When a campaign is shown, and which campaigns a year has."""

from __future__ import annotations

from datetime import date

import pytest

from parta.handbook.exchange import read_articles
from parta.regulation.rules import CHANNEL_WORDS, CHANNELS, FAMILY_TOPICS, ROLES, TOPICS
from parta.regulation.rules.campaigns import is_announced, year_plans
from tests.build import QUARTERS, YEAR_END, YEAR_START

HALVES = [("I полугодие", date(2026, 12, 30)), ("II полугодие", date(2027, 5, 31))]
PLANS = year_plans(YEAR_START, date(2027, 8, 31), [(name, last) for name, _, last in QUARTERS] + HALVES)


@pytest.mark.parametrize(
    ("today", "is_shown"),
    [
        (date(2026, 12, 12), False),
        (date(2026, 12, 13), True),  # seven days ahead
        (date(2026, 12, 20), True),
        (date(2026, 12, 30), True),  # the last day
        (date(2026, 12, 31), False),
    ],
)
def test_banner_hangs_from_n_days_ahead_to_the_last_day(today, is_shown):
    assert is_announced(date(2026, 12, 20), date(2026, 12, 30), 7, today=today) is is_shown


def test_year_of_help_has_its_campaigns_by_date():
    assert [(plan.code, plan.starts_on, plan.ends_on) for plan in PLANS] == [
        ("august-office", date(2026, 8, 20), date(2026, 8, 31)),
        ("august-plans", date(2026, 8, 20), date(2026, 8, 31)),
        ("september-codes", date(2026, 9, 1), date(2026, 9, 30)),
        ("september-marks", date(2026, 9, 1), date(2026, 9, 30)),
        ("period-1", date(2026, 10, 15), date(2026, 10, 25)),
        ("closing-1", date(2026, 10, 22), date(2026, 10, 28)),
        ("december", date(2026, 12, 15), date(2026, 12, 30)),
        ("period-2", date(2026, 12, 20), date(2026, 12, 30)),
        ("closing-2", date(2026, 12, 27), date(2027, 1, 2)),
        ("period-3", date(2027, 3, 11), date(2027, 3, 21)),
        ("closing-3", date(2027, 3, 18), date(2027, 3, 24)),
        ("may", date(2027, 5, 11), date(2027, 5, 31)),
        ("period-4", date(2027, 5, 21), date(2027, 5, 31)),
        ("closing-4", date(2027, 5, 28), date(2027, 6, 3)),
        ("june", date(2027, 6, 1), date(2027, 6, 20)),
    ]


def test_periods_that_end_together_are_one_campaign():
    titles = {plan.code: plan.title for plan in PLANS}

    assert titles["period-1"] == "I четверть: отметки за период"
    assert titles["period-2"] == "II четверть и I полугодие: отметки за период"


def test_a_year_without_periods_still_has_its_seasons():
    plans = year_plans(YEAR_START, YEAR_END, [])

    assert [plan.code for plan in plans] == [
        "august-office", "august-plans", "september-codes", "september-marks", "december", "may", "june",
    ]  # fmt: skip


def test_every_campaign_has_whom_what_and_where_to_read():
    slugs = {article.slug for article in read_articles()}

    assert [plan.code for plan in PLANS if not plan.roles or set(plan.roles) - set(ROLES)] == []
    assert [plan.code for plan in PLANS if len(plan.lines) < 3 or len(plan.banner) > 300] == []
    assert [slug for plan in PLANS for _, slug in plan.links if slug not in slugs] == []


def test_words_for_families_and_channels_are_of_known_codes():
    assert set(FAMILY_TOPICS) <= set(TOPICS)
    assert set(CHANNEL_WORDS) == set(CHANNELS)
