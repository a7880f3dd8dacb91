"""The way back from the last import: lines, lessons, and rows nobody has used since."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.school.models import Course, ImportBatch, SchoolClass, SchoolYear, StudyGroup
from parta.ui.templatetags.ui import count

from ...models import Lesson, TimetableEntry
from ..lessons import make_lessons
from .steps import BATCH, Step, plain

DAY = timedelta(days=1)
CHANGED = "После импорта расписание меняли ({}): отменить его целиком уже нельзя. Загрузите прежний файл."
# In this order rows are taken back: each stands before those it points to.
OURS = ["classbells", "bellschedule"]
MODELS = [
    "classbells",
    "course",
    "groupmembership",
    "studygroup",
    "schoolclass",
    "subject",
    "room",
    "employee",
    "bellschedule",
]


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: User) -> list[str]:
    """Take the last import of a timetable back; return names of new rows that stay, being used since.

    Raises ValidationError: not the last one, lines changed since, or something is written on its lessons.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    year = SchoolYear.objects.select_for_update().get(is_current=True)
    refuse_not_last(batch)
    steps: list[Step] = batch.undo
    from_on = date.fromisoformat(batch.summary["from_on"])
    laid = [row for step in steps if step["do"] == "lay" for row in step["rows"]]
    refuse_changed(laid, steps)
    keys = [row[0] for row in laid]
    touched = set(TimetableEntry.objects.filter(pk__in=keys).values_list("course", flat=True))
    TimetableEntry.objects.filter(pk__in=keys).update(valid_from=from_on - DAY, valid_to=from_on - DAY)
    touched |= restore(steps)
    make_lessons(from_on=from_on, to_on=year.ends_on, by=by, courses=touched, remove_from=from_on)
    refuse_written(keys)
    TimetableEntry.objects.filter(pk__in=keys).delete()
    stay = take_back(steps)
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    record("timetable.undo_import", by=by, target=("importbatch", batch.pk), label=batch.file_name, after=stay or None)
    return stay


def refuse_not_last(batch: ImportBatch) -> None:
    later = ImportBatch.objects.filter(kind=ImportBatch.Kind.TIMETABLE, undone_at=None, pk__gt=batch.pk)
    if batch.kind != ImportBatch.Kind.TIMETABLE or batch.undone_at or later.exists():
        raise ValidationError("Отменить можно только последний импорт расписания.")


def refuse_changed(laid: list[list[Any]], steps: list[Step]) -> None:
    """The lines the import laid and ended must stand as it left them."""
    wanted = {pk: (start, end) for pk, start, end in laid}
    for step in of_entries(steps):
        wanted[step["id"]] = (step["after"]["valid_from"], step["after"]["valid_to"])
    rows = TimetableEntry.objects.filter(pk__in=list(wanted)).values_list("pk", "valid_from", "valid_to")
    standing = {pk: (plain(start), plain(end)) for pk, start, end in rows}
    if standing != wanted:
        number = sum(standing.get(pk) != span for pk, span in wanted.items())
        raise ValidationError(CHANGED.format(count(number, "строка,строки,строк")))


def of_entries(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step["do"] == "change" and step["model"] == "timetableentry"]


def restore(steps: list[Step]) -> set[int]:
    """Give ended lines their days back, put dropped ones in their place; return their courses."""
    ended = TimetableEntry.objects.in_bulk([step["id"] for step in of_entries(steps)])
    for step in of_entries(steps):
        for name, value in step["before"].items():
            setattr(ended[step["id"]], name, date.fromisoformat(value))
    TimetableEntry.objects.bulk_update(ended.values(), ["valid_from", "valid_to"], batch_size=BATCH)
    dropped = [TimetableEntry(**step["values"]) for step in steps if step["do"] == "remove"]
    TimetableEntry.objects.bulk_create(dropped, batch_size=BATCH)
    for step in steps:
        if step["do"] == "change" and step["model"] == "course":
            Course.objects.filter(pk=step["id"], **step["after"]).update(**step["before"])
    return {entry.course_id for entry in [*ended.values(), *dropped]}


def refuse_written(entries: list[int]) -> None:
    """Lessons of the import that were not removed hold something of the journal."""
    written = Lesson.objects.filter(entry__in=entries).count()
    if written:
        lessons = count(written, "уроку,урокам,урокам")
        raise ValidationError(f"По {lessons} нового расписания уже есть записи в журнале: отменить импорт нельзя.")


def take_back(steps: list[Step]) -> list[str]:
    """Delete the rows the import made, but those used since; return the names of these."""
    made: dict[str, list[int]] = {}
    for step in steps:
        if step["do"] == "add":
            made.setdefault(step["model"], []).extend(step["ids"])
    stay: list[str] = []
    for name in MODELS:
        model = apps.get_model("timetable" if name in OURS else "school", name)
        rows = model._default_manager.filter(pk__in=made.get(name, []))
        if model is StudyGroup:
            rows = rows.filter(is_whole=False)  # a whole group goes with its class
            used = rows.filter(memberships__isnull=False).distinct()
            stay += map(str, used)
            rows = rows.exclude(pk__in=list(used.values_list("pk", flat=True)))
        stay += [] if remove_all(rows) else remove_unused(rows)
    return stay


def remove_all(rows: QuerySet[Any]) -> bool:
    """Delete all of them at once; False, with nothing deleted, when something points to one of them."""
    try:
        with transaction.atomic():
            if rows.model is SchoolClass:
                StudyGroup.objects.filter(is_whole=True, school_class__in=rows, memberships=None).delete()
            rows.delete()
    except ProtectedError:
        return False
    return True


def remove_unused(rows: QuerySet[Any]) -> list[str]:
    one_by_one = {row: rows.filter(pk=row.pk) for row in rows}
    return [str(row) for row, alone in one_by_one.items() if not remove_all(alone)]
