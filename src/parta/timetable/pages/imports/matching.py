"""The screen where names of the file meet rows of the school: classes, subjects, teachers, rooms, groups."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parta.lib.alphabet import letters
from parta.school.models import SchoolYear
from parta.school.names import person_name

from ...lines import GroupKey, Reading
from ...names import key
from ...queries.imports.choices import Choices, ClassChoice, Kind
from ...queries.imports.desk import Desk, desk_of
from ...queries.imports.matching import Matcher, namesakes
from ...queries.imports.targets import Grouping, GroupTarget

ROWS_A_PART = 300  # a form takes a thousand fields at most, and a row has up to three
SECTIONS = {
    "classes": "Классы", "subjects": "Предметы", "teachers": "Учителя", "rooms": "Кабинеты", "groups": "Группы",
}  # fmt: skip


class State(StrEnum):
    """What becomes of a name."""

    KNOWN = "known"
    NEW = "new"
    SKIPPED = "skipped"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Row:
    """One name of the file. `value` is the row's name in the school, `default` what it would be without a choice."""

    source: str
    lessons: int
    state: State
    value: str = ""
    default: str = ""
    hint: str = ""
    choice: ClassChoice | None = None
    default_choice: ClassChoice | None = None
    title: str = ""  # of a group, in words
    is_mixed: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A tab: how many names there are, and how many are new or not chosen."""

    key: str
    title: str
    total: int
    new: int
    unset: int


@dataclass(frozen=True, slots=True)
class MatchPage:
    """One tab, or a part of a long one. `options` are names of the school to choose from."""

    section: str
    part: int
    parts: int
    sections: Sequence[Section]
    rows: Sequence[Row]
    options: Sequence[str]
    desk: Desk

    @property
    def here(self) -> Section:
        return next(section for section in self.sections if section.key == self.section)

    @property
    def following(self) -> tuple[str, int] | None:
        """The next part, or the next tab that has anything in it; None after the last."""
        if self.part < self.parts:
            return self.section, self.part + 1
        keys = [section.key for section in self.sections]
        rest = self.sections[keys.index(self.section) + 1 :]
        return next(((section.key, 1) for section in rest if section.total), None)

    @property
    def numbers(self) -> range:
        """Numbers of the parts, from 1."""
        return range(1, self.parts + 1)


def match_page(reading: Reading, choices: Choices, year: SchoolYear, *, section: str, part: int = 1) -> MatchPage:
    """As many queries as the plan's desk, whatever the file. A part past the last is the last."""
    desk = desk_of(year)
    matcher = Matcher(reading, desk, choices)
    grouping = Grouping(reading, desk, choices, matcher)
    rows = {
        "classes": class_rows(reading, matcher),
        **{kind.value: name_rows(reading, matcher, kind) for kind in Kind},
        "groups": group_rows(reading, grouping),
    }
    options = {
        "subjects": sorted(matcher.known[Kind.SUBJECTS]),
        "teachers": sorted(matcher.known[Kind.TEACHERS], key=letters),
        "rooms": sorted(matcher.known[Kind.ROOMS]),
        "groups": sorted(group.name for group in desk.groups.values() if not group.is_whole),
    }
    sections = [
        Section(
            name, title, len(rows[name]),
            sum(row.state == State.NEW for row in rows[name]), sum(row.state == State.UNSET for row in rows[name]),
        )
        for name, title in SECTIONS.items()
    ]  # fmt: skip
    parts = max(1, -(-len(rows[section]) // ROWS_A_PART))
    part = min(max(part, 1), parts)
    shown = rows[section][(part - 1) * ROWS_A_PART : part * ROWS_A_PART]
    return MatchPage(section, part, parts, sections, shown, options.get(section, []), desk)


def class_rows(reading: Reading, matcher: Matcher) -> list[Row]:
    lessons = Counter(name for line in reading.lines for name in line.group.classes)
    plain = Matcher(reading, matcher.desk, Choices())
    rows = []
    for name in reading.classes:
        choice = matcher.school_class(name.name)
        known = choice.name and matcher.desk.class_named(choice.name)
        state = State.KNOWN if known else State.NEW if choice.name else State.UNSET
        state = State.SKIPPED if choice.is_skipped else state
        rows.append(
            Row(
                name.name, lessons[name.name], state,
                choice=choice, default_choice=plain.school_class(name.name),
            )
        )  # fmt: skip
    return rows


def name_rows(reading: Reading, matcher: Matcher, kind: Kind) -> list[Row]:
    read = {Kind.SUBJECTS: "subject", Kind.TEACHERS: "teacher", Kind.ROOMS: "room"}[kind]
    lessons = Counter(name for line in reading.lines if (name := getattr(line, read)))
    rows = []
    for source, count in sorted(lessons.items(), key=lambda one: key(one[0])):
        value = matcher.name(kind, source)
        known = State.KNOWN if value and matcher.is_known(kind, value) else State.NEW
        hint = hint_of(kind, source, value, lessons, matcher)
        rows.append(
            Row(
                source, count, known if value else State.SKIPPED,
                value=value, default=matcher.default(kind, source), hint=hint,
            )
        )  # fmt: skip
    return rows


def hint_of(kind: Kind, source: str, value: str, lessons: Counter[str], matcher: Matcher) -> str:
    """What to look at: a slip of the pen, namesakes, a teacher without a first name."""
    if kind == Kind.SUBJECTS:
        alike = next((name for name in lessons if lessons[name] > lessons[source] and is_slip(source, name)), "")
        return f"похоже на «{alike}»" if alike and value != matcher.name(kind, alike) else ""
    if kind == Kind.TEACHERS:
        same = namesakes(person_name(source), matcher.desk)
        if len(same) > 1:
            return f"подходят: {', '.join(same)}"
        return "добавьте имя или инициал" if value and not person_name(value).first else ""
    return ""


def is_slip(one: str, other: str) -> bool:
    """One letter differs within a word: «Обшествознание». A differing number or ending («I», «II») is no slip."""
    first, second = key(one), key(other)
    if min(len(first), len(second)) < 7 or abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), -1)
    if start < 0:
        return False
    rest, other_rest = first[start:], second[start:]
    slipped = rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
    return slipped and len(rest) > 2 and rest[0].isalpha() and other_rest[0].isalpha()


