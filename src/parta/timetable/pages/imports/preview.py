"""The screen before an import: what will be made, what changes, what does not get in, and the week of a class."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parta.ui.templatetags.ui import WEEKDAYS, WEEKDAYS_SHORT

from ...lines import Grade, Reading, Trouble
from ...queries.imports.difference import WEEKS, Placed
from ...queries.imports.planning import Plan
from ...rules import EVERY


class Show(StrEnum):
    CHANGES = "changes"
    WEEK = "week"
    LOST = "lost"
    GUESSES = "guesses"
    CLASHES = "clashes"


TITLES = {
    Show.CHANGES: "Изменения", Show.WEEK: "Неделя класса", Show.LOST: "Не переносится", Show.GUESSES: "Догадки",
    Show.CLASHES: "Накладки",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """How many lines of a class stay, come, become others and go."""

    name: str
    same: int
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line that differs; `before` or `after` is empty when it comes or goes."""

    when: str
    group: str
    before: str
    after: str
    where: str


@dataclass(frozen=True, slots=True)
class Hour:
    """A lesson in the week of a class. `state` is same, added, changed or removed."""

    subject: str
    about: str
    state: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`told` are the troubles, or the clashes, of the tab shown."""

    plan: Plan
    reading: Reading
    show: Show
    tabs: Sequence[Tab]
    made: Sequence[tuple[int, str]]
    classes: Sequence[ClassChange]
    rows: Sequence[ChangeRow]
    told: Sequence[tuple[str, str]]
    class_names: Sequence[str]
    class_name: str
    days: Sequence[str]
    week: Sequence[tuple[int, Sequence[Sequence[Hour]]]]

    @property
    def is_first(self) -> bool:
        """Nothing of these classes stands in the timetable yet."""
        changes = self.plan.difference
        return not (changes.same or changes.changed or changes.removed)


def preview(plan: Plan, reading: Reading, *, show: Show, class_name: str = "") -> Preview:
    """No queries: the plan has it all."""
    lost = [*of_grade(reading, Grade.LOST), *plan.lost]
    guesses = [*of_grade(reading, Grade.GUESS), *of_grade(reading, Grade.NOTE)]
    changes = plan.difference
    counts = {
        Show.CHANGES: len(changes.added) + len(changes.changed) + len(changes.removed),
        Show.LOST: len(lost), Show.GUESSES: len(guesses), Show.CLASHES: len(plan.clashes),
    }  # fmt: skip
    told = {Show.LOST: troubles(lost), Show.GUESSES: troubles(guesses), Show.CLASHES: clashes(plan)}
    names = sorted({name for line in plan.lines for name in line.classes}, key=level_first)
    chosen = class_name if class_name in names else next(iter(names), "")
    slots, week = week_of(plan, chosen) if show == Show.WEEK else ([], [])
    return Preview(
        plan=plan,
        reading=reading,
        show=show,
        tabs=[Tab(one.value, title, counts.get(one)) for one, title in TITLES.items()],
        made=made_rows(plan),
        classes=class_changes(plan, names) if show == Show.CHANGES else [],
        rows=change_rows(plan) if show == Show.CHANGES else [],
        told=told.get(show, []),
        class_names=names,
        class_name=chosen,
        days=slots,
        week=week,
    )


def of_grade(reading: Reading, grade: Grade) -> list[Trouble]:
    return [trouble for trouble in reading.troubles if trouble.grade == grade]


def troubles(found: Iterable[Trouble]) -> list[tuple[str, str]]:
    return [(trouble.where, trouble.what) for trouble in found]


def clashes(plan: Plan) -> list[tuple[str, str]]:
    return [(f"{WEEKDAYS_SHORT[one.weekday - 1]}, {one.slot}-й урок", one.what) for one in plan.clashes]


def level_first(name: str) -> tuple[int, str]:
    digits = "".join(letter for letter in name[:2] if letter.isdecimal())
    return int(digits or 0), name


def made_rows(plan: Plan) -> list[tuple[int, str]]:
    """How many rows will be made, with the forms of their word."""
    fresh = plan.fresh
    counts = [
        (len(fresh.classes), "класс,класса,классов"),
        (len(fresh.groups), "группа,группы,групп"),
        (len(fresh.subjects), "предмет,предмета,предметов"),
        (len(fresh.teachers), "учитель,учителя,учителей"),
        (len(fresh.rooms), "кабинет,кабинета,кабинетов"),
        (len(fresh.courses), "курс,курса,курсов"),
    ]
    return [(number, words) for number, words in counts if number]


def class_changes(plan: Plan, names: Sequence[str]) -> list[ClassChange]:
    changes = plan.difference
    same, added, changed, removed = (
        Counter(name for line in lines for name in line.classes)
        for lines in (changes.same, changes.added, [one.new for one in changes.changed], changes.removed)
    )
    every = sorted({*names, *removed}, key=level_first)
    return [ClassChange(name, same[name], added[name], changed[name], removed[name]) for name in every]


def change_rows(plan: Plan) -> list[ChangeRow]:
    """Changed, removed, and added lines; of a first import only counts by class are shown."""
    changes = plan.difference
    if not (changes.same or changes.changed or changes.removed):
        return []
    rows = [
        *((one.new, said(one.old), f"{said(one.new)} ({', '.join(one.words)})") for one in changes.changed),
        *((line, said(line), "") for line in changes.removed),
        *((line, "", said(line)) for line in changes.added),
    ]
    return [
        ChangeRow(when(line), line.course.group, before, after, line.where)
        for line, before, after in sorted(rows, key=lambda row: (hour(row[0]), row[0].course.group))
    ]


def hour(line: Placed) -> tuple[int, int]:
    return line.weekday, line.slot


def when(line: Placed) -> str:
    return f"{WEEKDAYS_SHORT[line.weekday - 1]}, {line.slot}"


def said(line: Placed) -> str:
    """«Алгебра, Орлова Н. В., каб. 12»."""
    room = f"каб. {line.room}" if line.room else ""
    weeks = "" if line.weeks == EVERY else f"{WEEKS[line.weeks]} недели"
    return ", ".join(word for word in (line.course.subject, line.course.teacher, room, weeks) if word)


def week_of(plan: Plan, name: str) -> tuple[list[str], list[tuple[int, list[list[Hour]]]]]:
    """Days across, numbers of lessons down; a cell has every group of the class."""
    changes = plan.difference
    fresh = {id(line): "added" for line in changes.added} | {id(one.new): "changed" for one in changes.changed}
    lines = [(line, fresh.get(id(line), "same")) for line in plan.lines if name in line.classes]
    lines += [(line, "removed") for line in changes.removed if name in line.classes]
    days = range(1, max([5, *(line.weekday for line, _ in lines)]) + 1)
    cells: dict[tuple[int, int], list[Hour]] = {}
    for line, state in sorted(lines, key=lambda one: one[0].course.group):
        cells.setdefault(hour(line), []).append(Hour(line.course.subject, about(line, name), state))
    slots = sorted({slot for _, slot in cells})
    rows = [(slot, [cells.get((weekday, slot), []) for weekday in days]) for slot in slots]
    return [WEEKDAYS[weekday - 1].capitalize() for weekday in days], rows


def about(line: Placed, name: str) -> str:
    """Group, where it is not the whole class, teacher and room."""
    group = "" if line.course.group == name else line.course.group
    weeks = "" if line.weeks == EVERY else f"{WEEKS[line.weeks]} недели"
    return ", ".join(word for word in (group, line.course.teacher, line.room, weeks) if word)
