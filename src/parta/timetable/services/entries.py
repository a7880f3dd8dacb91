"""Lines of the weekly timetable. Each change makes the lessons of its course anew from its day on."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.school.models import Course, Room, SchoolYear
from parta.ui.templatetags.ui import day

from ..models import TimetableEntry, Weeks
from ..queries.bells import bell_book
from ..queries.busy import groups_by_key, meeting_of_entry, pattern_of, say, weekly_meetings
from ..queries.calendar import Calendar
from ..rules import Kind, clashes, patterns_meet
from ..words import entry_words
from .lessons import Made, make_lessons
from .refusals import Clashing, lock_year, refuse_closed

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EntryValues:
    """What a line says. Either `slot` or both times; the times of a line with a number are its own, past the bells."""

    course: Course
    weekday: int
    slot: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    room: Room | None = None
    weeks: str = Weeks.EVERY.value


@dataclass(frozen=True, slots=True)
class Placed:
    """The line as it stands (None when it is gone) and what became of the lessons."""

    entry: TimetableEntry | None
    lessons: Made


@transaction.atomic
def add_entry(
    values: EntryValues,
    *,
    by: User | None,
    from_on: date | None = None,
    to_on: date | None = None,
    despite_clashes: bool = False,
    makes_lessons: bool = True,
) -> Placed:
    """Add a line valid on these days (from today, or the year's first day before it, to the year's last).

    Raises ValidationError for what can't be, Clashing for what may be overruled. With `makes_lessons` false the
    caller makes the lessons of many lines at once (`make_lessons`).
    """
    calendar = lock_year(values.course)
    entry = entry_of(values, from_on or first_day(calendar.year), to_on or calendar.year.ends_on)
    check(entry, calendar, despite_clashes=despite_clashes)
    entry.save()
    record("timetable.add_entry", by=by, target=("entry", entry.pk), label=entry_words(entry), after=told(entry))
    return Placed(entry, remade({values.course.pk}, entry.valid_from, calendar, by) if makes_lessons else Made())


@transaction.atomic
def change_entry(
    entry: TimetableEntry,
    values: EntryValues,
    *,
    by: User | None,
    from_on: date | None = None,
    to_on: date | None = None,
    despite_clashes: bool = False,
) -> Placed:
    """Let the line be another from this day on (today when None; never before its own first day).

    The old line ends the day before and stays in the history of the timetable; when the change reaches back to its
    first day, the new line stands in its place. Raises as `add_entry`.
    """
    calendar = lock_year(entry.course)
    start = max(from_on or first_day(calendar.year), entry.valid_from)
    if start > entry.valid_to:
        raise ValidationError({"from_on": f"Строка действует только по {day(entry.valid_to)}."})
    new = entry_of(values, start, to_on or entry.valid_to)
    check(new, calendar, despite_clashes=despite_clashes, instead_of=entry)
    before = told(entry)
    new.save()
    never_began = cut(entry, start)
    made = remade({entry.course_id, values.course.pk}, start, calendar, by)
    if never_began:
        entry.delete()
    record(
        "timetable.change_entry",
        by=by,
        target=("entry", new.pk),
        label=entry_words(new),
        before=before,
        after=told(new),
    )
    return Placed(new, made)


@transaction.atomic
def remove_entry(entry: TimetableEntry, *, by: User | None, from_on: date | None = None) -> Placed:
    """End the line the day before this one (today when None); a line that never began goes altogether.

    Lessons something is written on stay as they are. Raises ValidationError in a closed period.
    """
    calendar = lock_year(entry.course)
    start = max(from_on or first_day(calendar.year), entry.valid_from)
    if start > entry.valid_to:
        raise ValidationError(f"Строка и так действует только по {day(entry.valid_to)}.")
    refuse_closed(calendar, start, entry.course.scheme_id)
    before, label = told(entry), entry_words(entry)
    never_began = cut(entry, start)
    made = remade({entry.course_id}, start, calendar, by)
    after = None if never_began else told(entry)
    record("timetable.remove_entry", by=by, target=("entry", entry.pk), label=label, before=before, after=after)
    if never_began:
        entry.delete()
    return Placed(None if never_began else entry, made)


def first_day(year: SchoolYear) -> date:
    """The day a change counts from when none is named: today, or the year's first day while it has not come."""
    return max(timezone.localdate(), year.starts_on)


def entry_of(values: EntryValues, from_on: date, to_on: date) -> TimetableEntry:
    return TimetableEntry(
        course=values.course,
        weekday=values.weekday,
        slot=values.slot,
        starts_at=values.starts_at,
        ends_at=values.ends_at,
        room=values.room,
        weeks=values.weeks,
        valid_from=from_on,
        valid_to=to_on,
    )


def check(
    entry: TimetableEntry, calendar: Calendar, *, despite_clashes: bool, instead_of: TimetableEntry | None = None
) -> None:
    year = calendar.year
    if not year.starts_on <= entry.valid_from <= year.ends_on:
        raise ValidationError({"from_on": f"Учебный год идёт с {day(year.starts_on)} по {day(year.ends_on)}."})
    if not entry.valid_from <= entry.valid_to <= year.ends_on:
        raise ValidationError({"to_on": f"Последний день: с {day(entry.valid_from)} по {day(year.ends_on)}."})
    if entry.slot is None and not (entry.starts_at and entry.ends_at):
        raise ValidationError({"slot": "Укажите номер урока или время начала и конца."})
    if entry.starts_at and entry.ends_at and entry.ends_at <= entry.starts_at:
        raise ValidationError({"ends_at": "Конец раньше начала."})
    if not entry.course.is_active:
        raise ValidationError({"course": "Этот курс уже не ведётся."})
    refuse_closed(calendar, entry.valid_from, entry.course.scheme_id)
    refuse_clashes(entry, despite_clashes=despite_clashes, instead_of=instead_of)


def refuse_clashes(entry: TimetableEntry, *, despite_clashes: bool, instead_of: TimetableEntry | None) -> None:
    pattern = pattern_of(entry)
    lines = weekly_meetings(from_on=entry.valid_from, weekday=entry.weekday)
    others = [
        meeting
        for other, meeting in lines
        if patterns_meet(pattern, other) and (instead_of is None or meeting.key != instead_of.pk)
    ]
    group = groups_by_key(on=entry.valid_from, keys=[entry.course.group_id])[entry.course.group_id]
    found = clashes(meeting_of_entry(entry, group, bell_book()), others)
    if any(clash.kind == Kind.DOUBLE for clash in found):
        raise ValidationError(say(clash for clash in found if clash.kind == Kind.DOUBLE))
    if found and not despite_clashes:
        raise Clashing(say(found))


def cut(entry: TimetableEntry, start: date) -> bool:
    """End the line the day before `start`. Tell whether it began only then: set aside, it goes after its lessons."""
    never_began = entry.valid_from >= start
    entry.valid_to = start - DAY
    entry.valid_from = min(entry.valid_from, entry.valid_to)
    entry.save(update_fields=["valid_from", "valid_to"])
    return never_began


def remade(courses: set[int], start: date, calendar: Calendar, by: User | None) -> Made:
    return make_lessons(from_on=start, to_on=calendar.year.ends_on, by=by, courses=courses, remove_from=start)


def told(entry: TimetableEntry) -> dict[str, Any]:
    """The line as the history keeps it."""
    return {
        "line": entry_words(entry),
        "room": entry.room.name if entry.room else "",
        "from": entry.valid_from.isoformat(),
        "to": entry.valid_to.isoformat(),
    }
