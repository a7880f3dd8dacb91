"""What earlier imports of a timetable left for the next one."""

from parta.school.models import ImportBatch
from parta.school.queries.imports import last_batches

from .choices import Choices, from_json


def last_import() -> ImportBatch | None:
    """The last import that still stands: the only one that may be taken back. `undo` is not loaded."""
    return last_batches([ImportBatch.Kind.TIMETABLE]).get(ImportBatch.Kind.TIMETABLE)


def remembered_choices() -> Choices:
    """The choices of the last import, so that the same file asks for nothing twice."""
    last = last_import()
    return from_json(last.summary.get("choices", {})) if last else Choices()
