"""Lessons on dates, made from the lines of the timetable."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.notices.services import queue
from parta.school.models import Course, SchoolYear, StudyGroup

from ..models import Lesson, TimetableEntry
from ..queries.calendar import Calendar, calendar_of
from ..queries.lessons import unwritten
from ..rules import Pattern, dates_of
from ..signals import lessons_changed
from ..words import lesson_words

Row = TypeVar("Row", bound=Model)
BATCH = 500  # rows a statement; SQLite takes no more than some thousand values at once
Key = tuple[int, date, int | None, time | None]  # course, day, number, and the time of a lesson without a number


@dataclass(frozen=True, slots=True)
class Made:
    """What making lessons did. `kept` are lessons no line asks for, on which something is written already."""

    made: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0


class Standing(NamedTuple):
    """A lesson that is there."""

    pk: int
    course_id: int
    on: date
    slot: int | None
    starts_at: time | None
    state: str
    entry_id: int | None
    room_id: int | None
    usual_room_id: int | None
    is_added: bool  # put on its day by hand
    trace_id: int | None  # it was moved here

    @property
    def key(self) -> Key:
        return key_of(self.course_id, self.on, self.slot, self.starts_at)


@dataclass(slots=True)
class Difference:
    """What has to be done so that the lessons agree with the timetable."""

    missing: list[Lesson] = field(default_factory=list)
    follow: list[Lesson] = field(default_factory=list)
    needless: list[int] = field(default_factory=list)


@transaction.atomic
def make_lessons(
    *,
    from_on: date,
    to_on: date,
    by: User | None,
    courses: Collection[int] | None = None,
    remove_from: date | None = None,
) -> Made:
    """Make the lessons of these days agree with the timetable; doing it twice changes nothing.

    Missing lessons are made on school days of the line's validity and week, inside a period of the course that is
    not closed. A lesson whose line is gone is removed from `remove_from` on (today when None) unless something is
    written on it; earlier ones stay. A lesson that another line asks for now follows that line's room unless its own
    was changed for the day. `courses` are keys of courses; None means all.
    """
    total = Made()
    for year in SchoolYear.objects.select_for_update().filter(starts_on__lte=to_on, ends_on__gte=from_on):
        span = (max(from_on, year.starts_on), min(to_on, year.ends_on))
        made = make_of_year(year, span, courses, remove_from or timezone.localdate())
        total = Made(*(getattr(total, n) + getattr(made, n) for n in Made.__slots__))
    if total.made or total.removed:
        lessons_changed.send(Lesson, courses=courses, by=by)
    if total.made or total.changed or total.removed:
        days = f"{from_on:%d.%m.%Y}–{to_on:%d.%m.%Y}"
        counts = {"made": total.made, "changed": total.changed, "removed": total.removed, "kept": total.kept}
        record("timetable.make_lessons", by=by, label=days, after=counts)
    return total


def make_of_year(year: SchoolYear, span: tuple[date, date], courses: Collection[int] | None, remove_from: date) -> Made:
    calendar = calendar_of(year)
    schemes = dict(narrowed(Course.objects.filter(year=year), courses, "pk").values_list("pk", "scheme"))
    wanted = wanted_lessons(calendar, span, courses, schemes)
    difference = compare(wanted, standing_lessons(year, span, courses), calendar, schemes, remove_from)
    Lesson.objects.bulk_create(difference.missing, batch_size=BATCH)
    Lesson.objects.bulk_update(difference.follow, ["entry", "room"], batch_size=BATCH)
    removed = remove(difference.needless)
    return Made(len(difference.missing), len(difference.follow), removed, len(difference.needless) - removed)


def compare(
    wanted: dict[Key, TimetableEntry],
    standing: Iterable[Standing],
    calendar: Calendar,
    schemes: dict[int, int],
    remove_from: date,
) -> Difference:
    difference, taken = Difference(), set()
    for lesson in standing:
        taken.add(lesson.key)
        entry = wanted.get(lesson.key)
        if entry is not None:
            difference.follow += followed(lesson, entry)
        elif (
            lesson.entry_id is not None
            and lesson.state != Lesson.State.MOVED
            and lesson.on >= remove_from
            and not calendar.is_closed(lesson.on, schemes[lesson.course_id])
        ):
            difference.needless.append(lesson.pk)
    difference.missing = [new_lesson(key, entry) for key, entry in wanted.items() if key not in taken]
    return difference


def followed(lesson: Standing, entry: TimetableEntry) -> Iterator[Lesson]:
    """The lesson tied to its new line, when it hung on another one and was not put or moved here by hand."""
    by_hand = lesson.is_added or lesson.trace_id is not None
    if lesson.entry_id == entry.pk or by_hand or lesson.state == Lesson.State.MOVED:
        return
    own_room = lesson.entry_id is None or lesson.room_id != lesson.usual_room_id
    yield Lesson(pk=lesson.pk, entry_id=entry.pk, room_id=lesson.room_id if own_room else entry.room_id)


def new_lesson(key: Key, entry: TimetableEntry) -> Lesson:
    return Lesson(
        course_id=key[0],
        on=key[1],
        slot=key[2],
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        room_id=entry.room_id,
        entry_id=entry.pk,
    )


def wanted_lessons(
    calendar: Calendar, span: tuple[date, date], courses: Collection[int] | None, schemes: dict[int, int]
) -> dict[Key, TimetableEntry]:
    """Every lesson the timetable asks for in the span, with the line that asks."""
    entries = TimetableEntry.objects.filter(
        valid_from__lte=span[1], valid_to__gte=span[0], course__year=calendar.year, course__is_active=True
    )
    levels = levels_of_courses(calendar.year)
    idle: dict[tuple[date, int, frozenset[int]], bool] = {}

    def is_idle(on: date, *, scheme_id: int, of: frozenset[int]) -> bool:
        day = (on, scheme_id, of)
        if day not in idle:
            idle[day] = calendar.is_off(on, scheme_id=scheme_id, levels=of) or calendar.is_closed(on, scheme_id)
        return idle[day]

    wanted: dict[Key, TimetableEntry] = {}
    for entry in narrowed(entries, courses, "course").order_by("valid_from", "pk"):
        scheme_id, of = schemes[entry.course_id], levels.get(entry.course_id, frozenset())
        pattern = Pattern(entry.weekday, entry.weeks, entry.valid_from, entry.valid_to)
        for on in dates_of(
            pattern,
            from_on=span[0],
            to_on=span[1],
            first_on=calendar.year.starts_on,
            is_off=partial(is_idle, scheme_id=scheme_id, of=of),
        ):
            wanted[key_of(entry.course_id, on, entry.slot, entry.starts_at)] = entry
    return wanted


def key_of(course_id: int, on: date, slot: int | None, starts_at: time | None) -> Key:
    return (course_id, on, slot, starts_at if slot is None else None)


def narrowed(rows: QuerySet[Row], courses: Collection[int] | None, name: str) -> QuerySet[Row]:
    return rows if courses is None else rows.filter(**{f"{name}__in": courses})


def levels_of_courses(year: SchoolYear) -> dict[int, frozenset[int]]:
    """The levels of the classes in each course's group. Two queries."""
    mixed: dict[int, set[int]] = {}
    for group, level in StudyGroup.classes.through.objects.filter(studygroup__year=year).values_list(
        "studygroup", "schoolclass__level"
    ):
        mixed.setdefault(group, set()).add(level)
    rows = Course.objects.filter(year=year).values_list("pk", "group", "group__school_class__level")
    return {key: frozenset([level] if level else mixed.get(group, ())) for key, group, level in rows}


