"""The children's today for a parent, and own today for a pupil."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from parta.journal.models import Cell, Homework, HomeworkDone, Mark
from parta.school.models import GroupMembership, Pupil
from parta.school.models.stays import stays_now
from parta.timetable.queries import LessonLine, lessons_between

NEW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TodayLesson:
    line: LessonLine
    absence: str  # letter, «оп», or empty


@dataclass(frozen=True, slots=True)
class NewMark:
    words: str
    level: str
    subject: str
    kind: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    homework_id: int
    subject: str
    text: str
    minutes: int | None
    is_done: bool


@dataclass
class ChildToday:
    pupil: Pupil
    class_name: str = ""
    lessons: list[TodayLesson] = field(default_factory=list)
    marks: list[NewMark] = field(default_factory=list)
    tasks_on: date | None = None
    tasks: list[Task] = field(default_factory=list)


def today_of(pupils: list[Pupil], today: date, now: datetime) -> list[ChildToday]:
    """What concerns each child now. The number of queries does not grow with children or lessons."""
    children = {pupil.pk: ChildToday(pupil) for pupil in pupils}
    classes = (
        stays_now().filter(pupil__in=pupils).values_list("pupil_id", "school_class__level", "school_class__letter")
    )
    for pupil_id, level, letter in classes:
        children[pupil_id].class_name = f"{level}{letter}"
    _add_lessons(children, today)
    _add_marks(children, now)
    _add_tasks(children, today)
    return list(children.values())


def _add_lessons(children: dict[int, ChildToday], today: date) -> None:
    members = _members(children, today)
    lines = [line for line in lessons_between(today, today, group_ids=members) if line.state != "moved"]
    rows = Cell.objects.filter(lesson__in=[line.id for line in lines], pupil__in=children).values_list(
        "lesson_id", "pupil_id", "absence", "late_minutes"
    )
    away = {(lesson, pupil): absence or ("оп" if late is not None else "") for lesson, pupil, absence, late in rows}
    for line in lines:
        for pupil_id in members[line.group_id]:
            children[pupil_id].lessons.append(TodayLesson(line, away.get((line.id, pupil_id), "")))


def _members(children: dict[int, ChildToday], on: date) -> dict[int, list[int]]:
    """Group key → which of the children are in it on the day."""
    members: dict[int, list[int]] = defaultdict(list)
    rows = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=on), pupil__in=children, from_on__lte=on
    ).values_list("group_id", "pupil_id")
    for group_id, pupil_id in rows:
        members[group_id].append(pupil_id)
    return members


def _add_marks(children: dict[int, ChildToday], now: datetime) -> None:
    rows = (
        Mark.objects.filter(cell__pupil__in=children, at__gte=now - NEW)
        .annotate(kind=F("work_kind__name"), column_kind=F("cell__lesson__record__work_kind__name"))
        .order_by("-at", "-pk")
        .values_list(
            "cell__pupil_id", "value", "word", "kind", "column_kind", "cell__lesson__course__subject__name",
            "cell__lesson__on", "at", "cell__lesson__course__scale",
        )
    )  # fmt: skip
    for pupil_id, value, word, kind, column_kind, subject, on, at, scale in rows:
        level = str(value) if scale == "five" and value is not None else "owed" if word == "•" else ""
        children[pupil_id].marks.append(NewMark(word or str(value), level, subject, kind or column_kind or "", on, at))


def _add_tasks(children: dict[int, ChildToday], today: date) -> None:
    """Homework due on each child's next school day."""
    members = _members(children, today)
    named_here = Homework.pupils.through.objects.filter(homework=OuterRef("pk"), pupil__in=children)
    due = (
        Homework.objects.filter(lesson__course__group__in=members, due_on__gt=today, due_on__lte=today + NEW)
        .filter(Q(is_individual=False) | Exists(named_here), removed_at=None)
        .select_related("lesson__course__subject")
        .prefetch_related("pupils")
        .order_by("due_on", "id")
    )  # fmt: skip
    done = set(
        HomeworkDone.objects.filter(pupil__in=children, homework__due_on__gt=today).values_list(
            "homework_id", "pupil_id"
        )
    )
    for task in due:
        named = {pupil.pk for pupil in task.pupils.all()} if task.is_individual else None
        for pupil_id in members[task.lesson.course.group_id]:
            child = children[pupil_id]
            if named is not None and pupil_id not in named:
                continue
            child.tasks_on = child.tasks_on or task.due_on
            if task.due_on == child.tasks_on:
                child.tasks.append(
                    Task(task.pk, task.lesson.course.subject.name, task.text, task.minutes, (task.pk, pupil_id) in done)
                )
