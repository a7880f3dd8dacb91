"""What a new timetable changes of the old one: lines that stay, come, go, or become others."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...models import TimetableEntry


@dataclass(frozen=True, slots=True)
class CourseRef:
    """A course by what it is; `pk` is None until it is made. `teacher` is the shown name, «» while nobody is set."""

    pk: int | None
    group: str
    subject: str
    teacher: str

    @property
    def identity(self) -> Hashable:
        return self.pk if self.pk is not None else (self.group, self.subject, self.teacher)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the timetable, of the file or of the database (then with its `entry`)."""

    course: CourseRef
    classes: frozenset[str]
    weekday: int
    slot: int
    weeks: str
    room: str
    where: str = ""
    entry: TimetableEntry | None = None


@dataclass(frozen=True, slots=True)
class Change:
    old: Placed
    new: Placed

    @property
    def words(self) -> list[str]:
        """«кабинет 12 → 14», one for each thing that differs."""
        old, new = self.old, self.new
        pairs = [
            ("предмет", old.course.subject, new.course.subject),
            ("группа", old.course.group, new.course.group),
            ("учитель", old.course.teacher, new.course.teacher),
            ("кабинет", old.room, new.room),
            ("недели", WEEKS[old.weeks], WEEKS[new.weeks]),
        ]
        told = [f"{what} {before or '—'} → {after or '—'}" for what, before, after in pairs if before != after]
        return told or ["срок действия"]


WEEKS = {"every": "каждую", "odd": "нечётные", "even": "чётные"}


@dataclass(slots=True)
class Difference:
    same: list[Placed] = field(default_factory=list)
    added: list[Placed] = field(default_factory=list)
    removed: list[Placed] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def difference(new: Sequence[Placed], old: Sequence[Placed], *, from_on: date, to_on: date) -> Difference:
    """Pair the lines of both: the same ones, then those of one group and hour, then of one class and hour.

    An old line that does not last from day to day is not the same: its validity changes.
    """
    lasting = [one for one in old if one.entry and one.entry.valid_from <= from_on and one.entry.valid_to >= to_on]
    passing = [one for one in old if one not in lasting]
    same, new, lasting = pair(new, lasting, exactly)
    found, rest = Difference(same=[old for _, old in same]), [*lasting, *passing]
    for alike in (exactly, by_group_and_subject, by_group, by_classes_and_subject, by_classes):
        pairs, new, rest = pair(new, rest, alike)
        found.changed += [Change(old, new) for new, old in pairs]
    found.added, found.removed = list(new), list(rest)
    return found


def pair(
    new: Sequence[Placed], old: Sequence[Placed], alike: Callable[[Placed], Hashable]
) -> tuple[list[tuple[Placed, Placed]], list[Placed], list[Placed]]:
    """Pairs of equal keys in order, and what is left of both."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for number, one in enumerate(old):
        waiting[alike(one)].append(number)
    pairs, unpaired, taken = [], [], set()
    for one in new:
        numbers = waiting.get(alike(one))
        if numbers:
            taken.add(numbers[0])
            pairs.append((one, old[numbers.popleft()]))
        else:
            unpaired.append(one)
    return pairs, unpaired, [one for number, one in enumerate(old) if number not in taken]


def exactly(line: Placed) -> Hashable:
    return line.course.identity, line.weekday, line.slot, line.weeks, line.room


def by_group_and_subject(line: Placed) -> Hashable:
    return line.course.group, line.course.subject, line.weekday, line.slot


def by_group(line: Placed) -> Hashable:
    return line.course.group, line.weekday, line.slot


def by_classes_and_subject(line: Placed) -> Hashable:
    return line.classes, line.course.subject, line.weekday, line.slot


def by_classes(line: Placed) -> Hashable:
    return line.classes, line.weekday, line.slot
