"""Slots, keys, words of hours; nothing of the database."""

from datetime import date, time

import pytest

from parta.consultations import rules
from parta.consultations.rules import SlotKey, Span
from parta.school.rules import gaps

from .make import NOON, ROOM_24, at


def span(start: str, end: str) -> Span:
    return Span(time.fromisoformat(start), time.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "minutes", "starts"),
    [
        ("15:20", "17:00", 20, ["15:20", "15:40", "16:00", "16:20", "16:40"]),
        ("09:00", "11:00", 50, ["09:00", "09:50"]),  # ten minutes are left over
        ("09:00", "09:20", 20, ["09:00"]),
        ("09:00", "09:15", 20, []),
        ("23:00", "23:59", 30, ["23:00"]),
    ],
)
def test_hours_are_cut_into_slots(start, end, minutes, starts):
    found = rules.slots(time.fromisoformat(start), time.fromisoformat(end), minutes)

    assert [f"{one.starts_at:%H:%M}" for one in found] == starts


def test_slots_follow_each_other_without_gaps():
    found = rules.slots(time(15, 20), time(17, 0), 20)

    assert [one.ends_at for one in found[:-1]] == [one.starts_at for one in found[1:]]
    assert found[-1].ends_at == time(17)


def test_hours_of_room_24_are_14_hours_20_minutes():
    minutes = rules.minutes_of((starts_at, ends_at) for _, starts_at, ends_at in ROOM_24)

    assert (minutes, rules.long_words(minutes)) == (860, "14 ч 20 мин")


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 мин"), (40, "40 мин"), (60, "1 ч"), (121, "2 ч 1 мин")])
def test_long_words(minutes, words):
    assert rules.long_words(minutes) == words


@pytest.mark.parametrize(
    "text",
    ["", "12", "12-2026-11-23", "12-2026-11-31-1520", "12-2026-11-23-2460", "12-2026-11-23-1520x", "-1-2026-11-23-1520",
     "9999999999999999999-2026-11-23-1520", "12-२०२६-11-23-1520"],
)  # fmt: skip
def test_what_names_no_slot_is_none(text):
    assert rules.slot_key(text) is None


def test_a_slot_is_named_and_found_again():
    key = SlotKey(12, date(2026, 11, 23), time(15, 20))

    assert str(key) == "12-2026-11-23-1520"
    assert rules.slot_key(str(key)) == key


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("15:00", "16:30", 2), ("15:00", "15:20", 1), ("15:00", "16:00", 1), ("15:00", "16:10", 2)],
)
def test_academic_hours(start, end, hours):
    assert rules.academic_hours(time.fromisoformat(start), time.fromisoformat(end)) == hours


@pytest.mark.parametrize(
    ("taken", "most", "free"), [([], 2, 1), ([1], 2, 2), ([2], 2, 1), ([1, 2], 2, None), ([1, 2, 7], 3, 3)]
)
def test_the_lowest_free_seat(taken, most, free):
    assert rules.first_free(taken, most) == free


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (span("09:00", "10:00"), span("10:00", "11:00"), False),
        (span("09:00", "10:00"), span("09:59", "11:00"), True),
        (span("09:00", "12:00"), span("10:00", "11:00"), True),
    ],
)
def test_spans_meet(one, other, meets):
    assert (one.meets(other), other.meets(one)) == (meets, meets)


def test_an_offer_lasts_four_hours_but_not_beyond_the_start():
    assert rules.offer_ends(date(2026, 11, 24), time(9), now=NOON) == at(16)
    assert rules.offer_ends(date(2026, 11, 23), time(15, 20), now=NOON) == at(15, 20)


@pytest.mark.parametrize(
    ("on", "start", "allowed"),
    [
        (date(2026, 11, 23), time(12, 1), True),
        (date(2026, 11, 23), time(12, 0), False),  # begun
        (date(2026, 12, 21), time(9), True),
        (date(2026, 12, 22), time(9), False),  # more than 28 days ahead
    ],
)
def test_what_may_be_booked(on, start, allowed):
    assert (not rules.has_begun(on, start, now=NOON) and not rules.is_far(on, now=NOON)) is allowed


@pytest.mark.parametrize(
    ("spans", "free"),
    [
        ([(1, 30)], []),
        ([(1, 9), (12, 30)], [(10, 11)]),
        ([(12, 20), (3, 9)], [(1, 2), (10, 11), (21, 30)]),
        ([(1, 20), (5, 9), (10, 24)], [(25, 30)]),
        ([(1, 14), (15, 30)], []),
    ],
)
def test_days_between_spans(spans, free):
    def day(number: int) -> date:
        return date(2026, 9, number)

    found = gaps(day(1), day(30), [(day(first), day(last)) for first, last in spans])

    assert found == [(day(first), day(last)) for first, last in free]
