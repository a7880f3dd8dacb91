"""What the lines of an imported file say, as plain values; «» and None mean that the file says nothing of it.

`line` is the row's number as spreadsheets show it, from 1. `exchange` reads and writes lines, `services.imports`
applies them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .names import PersonName


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one line, and one field of it where it is known: an error or a warning."""

    line: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ParentLine:
    """One of the parents of a pupil's line; `number` is 1 or 2, and its fields are called «parent1_phone»."""

    number: int
    name: PersonName
    relation: str = ""
    phone: str = ""
    email: str = ""
    key: str = ""

    def field(self, name: str) -> str:
        return f"parent{self.number}_{name}"


@dataclass(frozen=True, slots=True)
class PupilLine:
    line: int
    name: PersonName
    class_name: str
    birth_date: date | None = None
    email: str = ""
    enrolled_on: date | None = None
    order: str = ""
    key: str = ""
    parents: Sequence[ParentLine] = ()


@dataclass(frozen=True, slots=True)
class EmployeeLine:
    line: int
    name: PersonName
    position: str = ""
    email: str = ""
    phone: str = ""
    login: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class LoadLine:
    """`group` is a class or a mixed group by its name; `part` names a subgroup of the class."""

    line: int
    group: str
    subject: str
    teacher: PersonName | None = None
    hours: Decimal | None = None
    part: str = ""
    teacher_key: str = ""


Line = PupilLine | EmployeeLine | LoadLine
