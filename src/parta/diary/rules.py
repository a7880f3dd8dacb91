"""How the diary tells marks and weeks; pure functions over values."""

from collections.abc import Sequence
from datetime import date, timedelta

from parta.grading.averages import five_point_band
from parta.grading.cells import FAILED, OWED
from parta.journal.rules.marks import GivenMark, standing

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def monday_of(on: date) -> date:
    return on - on.weekday() * DAY


def week_of(monday: date) -> list[date]:
    """Monday to Sunday."""
    return [monday + number * DAY for number in range(7)]


def level_of(value: int | None, word: str, scale: str) -> str:
    """The colour role of a mark: its five-point band, «owed» for the point, "" for a word without one."""
    if value is not None:
        return str(five_point_band(value, scale) or "")
    return {OWED: "owed", FAILED: "2"}.get(word, "")


def replaced(marks: Sequence[GivenMark]) -> list[bool]:
    """For each mark, whether a later one stands in its place («2→4»)."""
    left = {id(mark) for mark in standing(marks)}
    return [id(mark) not in left for mark in marks]


def average_words(average: object) -> str:
    """«4,25»; a dash without marks."""
    return "—" if average is None else str(average).replace(".", ",")
