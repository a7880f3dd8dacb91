"""Lay the week: give every taught hour a day and a slot so that no class, subgroup or teacher is in two places."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

DAYS = range(1, 6)
LAST_SLOT = 8


@dataclass
class Unit:
    """What a class does in one slot: one course of the whole class, or the courses of its subgroups side by side."""

    school_class: str
    subject: str
    courses: list[int]
    teachers: list[int]
    hours: int


@dataclass
class Week:
    placed: list[tuple[int, int, Unit]] = field(default_factory=list)  # day, slot, unit
    busy: set[tuple[int, int, int]] = field(default_factory=set)  # day, slot, teacher

    def free(self, day: int, slot: int, unit: Unit) -> bool:
        return not any((day, slot, teacher) in self.busy for teacher in unit.teachers)

    def put(self, day: int, slot: int, unit: Unit) -> None:
        self.placed.append((day, slot, unit))
        self.busy.update((day, slot, teacher) for teacher in unit.teachers)


def lay(units: list[Unit], *, seed: int) -> list[tuple[int, int, Unit]]:
    """Return (day 1–5, slot 1–8, unit) for every hour of every unit.

    Greedy, slot by slot, over all classes in random order, and tried again with another order until every hour has
    found a place. Raises ValueError after a hundred tries.
    """
    for attempt in range(100):
        placed = _try(units, Random(seed + attempt))
        if placed is not None:
            return placed
    raise ValueError("The demo week does not fit: too many hours for too few teachers.")


def _try(units: list[Unit], random: Random) -> list[tuple[int, int, Unit]] | None:
    week = Week()
    left = {id(unit): unit.hours for unit in units}
    by_class: dict[str, list[Unit]] = {}
    for unit in units:
        by_class.setdefault(unit.school_class, []).append(unit)
    daily = {name: -(-sum(unit.hours for unit in of) // len(DAYS)) for name, of in by_class.items()}
    today: Counter[tuple[str, int, str]] = Counter()
    for spare in (0, 1, 2):  # later rounds may use longer days
        for slot in range(1, LAST_SLOT + 1):
            for day in DAYS:
                names = list(by_class)
                random.shuffle(names)
                for name in names:
                    if slot > daily[name] + spare or (spare and _taken(week, name, day, slot)):
                        continue
                    chosen = _choose(by_class[name], left, week, today, day, slot, random)
                    if chosen is not None:
                        week.put(day, slot, chosen)
                        left[id(chosen)] -= 1
                        today[name, day, chosen.subject] += 1
        if not any(left.values()):
            return week.placed
    return None


def _taken(week: Week, name: str, day: int, slot: int) -> bool:
    return any(unit.school_class == name and (d, s) == (day, slot) for d, s, unit in week.placed)


def _choose(
    units: list[Unit], left: dict[int, int], week: Week, today: Counter[tuple[str, int, str]], day: int, slot: int,
    random: Random,
) -> Unit | None:  # fmt: skip
    """The unit with most hours left that is not taught today yet and whose teachers are free now."""
    fit = [unit for unit in units if left[id(unit)] and week.free(day, slot, unit)]
    fresh = [unit for unit in fit if not today[unit.school_class, day, unit.subject]]
    often = [unit for unit in fit if unit.hours > len(DAYS) or left[id(unit)] > len(DAYS) - day + 1]
    pick_from = fresh or often
    if not pick_from:
        return None
    return max(pick_from, key=lambda unit: (len(unit.courses), left[id(unit)], random.random()))
