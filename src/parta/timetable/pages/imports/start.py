"""The first and the last screen of an import: the file to choose, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parta.accounts.models import User
from parta.school.models import ImportBatch, SchoolYear
from parta.school.queries import current_year

from ...models import TimetableDraft
from ...queries.imports.memory import last_import

MADE = {
    "classes": "класс,класса,классов", "groups": "группа,группы,групп", "subjects": "предмет,предмета,предметов",
    "teachers": "учитель,учителя,учителей", "rooms": "кабинет,кабинета,кабинетов", "courses": "курс,курса,курсов",
}  # fmt: skip
LINES = {"added": "добавлено", "changed": "изменено", "removed": "снято", "same": "осталось прежними"}
SHOWN_IMPORTS = 10


@dataclass(frozen=True, slots=True)
class StartPage:
    year: SchoolYear | None
    draft: TimetableDraft | None
    imports: Sequence[ImportBatch]


@dataclass(frozen=True, slots=True)
class DonePage:
    """`made` and `lines` are numbers with their words; `may_undo` holds for the last import only."""

    batch: ImportBatch
    from_on: date
    to_on: date
    made: Sequence[tuple[int, str]]
    lines: Sequence[tuple[int, str]]
    lessons: int
    teacherless: Sequence[str]
    new_groups: Sequence[str]
    lost: Sequence[tuple[str, str]]
    lost_total: int
    may_undo: bool


def start_page(user: User) -> StartPage:
    """Three queries."""
    imports = ImportBatch.objects.filter(kind=ImportBatch.Kind.TIMETABLE).defer("undo").select_related("by")
    return StartPage(
        year=current_year(),
        draft=TimetableDraft.objects.filter(by=user).only("file_name", "created_at").first(),
        imports=list(imports[:SHOWN_IMPORTS]),
    )


def done_page(batch: ImportBatch) -> DonePage:
    """One query."""
    told, last = batch.summary, last_import()
    counts = told["counts"]
    return DonePage(
        batch=batch,
        from_on=date.fromisoformat(told["from_on"]),
        to_on=date.fromisoformat(told["to_on"]),
        made=[(counts[name], words) for name, words in MADE.items() if counts[name]],
        lines=[(counts[name], words) for name, words in LINES.items() if counts[name]],
        lessons=counts["lessons_made"],
        teacherless=told["teacherless"],
        new_groups=told["new_groups"],
        lost=told["lost"],
        lost_total=told["lost_total"],
        may_undo=batch.undone_at is None and last is not None and last.pk == batch.pk,
    )