def standing_lessons(year: SchoolYear, span: tuple[date, date], courses: Collection[int] | None) -> Iterator[Standing]:
    lessons = Lesson.objects.filter(on__gte=span[0], on__lte=span[1], course__year=year)
    rows = narrowed(lessons, courses, "course").order_by().values_list(
        "pk", "course_id", "on", "slot", "starts_at", "state", "entry_id", "room_id", "entry__room_id", "is_added",
        "moved_from",
    )  # fmt: skip
    return map(Standing._make, rows)


def remove(keys: list[int]) -> int:
    """Delete the lessons nothing is written on; tell those who were to give them for others. Returns how many."""
    removed = 0
    for start in range(0, len(keys), BATCH):
        free = unwritten(Lesson.objects.filter(pk__in=keys[start : start + BATCH]))
        tell_substitutes(free.filter(substitute__isnull=False, on__gte=timezone.localdate()))
        ids = list(free.values_list("pk", flat=True))
        Lesson.objects.filter(pk__in=ids).delete()
        removed += len(ids)
    return removed


def tell_substitutes(lessons: QuerySet[Lesson]) -> None:
    for lesson in lessons.select_related("course__subject", "course__group", "substitute"):
        if lesson.substitute and lesson.substitute.user_id:
            words = f"Замена снята, изменилось расписание: {lesson_words(lesson)}."
            queue("substitution", words, to=[lesson.substitute.user_id])
