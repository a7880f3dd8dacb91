"""Homework of lessons: the tasks with their files, the lessons they may be due on, and how full an evening is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.journal.access import CourseHead
from parta.journal.models import Homework, HomeworkFile
from parta.journal.rules.homework import DayLoad, day_load, sums
from parta.lib import sql
from parta.lib.alphabet import by_name
from parta.school.models import Enrolment, GroupMembership, Pupil
from parta.timetable.models import Lesson

CHOICES = 12  # lessons ahead a task may be due on


@dataclass(frozen=True, slots=True)
class FileLine:
    id: int
    name: str
    url: str  # of a link; "" of a file
    size: int | None  # bytes

    @property
    def is_link(self) -> bool:
        return bool(self.url)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as lists print it."""

    id: int
    lesson_id: int
    text: str
    due_on: date
    off_on: date | None  # the cancelled lesson it was due at; it is due at the next one instead
    minutes: int | None
    for_whom: tuple[str, ...]  # names; empty: for everybody
    files: tuple[FileLine, ...]


def tasks_of(lessons: Collection[int]) -> dict[int, list[TaskLine]]:
    """Tasks by the lesson they were given at. Three queries, or none without lessons."""
    if not lessons:
        return {}
    rows = list(
        Homework.objects.filter(lesson_id__in=lessons, removed_at=None)
        .order_by("id")
        .values_list("pk", "lesson_id", "text", "due_on", "due_lesson__on", "due_lesson__state", "minutes")
    )
    files = files_of([row[0] for row in rows])
    names = _names_of([row[0] for row in rows])
    found: dict[int, list[TaskLine]] = defaultdict(list)
    for pk, lesson, text, due_on, due_at, state, minutes in rows:
        off_on = due_at if state == Lesson.State.CANCELLED else None
        whom, added = tuple(names[pk]), tuple(files[pk])
        found[lesson].append(TaskLine(pk, lesson, text, due_on, off_on, minutes, whom, added))
    return dict(found)


def files_of(tasks: Collection[int]) -> dict[int, list[FileLine]]:
    """Files and links by task. One query."""
    found: dict[int, list[FileLine]] = defaultdict(list)
    rows = HomeworkFile.objects.filter(homework_id__in=tasks, removed_at=None).order_by("id")
    for task, pk, name, url, size in rows.values_list("homework_id", "pk", "name", "url", "size"):
        found[task].append(FileLine(pk, name, url, size))
    return found


def _names_of(tasks: Collection[int]) -> dict[int, list[str]]:
    """Whom each individual task is for. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Homework.pupils.through.objects.filter(homework_id__in=tasks, homework__is_individual=True)
    for task, last, first in rows.order_by(*by_name("pupil__"), "pupil_id").values_list(
        "homework_id", "pupil__last_name", "pupil__first_name"
    ):
        found[task].append(f"{last} {first}")
    return found


# The first lesson held at or after the place of the one the task is due at, and after the one it was given at.
# Most tasks are due on their lesson's own day and are passed over at once.
DUE = """
SELECT h.id, h.due_on, COALESCE((
    SELECT MIN(n."on") FROM timetable_lesson n
    WHERE n.course_id = due.course_id AND n.state = 'planned'
      AND (n."on" > given."on" OR n."on" = given."on" AND COALESCE(n.slot, 99) > COALESCE(given.slot, 99))
      AND (n."on" > due."on" OR n."on" = due."on" AND COALESCE(n.slot, 99) >= COALESCE(due.slot, 99))
  ), due."on")
FROM journal_homework h
JOIN timetable_lesson due ON due.id = h.due_lesson_id
JOIN timetable_lesson given ON given.id = h.lesson_id
WHERE h.removed_at IS NULL AND (due.state <> 'planned' OR due."on" <> h.due_on OR due."on" < given."on")"""


def due_days(courses: Collection[int] | None) -> dict[int, date]:
    """Right days, by key, of the tasks of the courses (None: all) that stand on another day. One query.

    A task is due on the day of its lesson; when that was cancelled, on the day of the course's next one; when there is
    no next one, on the day of the cancelled.
    """
    which = "" if courses is None else f" AND due.course_id IN ({sql.places(len(courses))})"
    found = sql.rows(DUE + which, [*(courses or ())])
    return {pk: on for pk, stored, right in found if (on := sql.day(right)) and on != sql.day(stored)}


def lessons_after(course: CourseHead, on: date, slot: int | None) -> list[Lesson]:
    """The course's next lessons, nearest first: what a task may be due on. One query."""
    later = Q(on__gt=on) | Q(on=on, slot__gt=slot) if slot is not None else Q(on__gt=on)
    lessons = Lesson.objects.filter(later, course=course.pk, state=Lesson.State.PLANNED)
    return list(lessons.order_by("on", "slot", "starts_at", "id")[:CHOICES])


def pupils_on(course: CourseHead, on: date) -> list[Pupil]:
    """The pupils of the group on the day, by name. One query."""
    here = Q(memberships__to_on=None) | Q(memberships__to_on__gte=on)
    return list(Pupil.objects.filter(here, memberships__group=course.group_id, memberships__from_on__lte=on).distinct())


def evening(course: CourseHead, due_on: date, minutes: int | None, *, pupil_ids: Collection[int] = (),
            without: int | None = None) -> DayLoad | None:  # fmt: skip
    """How full the evening before `due_on` gets with a task of so many minutes, over all subjects of its pupils.

    `pupil_ids` are those an individual task is for; `without` is the task being changed. Four queries.
    """
    members = {pupil.pk for pupil in pupils_on(course, due_on)}
    asked = members & set(pupil_ids) if pupil_ids else members
    if not asked or not minutes:
        return None
    levels = dict(
        Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=due_on), pupil_id__in=asked, from_on__lte=due_on)
        .values_list("pupil_id", "school_class__level")
    )  # fmt: skip
    given = sums(_minutes_given(asked, due_on, without))
    return day_load(given, levels, added=dict.fromkeys(asked, minutes))


def _minutes_given(pupils: Collection[int], due_on: date, without: int | None) -> list[tuple[int, int]]:
    """(pupil, minutes) of every task due on the day in the groups of these pupils."""
    tasks = Homework.objects.filter(due_on=due_on, removed_at=None, minutes__gt=0).exclude(pk=without or 0)
    here = Q(to_on=None) | Q(to_on__gte=due_on)
    groups = GroupMembership.objects.filter(here, pupil_id__in=pupils, from_on__lte=due_on)
    by_group: dict[int, list[int]] = defaultdict(list)
    for group, pupil in groups.values_list("group_id", "pupil_id"):
        by_group[group].append(pupil)
    for_all = tasks.filter(is_individual=False, lesson__course__group_id__in=by_group)
    for_some = tasks.filter(is_individual=True, pupils__in=pupils).values_list("pupils", "minutes")
    return [
        (pupil, minutes or 0)
        for group, minutes in for_all.values_list("lesson__course__group_id", "minutes")
        for pupil in by_group[group]
    ] + [(pupil, minutes or 0) for pupil, minutes in for_some]
