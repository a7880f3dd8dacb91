"""Lines to a table with the columns of the template, so that what is exported can be imported again."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from parta.lib.sheets import Table, Value, write_xlsx

from ..lines import EmployeeLine, Line, LoadLine, ParentLine, PupilLine
from .fields import KIND_TITLES, in_template

NOTES = [
    "Одна строка — один ученик, сотрудник или курс. Порядок столбцов любой, лишние не мешают.",
    "Строка с примером пропускается, её можно не удалять.",
    "Пустая ячейка ничего не меняет: данные, которых в файле нет, остаются как были.",
    "Кого в файле нет, тот остаётся в школе: загрузка никого не удаляет.",
]


def template(kind: str) -> bytes:
    """The XLSX to fill in: headings with one example row, and a sheet that says what to write where."""
    fields = in_template(kind)
    lines = Table(KIND_TITLES[kind], [field.title for field in fields], [[field.example for field in fields]])
    about = [[field.title, "да" if field.is_required else "", field.note] for field in fields]
    notes = Table("Пояснения", ["Столбец", "Обязателен", "Что писать"], [*about, *[["", "", note] for note in NOTES]])
    return write_xlsx(lines, notes)


def table_of(kind: str, lines: Iterable[Line]) -> Table:
    """Raises KeyError for a kind that is not ours."""
    fields = in_template(kind)
    values = VALUES[kind]
    rows = [[said.get(field.name) or None for field in fields] for said in map(values, lines)]
    return Table(KIND_TITLES[kind], [field.title for field in fields], rows)


def _pupil(line: PupilLine) -> dict[str, Value | Decimal]:
    return {
        "key": line.key, "last_name": line.name.last, "first_name": line.name.first, "patronymic": line.name.patronymic,
        "class": line.class_name, "birth_date": line.birth_date, "email": line.email, "enrolled_on": line.enrolled_on,
        "order": line.order, **{name: value for parent in line.parents for name, value in _parent(parent).items()},
    }  # fmt: skip


def _parent(parent: ParentLine) -> dict[str, Value | Decimal]:
    said = {
        "name": parent.name.full, "relation": parent.relation, "phone": parent.phone, "email": parent.email,
        "key": parent.key,
    }  # fmt: skip
    return {parent.field(name): value for name, value in said.items()}


def _employee(line: EmployeeLine) -> dict[str, Value | Decimal]:
    return {
        "key": line.key, "last_name": line.name.last, "first_name": line.name.first, "patronymic": line.name.patronymic,
        "position": line.position, "email": line.email, "phone": line.phone, "login": line.login,
    }  # fmt: skip


def _load(line: LoadLine) -> dict[str, Value | Decimal]:
    return {
        "group": line.group, "part": line.part, "subject": line.subject, "hours": line.hours,
        "teacher": line.teacher.full if line.teacher else "", "teacher_key": line.teacher_key,
    }  # fmt: skip


VALUES: dict[str, Callable[[Any], dict[str, Value | Decimal]]] = {
    "pupils": _pupil, "employees": _employee, "load": _load,
}  # fmt: skip
