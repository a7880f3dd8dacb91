"""Rows of a sheet to lines, with every error by line and column. Nothing here knows what the school already has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from parta.lib.sheets import Sheet, SheetError, Value

from ..lines import EmployeeLine, Line, LoadLine, ParentLine, Problem, PupilLine
from ..names import PersonName, person_name
from . import cells
from .cells import CellError
from .fields import in_template
from .mapping import Mapping, relation_of

MAX_LINES = 10_000
NAME_PARTS = ("last_name", "first_name", "patronymic")
Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Reading:
    """`lines` are whole; a row with an error gives none. Neither blank rows nor the template's example are lines."""

    lines: list[Line] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_lines(sheet: Sheet, mapping: Mapping, *, today: date) -> Reading:
    """Read the rows below the heading. Raises SheetError when there are more than a school may have."""
    reading = Reading()
    if len(sheet.rows) > MAX_LINES:
        raise SheetError(f"В листе больше {MAX_LINES} строк: это не одна школа.")
    relations = {number: relation_of(mapping.title_of(f"parent{number}_name", sheet)) for number in (1, 2)}
    for number, values in enumerate(sheet.rows[mapping.header + 1 :], start=mapping.header + 2):
        row = Row(number, dict(_named(mapping.columns, values)), reading.errors, relations)
        if row.is_blank:
            continue
        if row.is_example(mapping.kind):
            reading.warnings.append(Problem(number, "", "пример из шаблона, пропущен"))
            continue
        before = len(reading.errors)
        line = READERS[mapping.kind](row, today)
        if line is not None and len(reading.errors) == before:
            reading.lines.append(line)
    return reading


def _named(columns: Sequence[str], values: Sequence[Value]) -> Iterator[tuple[str, Value]]:
    for name, value in zip(columns, values, strict=False):
        if name:
            yield name, value if not isinstance(value, str) or value.strip() else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file by field names; what is wrong in it is added to `errors`."""

    number: int
    values: dict[str, Value]
    errors: list[Problem]
    relations: dict[int, str] = field(default_factory=dict)  # parent's number → «мать», where the heading says so

    @property
    def is_blank(self) -> bool:
        return all(value is None for value in self.values.values())

    def is_example(self, kind: str) -> bool:
        """Is it the row that the template came with, word for word?"""
        example = {field.name: field.example for field in in_template(kind) if field.name in self.values}
        return len(example) > 3 and all(
            cells.text(self.values[name], limit=10_000) == cells.text(value) for name, value in example.items()
        )

    def take(self, name: str, parse: Callable[[Value], Parsed], *, blank: Parsed) -> Parsed:
        """The parsed cell; `blank` after an error, which is noted."""
        try:
            return parse(self.values.get(name))
        except CellError as error:
            self.errors.append(Problem(self.number, name, str(error)))
            return blank

    def text(self, name: str, *, limit: int = 150) -> str:
        return self.take(name, lambda value: cells.text(value, limit=limit), blank="")

    def need(self, name: str) -> str:
        words = self.text(name)
        if not words:
            self.errors.append(Problem(self.number, name, "пусто"))
        return words

    def person(self) -> PersonName | None:
        """The row's own name, from its three columns or from one; an error where there is none."""
        if self.values.get("full_name") is not None and not any(self.values.get(part) for part in NAME_PARTS):
            return self.take("full_name", cells.full_name, blank=None)
        last, first, patronymic = (self.take(part, cells.name_part, blank="") for part in NAME_PARTS)
        for part in NAME_PARTS[:2]:
            if self.values.get(part) is None:
                shown = part if part in self.values else "full_name"
                self.errors.append(Problem(self.number, shown, "пусто"))
        return PersonName(last, first, patronymic) if last and first else None


def _pupil(row: Row, today: date) -> PupilLine | None:
    name = row.person()
    class_name = row.need("class")
    line = PupilLine(
        row.number,
        name or PersonName("", ""),
        class_name,
        birth_date=row.take("birth_date", lambda value: cells.birth_date(value, today=today), blank=None),
        email=row.take("email", cells.email, blank=""),
        enrolled_on=row.take("enrolled_on", cells.day, blank=None),
        order=row.text("order", limit=80),
        key=row.text("key", limit=64),
        parents=[parent for number in (1, 2) if (parent := _parent(row, number))],
    )
    return line if name else None


def _parent(row: Row, number: int) -> ParentLine | None:
    """None where the row names no parent; an error where it has a phone or a mail of nobody."""
    prefix = f"parent{number}_"
    name = row.take(f"{prefix}name", cells.full_name, blank=None)
    parent = ParentLine(
        number,
        name or PersonName("", ""),
        relation=row.text(f"{prefix}relation", limit=40) or row.relations.get(number, ""),
        phone=row.take(f"{prefix}phone", cells.phone, blank=""),
        email=row.take(f"{prefix}email", cells.email, blank=""),
        key=row.text(f"{prefix}key", limit=64),
    )
    if name:
        return parent
    if (parent.phone or parent.email or parent.key) and row.values.get(f"{prefix}name") is None:
        row.errors.append(Problem(row.number, f"{prefix}name", "данные родителя есть, а имени нет"))
    return None


def _employee(row: Row, today: date) -> EmployeeLine | None:
    name = row.person()
    line = EmployeeLine(
        row.number,
        name or PersonName("", ""),
        position=row.text("position"),
        email=row.take("email", cells.email, blank=""),
        phone=row.take("phone", cells.phone, blank=""),
        login=row.take("login", cells.login, blank=""),
        key=row.text("key", limit=64),
    )
    return line if name else None


def _load(row: Row, today: date) -> LoadLine:
    if row.values.get("hours") is None:
        row.errors.append(Problem(row.number, "hours", "пусто"))
    return LoadLine(
        row.number,
        group=row.need("group"),
        subject=row.need("subject"),
        teacher=row.take("teacher", _teacher, blank=None),
        hours=row.take("hours", cells.hours, blank=None),
        part=row.text("part", limit=60),
        teacher_key=row.text("teacher_key", limit=64),
    )


def _teacher(value: Value) -> PersonName | None:
    """A teacher may be named by initials, even by the last name alone."""
    words = cells.name_part(value)
    return person_name(words) if words else None


READERS: dict[str, Callable[[Row, date], Line | None]] = {"pupils": _pupil, "employees": _employee, "load": _load}
