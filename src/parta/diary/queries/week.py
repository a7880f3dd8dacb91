"""What hangs on the days of a diary beside lessons: homework, remarks, who has read the week."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from parta.diary.access import IS_OWN, OWN_TASKS
from parta.lib import sql
from parta.timetable.queries.lessons import short_name_of


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A file, or a link when `url` is not empty."""

    id: int
    name: str
    url: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """Homework of the pupil. `due_lesson_id` is None where it is due on a day, not at a lesson."""

    id: int
    text: str
    minutes: int | None
    is_individual: bool
    due_on: date
    due_lesson_id: int | None
    course_id: int
    subject: str
    is_done: bool
    files: list[TaskFile] = field(default_factory=list)


TASKS = f"""
SELECT h.id, h.text, h.minutes, h.is_individual, h.due_on, h.due_lesson_id, l.course_id, s.name, done.id,
  f.id, f.name, f.url, f.size
{OWN_TASKS}
LEFT JOIN journal_homeworkdone done ON done.homework_id = h.id AND done.pupil_id = gm.pupil_id
LEFT JOIN journal_homeworkfile f ON f.homework_id = h.id AND f.removed_at IS NULL
WHERE gm.pupil_id = %s AND {IS_OWN} AND """


def tasks_of(pupil_id: int, from_on: date, to_on: date) -> list[Task]:
    """Homework of the pupil due between the days. One query: a row is a task with one of its files."""
    due = "COALESCE(h.due_on, h.due_on) BETWEEN %s AND %s"  # see queries.marks.MARKS
    found: dict[int, Task] = {}
    for row in sql.rows(f"{TASKS}{due} ORDER BY h.id, f.id", [pupil_id, from_on, to_on]):
        pk, text, minutes, is_individual, due_on, due_lesson, course, subject, tick, file, name, url, size = row
        task = found.get(pk)
        if task is None:
            task = found[pk] = Task(
                pk, text, minutes, bool(is_individual), due_on, due_lesson, course, subject, is_done=tick is not None
            )
        if file is not None:
            task.files.append(TaskFile(file, name, url, size))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Note:
    """A remark or a praise."""

    pupil_id: int
    on: date
    at: datetime
    kind: str
    text: str
    lesson_id: int | None
    subject: str
    author: str

    @property
    def is_praise(self) -> bool:
        return self.kind == "praise"


NOTES = """
SELECT n.pupil_id, n."on", n.at, n.kind, n.text, n.lesson_id, s.name, u.last_name, u.first_name, u.patronymic
FROM journal_remark n
JOIN accounts_user u ON u.id = n.author_id
LEFT JOIN timetable_lesson l ON l.id = n.lesson_id
LEFT JOIN school_course c ON c.id = l.course_id
LEFT JOIN school_subject s ON s.id = c.subject_id
WHERE n.pupil_id IN ({pupils}) AND n."on" BETWEEN %s AND %s AND n.removed_at IS NULL
  AND (n.pupil_sees OR n.pupil_id NOT IN ({own}))
ORDER BY n."on" DESC, n.id DESC"""


def notes_of(pupil_ids: Collection[int], from_on: date, to_on: date, *, own: Collection[int] = ()) -> list[Note]:
    """Remarks and praises between the days, the latest first. One query.

    `own` are the pupils among them who read themselves: they see only what the teacher lets them see.
    """
    keys = own or [0]
    statement = NOTES.format(pupils=sql.places(len(pupil_ids)), own=sql.places(len(keys)))
    return [
        Note(pupil, on, instant(at), kind, text, lesson, subject or "", short_name_of(last, first, patronymic))
        for pupil, on, at, kind, text, lesson, subject, last, first, patronymic in sql.rows(
            statement, [*pupil_ids, from_on, to_on, *keys]
        )
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """«Ознакомлен»: whose and when."""

    user_id: int
    name: str
    at: datetime


READINGS = """
SELECT u.id, u.last_name, u.first_name, u.patronymic, w.at
FROM journal_weekread w JOIN accounts_user u ON u.id = w.user_id
WHERE w.pupil_id = %s AND w.week_on = %s ORDER BY w.at, w.id"""


def readings_of(pupil_id: int, monday: date) -> list[Reading]:
    """Who has marked the week as read, the first first. One query."""
    return [
        Reading(user, short_name_of(last, first, patronymic), instant(at))
        for user, last, first, patronymic, at in sql.rows(READINGS, [pupil_id, monday])
    ]


def instant(at: datetime | str) -> datetime:
    known = sql.instant(at)
    if known is None:  # the column is never null
        raise ValueError(at)
    return known
