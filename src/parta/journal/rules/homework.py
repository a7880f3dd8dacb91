"""Homework: what a task is made of, and how much of it fits into a pupil's evening."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

# Minutes a day for all subjects together, by level: domain §2.
CEILINGS = {1: 60, 2: 90, 3: 90, 4: 120, 5: 120, 6: 150, 7: 150, 8: 150, 9: 210, 10: 210, 11: 210}


def ceiling_of(level: int) -> int:
    """Minutes of homework a day for a class of this level (1–11)."""
    return CEILINGS[min(max(level, 1), 11)]


@dataclass(frozen=True, slots=True)
class Task:
    """A homework task as the teacher means it. No pupils: for everybody."""

    text: str
    due_on: date
    due_lesson_id: int | None = None
    minutes: int | None = None
    pupil_ids: frozenset[int] = field(default_factory=frozenset)
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayLoad:
    """The fullest evening among the pupils of a group, in minutes, and how many pupils are over their ceiling."""

    minutes: int
    ceiling: int
    over: int
    pupils: int

    @property
    def is_too_much(self) -> bool:
        return self.over > 0


def day_load(minutes: Mapping[int, int], levels: Mapping[int, int], *, added: Mapping[int, int]) -> DayLoad | None:
    """Weigh an evening: `minutes` by pupil already given for the day, `added` by the task being written.

    `levels` are the classes' levels by pupil. None when the task asks for no minutes of anybody.
    """
    totals = {pupil: minutes.get(pupil, 0) + more for pupil, more in added.items() if more}
    if not totals:
        return None
    over = [pupil for pupil, total in totals.items() if total > ceiling_of(levels.get(pupil, 11))]
    fullest = max(over or totals, key=lambda pupil: totals[pupil])
    return DayLoad(totals[fullest], ceiling_of(levels.get(fullest, 11)), len(over), len(totals))


def sums(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Minutes by pupil from (pupil, minutes) of each task."""
    found: dict[int, int] = {}
    for pupil, minutes in rows:
        found[pupil] = found.get(pupil, 0) + minutes
    return found
