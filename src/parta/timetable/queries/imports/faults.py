"""What speaks against a plan: questions that stop the import, and clashes that are told."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from parta.school.names import person_name

from ...names import is_gym
from ...rules import EVEN, ODD
from ..calendar import calendar_of
from .desk import Desk
from .difference import Placed
from .targets import Target


@dataclass(frozen=True, slots=True)
class ClashTold:
    """Lines that can't all be held; `weekday` and `slot` are when."""

    weekday: int
    slot: int
    what: str


def clashes_of(lines: Iterable[Placed], others: Iterable[Placed]) -> list[ClashTold]:
    """Rooms and teachers taken twice, pupils in two places; `others` are lines that stay as they are.

    Halls hold several classes at once and never clash.
    """
    hours: defaultdict[tuple[int, int], list[tuple[Placed, bool]]] = defaultdict(list)
    for is_new, of in ((True, lines), (False, others)):
        for line in of:
            hours[line.weekday, line.slot].append((line, is_new))
    return [ClashTold(*hour, what) for hour in sorted(hours) for what in clashes_at(hours[hour])]


def clashes_at(lines: list[tuple[Placed, bool]]) -> Iterator[str]:
    for words, crowd in (
        ("Кабинет {}", crowded(lines, lambda line: "" if is_gym(line.room) else line.room)),
        ("{}", crowded(lines, lambda line: line.course.teacher)),
    ):
        for name, together in crowd:
            yield f"{words.format(name)}: {'; '.join(map(said, together))}."
    for (one, one_is_new), (other, other_is_new) in combinations(lines, 2):
        if (one_is_new or other_is_new) and meet(one, other) and share_pupils(one, other):
            yield f"Ученики в двух местах: {said(one)}; {said(other)}."


def crowded(lines: list[tuple[Placed, bool]], key: Callable[[Placed], str]) -> Iterator[tuple[str, list[Placed]]]:
    """What the key names, where more than one line of the same weeks has it."""
    together: defaultdict[str, list[tuple[Placed, bool]]] = defaultdict(list)
    for line, is_new in lines:
        if key(line):
            together[key(line)].append((line, is_new))
    for name, crowd in together.items():
        rows = [line for line, _ in crowd]
        if any(is_new for _, is_new in crowd) and any(meet(one, other) for one, other in combinations(rows, 2)):
            yield name, rows


def meet(one: Placed, other: Placed) -> bool:
    return {one.weeks, other.weeks} != {ODD, EVEN} and one.course.identity != other.course.identity


def said(line: Placed) -> str:
    return f"{line.course.group} {line.course.subject}"


def share_pupils(one: Placed, other: Placed) -> bool:
    """As `rules.share_pupils`, while nobody is in the new subgroups yet: subgroups may meet beside each other."""
    if one.course.group == other.course.group:
        return True
    return bool(one.classes & other.classes) and (is_whole(one) or is_whole(other))


def is_whole(line: Placed) -> bool:
    return line.classes == {line.course.group}


def group_questions(desk: Desk, rows: Iterable[Target]) -> list[str]:
    """A group's name can't stand for other classes than it has."""
    names = {one.pk: one.name for one in desk.classes}
    gathered: dict[str, set[str]] = {}
    for row in rows:
        if not row.group.is_whole:
            known = desk.group_named(row.group.name)
            of = {names[key] for key in desk.classes_of[known.pk]} if known else set(row.group.classes)
            gathered.setdefault(row.group.name, of)
    wrong = {
        row.group.name for row in rows if not row.group.is_whole and gathered[row.group.name] != set(row.group.classes)
    }
    return [f"Группа «{name}» — из других классов: дайте другое название." for name in sorted(wrong)]


def teacher_questions(teachers: Iterable[str]) -> list[str]:
    """A new employee needs a first name, at least an initial."""
    short = [name for name in teachers if not person_name(name).first]
    return [f"У нового учителя нет имени: {', '.join(short)}."] if short else []


def day_questions(desk: Desk, lines: Iterable[Placed], from_on: date, to_on: date) -> list[str]:
    year = desk.year
    if not desk.schemes:
        return [f"В {year.name} учебном году нет учебных периодов: сначала заведите их."]
    if not year.starts_on <= from_on <= to_on <= year.ends_on:
        return [f"Дни должны идти по порядку и быть в учебном году: {year.starts_on:%d.%m.%Y}–{year.ends_on:%d.%m.%Y}."]
    calendar, of = calendar_of(year), {name for line in lines for name in line.classes}
    schemes = {one.scheme_id for one in desk.classes if one.name in of}
    if any(calendar.is_closed(from_on, scheme) for scheme in schemes):
        return [f"Период, в который входит {from_on:%d.%m.%Y}, закрыт: выберите день после него."]
    return []
