"""Screens of imports as the eye reads them, laid out from plans and batches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from ..access import OWN_IMPORTS
from ..exchange import KIND_TITLES, Reading
from ..lines import Problem
from ..models import ImportBatch
from ..services.imports import Plan, summary, summary_words
from ..services.imports.plan import Question

KINDS = [str(kind) for kind in OWN_IMPORTS]
SHOWN = 100  # of a long list; the rest is only counted
LINES_SHOWN = 10
ABOUT = {
    "pupils": "Класс, дата рождения, приказ, до двух родителей у каждого ученика.",
    "employees": "Должность, почта, телефон и, если нужно, логин.",
    "load": "Кто, что, кому и сколько часов в неделю преподаёт.",
}
LISTS = {"pupils": "school:pupils", "employees": "school:employees", "load": "school:load"}
ICONS = {"pupils": "people", "employees": "person", "load": "book"}


@dataclass(frozen=True, slots=True)
class KindScreen:
    kind: str
    title: str
    about: str
    icon: str


def kind_screen(kind: str) -> KindScreen:
    return KindScreen(kind, KIND_TITLES[kind], ABOUT[kind], ICONS[kind])


@dataclass(frozen=True, slots=True)
class PastImport:
    """One applied import; only the last of its kind may be undone."""

    pk: int
    title: str
    list_url: str
    file_name: str
    at: datetime
    by: str
    numbers: list[tuple[str, int]]
    undone_at: datetime | None
    may_undo: bool


def past_import(batch: ImportBatch, last: Mapping[str, ImportBatch]) -> PastImport:
    return PastImport(
        batch.pk, KIND_TITLES[batch.kind], reverse(LISTS[batch.kind]), batch.file_name, batch.at, batch.by.short_name,
        summary_words(batch.summary), batch.undone_at, may_undo=batch.kind in last and last[batch.kind].pk == batch.pk,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """The beginning of a long list, and how many are left out."""

    rows: Sequence[object]
    total: int

    @property
    def rest(self) -> int:
        return self.total - len(self.rows)


def shown(rows: Sequence[object]) -> Shown:
    return Shown(rows[:SHOWN], len(rows))


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words: «Строка 14, столбец „Дата рождения“», what is wrong."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckScreen:
    errors: Shown
    warnings: Shown
    questions: Sequence[Question]
    created: Shown
    updated: Shown
    unchanged: int
    absent: Shown
    absent_elsewhere: int
    may_apply: bool
    is_empty: bool
    seen: str
    new_rows: list[tuple[str, int]]
    numbers: list[tuple[str, int, str]]  # forms of the word, number, tone


def check_screen(plan: Plan, reading: Reading, *, title_of: Callable[[str], str]) -> CheckScreen:
    errors = told([*reading.errors, *plan.errors], title_of)
    return CheckScreen(
        errors=shown(errors),
        warnings=shown(told([*reading.warnings, *plan.warnings], title_of)),
        questions=plan.questions,
        created=shown(plan.created),
        updated=shown(plan.updated),
        unchanged=plan.unchanged,
        absent=shown([] if errors else plan.absent),
        absent_elsewhere=0 if errors else plan.absent_elsewhere,
        may_apply=plan.may_apply and not reading.errors,
        is_empty=not reading.lines and not reading.errors,
        seen=plan.fingerprint,
        new_rows=summary_words({name: number for name, number in summary(plan).items() if name.startswith("new_")}),
        numbers=[
            ("добавить,добавить,добавить", len(plan.created), ""),
            ("изменить,изменить,изменить", len(plan.updated), ""),
            ("без изменений,без изменений,без изменений", plan.unchanged, ""),
            ("вопрос,вопроса,вопросов", len(plan.questions), "warn"),
            ("ошибка,ошибки,ошибок", len(errors), "fail"),
        ],
    )


def told(problems: Iterable[Problem], title_of: Callable[[str], str]) -> list[Told]:
    """By lines; the same trouble of many lines is told once."""
    lines: dict[tuple[str, str], list[int]] = {}
    for problem in sorted(problems, key=lambda one: one.line):
        lines.setdefault((problem.field, problem.text), []).append(problem.line)
    return [Told(where(numbers, title_of(field)), text) for (field, text), numbers in lines.items()]


def where(lines: Sequence[int], title: str) -> str:
    """«Строка 14, столбец „Дата рождения“», «Строки 3, 5, 8 и ещё 20»."""
    words = ", ".join(map(str, lines[:LINES_SHOWN]))
    if len(lines) > LINES_SHOWN:
        words += f" и ещё {len(lines) - LINES_SHOWN}"
    place = f"Строка {words}" if len(lines) == 1 else f"Строки {words}"
    return f"{place}, столбец „{title}“" if title else place
