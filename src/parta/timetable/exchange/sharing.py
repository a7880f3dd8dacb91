"""Who is taught together: subgroups of a class, and classes that share a lesson, told from rooms and hours."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..lines import GroupKey, Line, Trouble
from ..names import class_key, class_of, is_gym, key, tight
from ..rules import EVERY
from .grid import Raw
from .subjects import Part, parts_of, room_owners

TOGETHER_OFTEN = 3  # lessons shared outside halls; then a lesson shared in a hall is one lesson too

Labels = dict[str, dict[str, str]]  # group without part → room or teacher → part


@dataclass(frozen=True, slots=True)
class Shared:
    """One lesson with all the classes that come to it, and what each group does in it."""

    raw: Raw
    classes: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass
class Sharing:
    lines: list[Line]
    troubles: list[Trouble]
    labels: Labels


def share(lessons: Sequence[Raw], known: Mapping[str, Mapping[str, str]]) -> Sharing:
    """Turn lessons of classes into lines of groups, in the order of the file.

    `known` are the labels of an earlier reading: the subgroup that was in room 331 keeps its number.
    """
    troubles: list[Trouble] = []
    joined = join(one_spelling(lessons))
    owners = room_owners(shared.raw for shared in joined)
    joined = [replace(shared, parts=tuple(parts_of(shared.raw, owners, troubles))) for shared in joined]
    crowds = Crowds(joined)
    labels = {group: dict(marks) for group, marks in known.items()}
    lines: list[tuple[int, Line]] = []
    for number, shared in sorted(enumerate(joined), key=lambda one: -len(one[1].parts)):  # 331/436 numbers before 331
        groups = label(shared, labels) if crowds.splits(shared) else [GroupKey(shared.classes)]
        lines += [(number, line_of(shared, part, group)) for part, group in zip(shared.parts, groups, strict=True)]
    return Sharing([line for _, line in sorted(lines, key=lambda one: one[0])], troubles, labels)


def one_spelling(lessons: Sequence[Raw]) -> list[Raw]:
    """Give each class, subject, room and teacher the spelling it was first met in."""
    classes, subjects, rooms, people = (Spelling(key_of) for key_of in (class_key, key, tight, tight))
    return [
        replace(
            raw,
            school_class=classes.of(raw.school_class),
            subject=subjects.of(raw.subject),
            rooms=tuple(map(rooms.of, raw.rooms)),
            teachers=tuple(map(people.of, raw.teachers)),
        )
        for raw in lessons
    ]


@dataclass
class Spelling:
    key_of: Callable[[str], str]
    first: dict[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str:
        return self.first.setdefault(self.key_of(text), text)


def join(lessons: Sequence[Raw]) -> list[Shared]:
    """Lessons of one subject, hour and room (or teacher) in classes of one level are one lesson.

    Several classes may have their own lessons in a hall at once, so a hall joins only classes that meet elsewhere too.
    """
    buckets: dict[tuple[object, ...], list[Raw]] = {}
    for number, raw in enumerate(lessons):
        buckets.setdefault(meeting(raw) or (number,), []).append(raw)
    often = Counter(classes_of(raws) for raws in buckets.values() if not in_hall(raws[0]))
    joined: list[Shared] = []
    for raws in buckets.values():
        classes = classes_of(raws)
        if len(classes) == len(raws) and (not in_hall(raws[0]) or often[classes] >= TOGETHER_OFTEN):
            joined.append(Shared(raws[0], classes))
        else:
            joined += [Shared(raw, (raw.school_class,)) for raw in raws]
    return joined


def meeting(raw: Raw) -> tuple[object, ...] | None:
    """What lessons must have in common to be one; None when nothing tells."""
    name = class_of(raw.school_class)
    if not name or not (raw.rooms or raw.teachers):
        return None
    return name.level, raw.weekday, raw.slot, raw.weeks, raw.subject, frozenset(raw.rooms), frozenset(raw.teachers)


def classes_of(raws: Sequence[Raw]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(raw.school_class for raw in raws))


def in_hall(raw: Raw) -> bool:
    return not raw.teachers and any(map(is_gym, raw.rooms))


class Crowds:
    """How many groups of a class meet at one hour; more than one means that the class is split then."""

    def __init__(self, joined: Sequence[Shared]) -> None:
        self.counts = Counter(
            (name, shared.raw.weekday, shared.raw.slot, shared.raw.weeks)
            for shared in joined
            for name in shared.classes
            for _ in shared.parts
        )

    def splits(self, shared: Shared) -> bool:
        raw = shared.raw
        weeks = {raw.weeks, EVERY} if raw.weeks != EVERY else {"every", "odd", "even"}
        return any(sum(self.counts[name, raw.weekday, raw.slot, week] for week in weeks) > 1 for name in shared.classes)


def label(shared: Shared, labels: Labels) -> list[GroupKey]:
    """Number the groups of a split lesson, one number a room (or a teacher, where told) wherever it can be kept."""
    numbers: list[str] = [""] * len(shared.parts)
    marks = [labels.setdefault(GroupKey(shared.classes, part.subject).text, {}) for part in shared.parts]
    taken: set[tuple[str, str]] = set()
    for at, part in enumerate(shared.parts):
        number = marks[at].get(mark_of(part), "")
        if number and (part.subject, number) not in taken:
            numbers[at] = number
            taken.add((part.subject, number))
    for at, part in enumerate(shared.parts):
        if not numbers[at]:
            numbers[at] = free_number(part.subject, taken)
            taken.add((part.subject, numbers[at]))
            marks[at].setdefault(mark_of(part), numbers[at])
    return [GroupKey(shared.classes, part.subject, number) for part, number in zip(shared.parts, numbers, strict=True)]


def mark_of(part: Part) -> str:
    return tight(part.teacher or part.room)


def free_number(subject: str, taken: set[tuple[str, str]]) -> str:
    number = 1
    while (subject, str(number)) in taken:
        number += 1
    return str(number)


def line_of(shared: Shared, part: Part, group: GroupKey) -> Line:
    raw, more = shared.raw, len(shared.classes) - 1
    where = f"{raw.where} и ещё {more}" if more else raw.where
    return Line(where, group, part.subject, part.teacher, part.room, raw.weekday, raw.slot, raw.weeks)
