"""Records of lessons as plain values, and who wrote what is there now."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from parta.accounts.models import User
from parta.audit.models import Change
from parta.journal.models import Cell
from parta.journal.rules.ops import StoredRecord
from parta.lib import sql

Authored = tuple[str, str]  # «Орлова Н. В.», «9:05»


RECORD = "SELECT lesson_id, version, work_kind_id, topic FROM journal_lessonrecord"


def stored_records(lessons: Collection[int], *, lock: bool = False) -> dict[int, StoredRecord]:
    """What is stored of the lessons' columns; missing where there is no row. One query."""
    which = f"WHERE lesson_id IN ({sql.places(len(lessons))}) ORDER BY lesson_id" + (sql.for_update() if lock else "")
    rows = sql.rows(f"{RECORD} {which}", list(lessons))
    return {row[0]: StoredRecord(*row) for row in rows}


def authors_of_cells(pairs: set[tuple[int, int]], *, now: datetime) -> dict[tuple[int, int], Authored]:
    """Who changed each cell last, and when. One query, or none."""
    if not pairs:
        return {}
    cells = Cell.objects.filter(
        lesson_id__in={lesson for lesson, _ in pairs}, pupil_id__in={pupil for _, pupil in pairs}
    ).select_related("changed_by")
    return {(cell.lesson_id, cell.pupil_id): _authored(cell.changed_by, cell.changed_at, now) for cell in cells}


def authors_of_records(lessons: set[int], *, now: datetime) -> dict[int, Authored]:
    """Who changed each column last, by the history. One query, or none."""
    if not lessons:
        return {}
    changes = Change.objects.filter(
        target_kind="lesson", target_id__in=lessons, action="journal.set_record"
    ).select_related("by")
    return {change.target_id: _authored(change.by, change.at, now) for change in changes.order_by("pk")}  # type: ignore[misc]


def _authored(by: User | None, at: datetime, now: datetime) -> Authored:
    here = timezone.localtime(at)
    clock = f"{here.hour}:{here.minute:02}"
    words = clock if here.date() == timezone.localdate(now) else f"{here:%d.%m}, {clock}"
    return (by.short_name if by else "", words)
