"""Lessons on dates as people read them: what, when, where, with whom, and what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, lru_cache
from typing import Any

from django.db.models import PROTECT, Exists, ForeignKey, OuterRef, Q, QuerySet

from parta.school.models import Employee, GroupMembership, StudyGroup

from ..models import Lesson
from .bells import bell_book, classes_of_mixed, own_span

PLANNED, CANCELLED, MOVED = Lesson.State.PLANNED.value, Lesson.State.CANCELLED.value, Lesson.State.MOVED.value


@dataclass(frozen=True, slots=True)
class Place:
    """A day and a lesson's number in it."""

    on: date
    slot: int | None


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One lesson of a day. Times are None where no bell rings for it; names are «» where nobody or nothing is set."""

    id: int
    course_id: int
    on: date
    slot: int | None
    starts_at: time | None
    ends_at: time | None
    bells: int | None  # the schedule its group usually follows; keeps two shifts apart
    subject_id: int
    subject: str
    subject_short: str
    is_extra: bool
    group_id: int
    group: str
    class_ids: tuple[int, ...]
    is_whole: bool
    room_id: int | None
    room: str
    usual_room: str  # the timetable's room when the lesson's is another, else ""
    teacher_id: int | None
    teacher: str
    substitute_id: int | None
    substitute: str
    state: str  # planned, cancelled, moved
    reason: str
    moved_to: Place | None
    moved_from: Place | None
    is_added: bool  # beside the weekly timetable

    @property
    def takes_place(self) -> bool:
        return self.state == PLANNED

    @property
    def leader(self) -> str:
        """Who gives the lesson: the substitute, or else the teacher of the course."""
        return self.substitute or self.teacher

    @property
    def leader_id(self) -> int | None:
        return self.substitute_id or self.teacher_id

    @property
    def where(self) -> str:
        return where(self.room)

    @property
    def is_changed(self) -> bool:
        other = self.substitute_id or self.moved_from or self.usual_room or self.is_added
        return bool(not self.takes_place or other)


def where(room: str) -> str:
    """«каб. 12», «Спортзал»; nothing where no room is set."""
    return f"каб. {room}" if room[:1].isdigit() else room


def lessons_between(
    from_on: date,
    to_on: date,
    *,
    course_ids: Iterable[int] | None = None,
    teacher_ids: Iterable[int] | None = None,
    group_ids: Iterable[int] | None = None,
    class_ids: Iterable[int] | None = None,
    room_ids: Iterable[int] | None = None,
    lesson_ids: Iterable[int] | None = None,
) -> list[LessonLine]:
    """Lessons from day to day inclusive, in order of time; every list of keys given narrows them.

    A teacher's are those of own courses (given by a substitute too: see `leader_id`) and those given for others;
    a class's are those of its subgroups and mixed groups too. Cancelled lessons and traces of moved ones stay in.
    """
    lessons = base().filter(on__gte=from_on, on__lte=to_on)
    if lesson_ids is not None:
        lessons = lessons.filter(pk__in=list(lesson_ids))
    if course_ids is not None:
        lessons = lessons.filter(course__in=list(course_ids))
    if teacher_ids is not None:
        teachers = list(teacher_ids)
        lessons = lessons.filter(Q(course__teacher__in=teachers) | Q(substitute__in=teachers))
    if group_ids is not None:
        lessons = lessons.filter(course__group__in=list(group_ids))
    if class_ids is not None:
        lessons = lessons.filter(course__group__in=groups_of_classes(class_ids))
    if room_ids is not None:
        lessons = lessons.filter(room__in=list(room_ids))
    return read(lessons, from_on, to_on)


def groups_of_classes(class_ids: Iterable[int]) -> QuerySet[StudyGroup]:
    """Whole groups, subgroups and mixed groups of the classes."""
    classes = list(class_ids)
    mixed = StudyGroup.classes.through.objects.filter(schoolclass__in=classes).values("studygroup")
    return StudyGroup.objects.filter(Q(school_class__in=classes) | Q(pk__in=mixed))


def lessons_of_teacher(employee_id: int, on: date) -> list[LessonLine]:
    """The teacher's day: own lessons, also those another gives (`leader_id` is theirs), and those given for others."""
    return lessons_between(on, on, teacher_ids=[employee_id])


def lessons_of_pupil(pupil_id: int, from_on: date, to_on: date) -> list[LessonLine]:
    """The lessons of the groups the pupil is in on each day."""
    stays: dict[int, list[tuple[date, date | None]]] = {}
    memberships = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=from_on), pupil=pupil_id, from_on__lte=to_on
    )
    for group, first, last in memberships.values_list("group", "from_on", "to_on"):
        stays.setdefault(group, []).append((first, last))
    return [
        line
        for line in lessons_between(from_on, to_on, group_ids=stays)
        if any(first <= line.on and (last is None or line.on <= last) for first, last in stays[line.group_id])
    ]


def week_of_pupil(pupil_id: int, monday: date) -> list[LessonLine]:
    return lessons_of_pupil(pupil_id, monday, sunday(monday))