def group_rows(reading: Reading, grouping: Grouping) -> list[Row]:
    lessons = Counter(line.group for line in reading.lines)
    rooms: defaultdict[GroupKey, Counter[str]] = defaultdict(Counter)
    for line in reading.lines:
        if line.room:
            rooms[line.group][line.room] += 1
    plain = Grouping(reading, grouping.desk, Choices(classes=grouping.choices.classes), grouping.matcher)
    rows = []
    order = {name.name: number for number, name in enumerate(reading.classes)}
    for group in sorted(lessons, key=lambda one: (order[one.classes[0]], one.is_mixed, one.subject, one.part)):
        count = lessons[group]
        target, default = grouping.target(group), plain.target(group)
        if default is None or default.is_whole or (target and target.is_whole):
            continue  # the class is not chosen yet, or is all there is to choose
        places = ", ".join(room for room, _ in rooms[group].most_common(3))
        rows.append(
            Row(
                group.text, count, group_state(group, target, grouping),
                value=target.name if target else "", default=default.name if default else "",
                hint=f"каб. {places}" if places else "", title=group_title(group), is_mixed=group.is_mixed,
                is_apart=group.text in grouping.choices.apart,
            )
        )  # fmt: skip
    return rows


def group_state(group: GroupKey, target: GroupTarget | None, grouping: Grouping) -> State:
    if target is None or group.text in grouping.choices.apart:
        return State.SKIPPED
    return State.KNOWN if grouping.desk.group_named(target.name) else State.NEW


def group_title(group: GroupKey) -> str:
    """«9 "Б" класс, 9 "Г" класс · Геометрия · 2»."""
    return " · ".join(word for word in (", ".join(group.classes), group.subject, group.part) if word)
