"""What is new about children: marks by the instant they were put, homework by the instant it was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parta.diary.access import IS_OWN, OWN_TASKS
from parta.lib import sql

from .week import instant


@dataclass(frozen=True, slots=True)
class NewMark:
    pupil_id: int
    at: datetime
    subject: str
    scale: str
    on: date  # of the lesson
    value: int | None
    word: str
    kind: str
    comment: str


MARKS = """
SELECT cell.pupil_id, m.at, s.name, c.scale, l."on", m.value, m.word, m.comment, own.name, k.name,
  (SELECT name FROM journal_workkind WHERE is_default)
FROM journal_cell cell
JOIN journal_mark m ON m.cell_id = cell.id
JOIN timetable_lesson l ON l.id = cell.lesson_id
JOIN school_course c ON c.id = l.course_id
JOIN school_subject s ON s.id = c.subject_id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
LEFT JOIN journal_workkind k ON k.id = r.work_kind_id
LEFT JOIN journal_workkind own ON own.id = m.work_kind_id
WHERE cell.pupil_id IN ({pupils}) AND m.at >= %s AND m.at < %s"""


def new_marks(pupil_ids: Sequence[int], since: datetime, until: datetime) -> list[NewMark]:
    """Marks put between the instants. One query."""
    statement = MARKS.format(pupils=sql.places(len(pupil_ids)))
    return [
        NewMark(pupil, instant(at), subject, scale, on, value, word, own or column or default or "отметка", comment)
        for pupil, at, subject, scale, on, value, word, comment, own, column, default in sql.rows(
            statement, [*pupil_ids, sql.instant_in(since), sql.instant_in(until)]
        )
    ]


@dataclass(frozen=True, slots=True)
class NewTask:
    pupil_id: int
    at: datetime
    subject: str
    due_on: date
    text: str


TASKS = f"""
SELECT DISTINCT gm.pupil_id, h.id, h.at, s.name, h.due_on, h.text
{OWN_TASKS}
WHERE gm.pupil_id IN ({{pupils}}) AND h.at >= %s AND h.at < %s AND {IS_OWN}"""


def new_tasks(pupil_ids: Sequence[int], since: datetime, until: datetime) -> list[NewTask]:
    """Homework given between the instants. One query."""
    statement = TASKS.format(pupils=sql.places(len(pupil_ids)))
    return [
        NewTask(pupil, instant(at), subject, due_on, text)
        for pupil, _, at, subject, due_on, text in sql.rows(
            statement, [*pupil_ids, sql.instant_in(since), sql.instant_in(until)]
        )
    ]