def week_of_class(class_id: int, monday: date) -> list[LessonLine]:
    return lessons_between(monday, sunday(monday), class_ids=[class_id])


def week_of_teacher(employee_id: int, monday: date) -> list[LessonLine]:
    return lessons_between(monday, sunday(monday), teacher_ids=[employee_id])


def week_of_room(room_id: int, monday: date) -> list[LessonLine]:
    return lessons_between(monday, sunday(monday), room_ids=[room_id])


def sunday(monday: date) -> date:
    return monday + timedelta(days=6)


FIELDS = (
    "pk", "course_id", "on", "slot", "starts_at", "ends_at", "state", "reason", "room_id", "room__name",
    "entry__room_id", "entry__room__name", "substitute_id", "substitute__last_name", "substitute__first_name",
    "substitute__patronymic", "course__teacher_id", "course__teacher__last_name", "course__teacher__first_name",
    "course__teacher__patronymic", "course__subject_id", "course__subject__name", "course__subject__short_name",
    "course__is_extra", "course__group_id", "course__group__name", "course__group__school_class_id",
    "course__group__is_whole", "moved_to__on", "moved_to__slot", "moved_from__on", "moved_from__slot",
    "is_added",
)  # fmt: skip


@cache
def base() -> Any:
    """All lessons as rows of FIELDS. Joining thirty columns takes longer than fetching a week, so it is done once."""
    return Lesson.objects.order_by().values_list(*FIELDS)


def read(lessons: Iterable[tuple[Any, ...]], from_on: date, to_on: date) -> list[LessonLine]:
    """Five queries at most: the lessons, the classes of mixed groups, three for the bells."""
    rows = [dict(zip(FIELDS, row, strict=True)) for row in lessons]
    if not rows:
        return []
    home = "course__group__school_class_id"
    mixed = classes_of_mixed(row["course__group_id"] for row in rows if row[home] is None)
    book = bell_book(from_on, to_on)
    lines = []
    for row in rows:
        class_ids = (row[home],) if row[home] else tuple(mixed[row["course__group_id"]])
        span = own_span(row["starts_at"], row["ends_at"]) or book.span(row["slot"], book.of(class_ids, row["on"]))
        lines.append(line_of(row, class_ids, span or (None, None), book.usual(class_ids)))
    return sorted(lines, key=order)


def order(line: LessonLine) -> tuple[Any, ...]:
    return (line.on, line.starts_at is None, line.starts_at or time.min, line.slot or 0, line.subject, line.group)


def line_of(
    row: dict[str, Any], class_ids: tuple[int, ...], span: tuple[time | None, time | None], bells: int | None
) -> LessonLine:
    changed_room = row["entry__room_id"] is not None and row["entry__room_id"] != row["room_id"]
    return LessonLine(
        id=row["pk"],
        course_id=row["course_id"],
        on=row["on"],
        slot=row["slot"],
        starts_at=span[0],
        ends_at=span[1],
        bells=bells,
        subject_id=row["course__subject_id"],
        subject=row["course__subject__name"],
        subject_short=row["course__subject__short_name"] or row["course__subject__name"],
        is_extra=row["course__is_extra"],
        group_id=row["course__group_id"],
        group=row["course__group__name"],
        class_ids=class_ids,
        is_whole=row["course__group__is_whole"],
        room_id=row["room_id"],
        room=row["room__name"] or "",
        usual_room=row["entry__room__name"] if changed_room else "",
        teacher_id=row["course__teacher_id"],
        teacher=short_name(row, "course__teacher"),
        substitute_id=row["substitute_id"],
        substitute=short_name(row, "substitute"),
        state=row["state"],
        reason=row["reason"],
        moved_to=Place(row["moved_to__on"], row["moved_to__slot"]) if row["moved_to__on"] else None,
        moved_from=Place(row["moved_from__on"], row["moved_from__slot"]) if row["moved_from__on"] else None,
        is_added=row["is_added"],
    )


def short_name(row: dict[str, Any], who: str) -> str:
    names = tuple(row[f"{who}__{part}"] for part in ("last_name", "first_name", "patronymic"))
    return short_name_of(*names) if names[0] else ""


@lru_cache(maxsize=1024)
def short_name_of(last_name: str, first_name: str, patronymic: str) -> str:
    return Employee(last_name=last_name, first_name=first_name, patronymic=patronymic).short_name


def unwritten(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """Of the lessons, those that nothing on the floors above holds on to (no topic, mark, task, remark, request)."""
    for relation in Lesson._meta.related_objects:
        if getattr(relation, "on_delete", None) is PROTECT and isinstance(relation.field, ForeignKey):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            lessons = lessons.filter(~Exists(rows))
    return lessons


def has_records(lesson_id: int) -> bool:
    """Whether a mark, an absence or a lateness stands at the lesson. The journal is named by its fields only."""
    held = Q(cells__marks__isnull=False) | Q(cells__absence__gt="") | Q(cells__late_minutes__isnull=False)
    return Lesson.objects.filter(held, pk=lesson_id).exists()
