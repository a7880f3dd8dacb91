"""Lines of the file in the school's words: which class, group, subject, teacher and room each of them is about."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...lines import GroupKey, Line, Reading, Trouble
from ...rules import EVEN, EVERY, ODD
from .choices import Choices, Kind
from .desk import Desk
from .matching import Matcher

GROUP_LENGTH = 80


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """A group of the school, existing or to be made. `is_full` has all pupils of its classes in it."""

    name: str
    classes: tuple[str, ...]
    is_whole: bool
    is_full: bool


@dataclass(frozen=True, slots=True)
class Target:
    line: Line
    group: GroupTarget
    subject: str
    teacher: str
    room: str

    @property
    def hour(self) -> tuple[int, int]:
        return self.line.weekday, self.line.slot


@dataclass(slots=True)
class Targets:
    """`lost` are lines that do not get in, each told; `questions` stop the import until they are answered."""

    rows: list[Target] = field(default_factory=list)
    lost: list[Trouble] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class Grouping:
    """Names of groups. Two classes of the file may be one class of the school; then each of them is its subgroup."""

    def __init__(self, reading: Reading, desk: Desk, choices: Choices, matcher: Matcher) -> None:
        self.desk, self.choices, self.matcher = desk, choices, matcher
        self.class_of = {name.name: matcher.school_class(name.name).name for name in reading.classes}
        self.sources: defaultdict[str, list[str]] = defaultdict(list)
        for source, name in self.class_of.items():
            self.sources[name].append(source)
        self.targets: dict[GroupKey, GroupTarget | None] = {}
        self.keys = Counter(group for line in reading.lines for group in self.apart(line.group))
        self.parts: defaultdict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
        for group in self.keys:
            self.parts[group.classes, group.subject].add(group.part)

    def apart(self, group: GroupKey) -> list[GroupKey]:
        """The group itself, or its classes each for itself where that was chosen."""
        if group.text not in self.choices.apart:
            return [group]
        return [replace(group, classes=(name,)) for name in group.classes]

    def target(self, group: GroupKey) -> GroupTarget | None:
        """None when all its classes, or the group, are left out."""
        if group not in self.targets:
            self.targets[group] = self.find(group)
        return self.targets[group]

    def find(self, group: GroupKey) -> GroupTarget | None:
        sources = [name for name in group.classes if self.class_of[name]]
        classes = tuple(dict.fromkeys(self.class_of[name] for name in sources))
        if not classes:
            return None
        is_full = not group.part and all(set(self.sources[name]) <= set(sources) for name in classes)
        if is_full and len(classes) == 1:
            return GroupTarget(classes[0], classes, is_whole=True, is_full=True)
        name = self.choices.groups.get(group.text)
        if name is None:
            name = self.default_name(group, classes)
        return GroupTarget(name[:GROUP_LENGTH], classes, is_whole=False, is_full=is_full) if name else None

    def default_name(self, group: GroupKey, classes: tuple[str, ...]) -> str:
        """The school's own subgroup where the load has as many of them for the subject; else «7Б Алгебра 1»."""
        subject = self.matcher.name(Kind.SUBJECTS, group.subject) if group.subject else ""
        existing = self.by_load(group, classes, subject)
        if existing:
            return existing
        profiles = [] if group.part else [self.profile(name) for name in group.classes]
        tail = " ".join(word for word in (group.part, *profiles) if word)
        head = joined(classes) if group.part or len(classes) > 1 else classes[0]
        room = GROUP_LENGTH - len(head) - len(tail) - 2
        name = " ".join(word for word in (head, subject[: max(room, 0)].strip(), tail) if word)
        known = self.desk.group_named(name)
        return known.name if known else name

    def profile(self, source: str) -> str:
        """What tells two classes of the file apart that are one class of the school: «(медицинское)»."""
        name = self.class_of[source]
        if len(self.sources[name]) == 1:
            return ""
        return source[source.index("(") :] if "(" in source else source

    def by_load(self, group: GroupKey, classes: tuple[str, ...], subject: str) -> str:
        """Subgroup «2» is the second by name of the groups of these classes that have the subject."""
        if not group.part.isdecimal() or not subject:
            return ""
        wanted = {one.pk for name in classes if (one := self.desk.class_named(name))}
        names = sorted(
            courses[0].group.name
            for (key_of_group, name), courses in self.desk.courses.items()
            if name == subject and set(self.desk.classes_of[key_of_group]) == wanted and not courses[0].group.is_whole
        )
        numbers = sorted(self.parts[group.classes, group.subject], key=int)
        return names[numbers.index(group.part)] if len(names) == len(numbers) and names else ""


def joined(classes: Sequence[str]) -> str:
    """«9Б», «9Г» → «9Б/Г»: the level is said once."""
    levels = {re.sub(r"\D.*", "", name) for name in classes}
    level = levels.pop() if len(levels) == 1 else ""
    return level + "/".join(name.removeprefix(level) for name in classes)


def targets_of(reading: Reading, desk: Desk, choices: Choices, matcher: Matcher, grouping: Grouping) -> Targets:
    found = Targets(questions=questions(reading, matcher))
    taken: dict[tuple[object, ...], str] = {}
    for line in reading.lines:
        for group in grouping.apart(line.group):
            for row in placed(line, group, grouping, matcher, found):
                if not doubled(row, taken, found):
                    found.rows.append(row)
    return found


def questions(reading: Reading, matcher: Matcher) -> list[str]:
    """Classes whose level is not chosen; two classes that are one are no question but a choice."""
    unknown = [
        name.name
        for name in reading.classes
        if (choice := matcher.school_class(name.name)).level is None and not choice.is_skipped
    ]
    if not unknown:
        return []
    shown = ", ".join(unknown[:5]) + (f" и ещё {len(unknown) - 5}" if len(unknown) > 5 else "")
    return [f"Не выбрана параллель: {shown}."]


def placed(line: Line, group: GroupKey, grouping: Grouping, matcher: Matcher, found: Targets) -> Iterator[Target]:
    target, subject = grouping.target(group), matcher.name(Kind.SUBJECTS, line.subject)
    what = f"{', '.join(group.classes)}: {line.subject}"
    if not subject:
        found.lost.append(Trouble(line.where, f"{what}. Предмет решено не переносить."))
    elif target is None:
        choices = [matcher.school_class(name) for name in group.classes]
        waits = any(choice.level is None and not choice.is_skipped for choice in choices)
        reason = "Параллель класса не выбрана." if waits else "Класс или группу решено не переносить."
        found.lost.append(Trouble(line.where, f"{what}. {reason}"))
    else:
        teacher, room = matcher.name(Kind.TEACHERS, line.teacher), matcher.name(Kind.ROOMS, line.room)
        yield Target(line, target, subject, teacher, room)


def doubled(row: Target, taken: dict[tuple[object, ...], str], found: Targets) -> bool:
    """One course can't meet twice at one hour: the second line is told and left out."""
    weeks = [ODD, EVEN] if row.line.weeks == EVERY else [row.line.weeks]
    marks = [(row.group.name, row.subject, row.teacher, *row.hour, week) for week in weeks]
    earlier = next((taken[mark] for mark in marks if mark in taken), None)
    if earlier is not None:
        what = f"{row.group.name}: {row.subject} уже стоит на этом уроке ({earlier})."
        found.lost.append(Trouble(row.line.where, what))
        return True
    taken.update(dict.fromkeys(marks, row.line.where))
    return False
