"""Who and what is taken at an hour: of the weekly timetable, and of a real day."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from parta.school.models import Course, GroupMembership, Room, StudyGroup

from ..models import Lesson, TimetableEntry
from ..rules import Clash, Group, Kind, Meeting, Pattern
from .bells import BellBook, bell_book, own_span

Place = TypeVar("Place")


def groups_by_key(*, on: date, keys: Iterable[int] | None = None) -> dict[int, Group]:
    """Groups of the year that holds the day, with the pupils of those that are not whole classes. Three queries."""
    groups = StudyGroup.objects.filter(year__starts_on__lte=on, year__ends_on__gte=on)
    if keys is not None:
        groups = groups.filter(pk__in=set(keys))
    classes: dict[int, set[int]] = {}
    for group, school_class in StudyGroup.classes.through.objects.filter(studygroup__in=groups).values_list(
        "studygroup", "schoolclass"
    ):
        classes.setdefault(group, set()).add(school_class)
    pupils: dict[int, set[int]] = {}
    members = GroupMembership.objects.filter(Q(to_on=None) | Q(to_on__gte=on), group__in=groups, group__is_whole=False)
    for group, pupil in members.values_list("group", "pupil"):
        pupils.setdefault(group, set()).add(pupil)
    return {
        key: Group(
            key=key,
            class_ids=frozenset(classes.get(key, set()) | ({home} if home else set())),
            is_whole=is_whole,
            pupil_ids=frozenset(pupils.get(key, set())),
        )
        for key, home, is_whole in groups.values_list("pk", "school_class", "is_whole")
    }


def weekly_meetings(*, from_on: date, weekday: int | None = None) -> list[tuple[Pattern, Meeting]]:
    """Lines of courses that go on, in force on the day or later. Seven queries."""
    entries = TimetableEntry.objects.filter(
        valid_to__gte=from_on,
        course__is_active=True,
        course__year__starts_on__lte=from_on,
        course__year__ends_on__gte=from_on,
    )
    if weekday is not None:
        entries = entries.filter(weekday=weekday)
    rows = list(entries.select_related("course"))
    groups = groups_by_key(on=from_on, keys={entry.course.group_id for entry in rows})
    book = bell_book()
    return [(pattern_of(entry), meeting_of_entry(entry, groups[entry.course.group_id], book)) for entry in rows]


def pattern_of(entry: TimetableEntry) -> Pattern:
    return Pattern(entry.weekday, entry.weeks, entry.valid_from, entry.valid_to)


def meeting_of_entry(entry: TimetableEntry, group: Group, book: BellBook) -> Meeting:
    """`entry.course` is read: load it before."""
    span = own_span(entry.starts_at, entry.ends_at) or book.span(entry.slot, book.usual(group.class_ids))
    return Meeting(
        key=entry.pk,
        course_id=entry.course_id,
        group=group,
        teacher_id=entry.course.teacher_id,
        room_id=entry.room_id,
        slot=entry.slot,
        starts_at=span[0] if span else None,
        ends_at=span[1] if span else None,
    )


def day_meetings(on: date, also: Lesson | None = None) -> tuple[list[Meeting], Meeting | None]:
    """Lessons that take place on the day, and `also`, a lesson that is to, as a meeting of that day. Seven queries."""
    lessons = list(Lesson.objects.filter(on=on, state=Lesson.State.PLANNED).select_related("course"))
    extra = [also] if also else []
    groups = groups_by_key(on=on, keys={lesson.course.group_id for lesson in [*lessons, *extra]})
    book = bell_book(on, on)
    meetings = [meeting_of_lesson(lesson, groups[lesson.course.group_id], book) for lesson in [*lessons, *extra]]
    return meetings[: len(lessons)], meetings[-1] if also else None


def meeting_of_lesson(lesson: Lesson, group: Group, book: BellBook) -> Meeting:
    """`lesson.course` is read: load it before."""
    span = own_span(lesson.starts_at, lesson.ends_at) or book.span(lesson.slot, book.of(group.class_ids, lesson.on))
    return Meeting(
        key=lesson.pk,
        course_id=lesson.course_id,
        group=group,
        teacher_id=lesson.substitute_id or lesson.course.teacher_id,
        room_id=lesson.room_id,
        slot=lesson.slot,
        starts_at=span[0] if span else None,
        ends_at=span[1] if span else None,
    )


def say(clashes: Iterable[Clash]) -> list[str]:
    """Clashes in the words of the deputy's room, each once. Two queries."""
    return say_each({None: list(clashes)})[None]


def say_each(clashes: dict[Place, list[Clash]]) -> dict[Place, list[str]]:
    """The same for many places at once, in two queries."""
    met = [clash.other for found in clashes.values() for clash in found]
    courses = named(Course.objects.filter(pk__in={meeting.course_id for meeting in met}))
    rooms = room_names({meeting.room_id for meeting in met})
    return {
        place: list(dict.fromkeys(sentence(clash, courses, rooms) for clash in found))
        for place, found in clashes.items()
    }


def sentence(clash: Clash, courses: dict[int, Course], rooms: dict[int | None, str]) -> str:
    course = courses[clash.other.course_id]
    what = f"{course.group.name}, {course.subject.name}"
    return {
        Kind.DOUBLE: f"Такая строка уже есть: {what}.",
        Kind.TEACHER: f"Учитель занят в это время: {what}.",
        Kind.ROOM: f"Кабинет {rooms.get(clash.other.room_id)} занят: {what}.",
        Kind.PUPILS: f"Ученики заняты: {what}.",
    }[clash.kind]


def room_names(keys: set[int | None]) -> dict[int | None, str]:
    return dict(Room.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))


def named(courses: QuerySet[Course]) -> dict[int, Course]:
    return {course.pk: course for course in courses.select_related("subject", "group")}
