"""When a lesson begins and ends: the bells of its class on its day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from parta.school.models import Course, StudyGroup

from ..models import Bell, ClassBells, DayBells, Lesson

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class BellBook:
    """The bells of all classes on the days of a span, looked up without further queries."""

    default: int | None
    of_class: dict[int, int]
    of_day: dict[tuple[date, int | None], int]
    spans: dict[tuple[int, int], Span]

    def usual(self, class_ids: Iterable[int]) -> int | None:
        """The schedule these classes follow on an ordinary day; the default when they follow different ones."""
        schedules = {self.of_class.get(key, self.default) for key in class_ids}
        return schedules.pop() if len(schedules) == 1 else self.default

    def of(self, class_ids: Iterable[int], on: date) -> int | None:
        """The schedule of the day: that in place of the classes' own, that of the whole school, or the usual."""
        usual = self.usual(class_ids)
        return self.of_day.get((on, usual)) or self.of_day.get((on, None)) or usual

    def span(self, slot: int | None, schedule: int | None) -> Span | None:
        return None if slot is None or schedule is None else self.spans.get((schedule, slot))


def bell_book(from_on: date | None = None, to_on: date | None = None) -> BellBook:
    """Read all bells, and those of single days in the span (of no day without one). Three queries."""
    default: int | None = None
    spans = {}
    rows = Bell.objects.values_list("schedule_id", "schedule__is_default", "slot", "starts_at", "ends_at")
    for schedule, is_default, slot, starts_at, ends_at in rows:
        spans[schedule, slot] = (starts_at, ends_at)
        default = schedule if is_default else default
    days = DayBells.objects.filter(on__gte=from_on, on__lte=to_on) if from_on and to_on else DayBells.objects.none()
    of_day: dict[tuple[date, int | None], int] = {
        (on, instead_of): key for on, instead_of, key in days.values_list("on", "instead_of", "schedule")
    }
    return BellBook(default, dict(ClassBells.objects.values_list("school_class", "schedule")), of_day, spans)


def special_days(from_on: date, to_on: date) -> dict[date, str]:
    """The names of the bells of days that have their own: «Сокращённый день». One query."""
    found: dict[date, list[str]] = defaultdict(list)
    days = DayBells.objects.filter(on__gte=from_on, on__lte=to_on).order_by("schedule__name")
    for on, name in days.values_list("on", "schedule__name").distinct():
        found[on].append(name)
    return {on: ", ".join(names) for on, names in found.items()}


def classes_of_mixed(group_ids: Iterable[int]) -> dict[int, list[int]]:
    """The classes of mixed groups. One query, none without groups."""
    found: dict[int, list[int]] = defaultdict(list)
    wanted = set(group_ids)
    if wanted:
        for group, school_class in StudyGroup.classes.through.objects.filter(studygroup__in=wanted).values_list(
            "studygroup", "schoolclass"
        ):
            found[group].append(school_class)
    return found


def times_of(lessons: Iterable[Lesson]) -> dict[int, Span]:
    """The start and end of each lesson by its key; a lesson that no bell rings for is left out.

    Own times of the lesson come first, then the day's bells (shortened day), the class's, the default. Five queries.
    """
    known = list(lessons)
    if not known:
        return {}
    courses = Course.objects.filter(pk__in={lesson.course_id for lesson in known})
    homes = {key: (group, home) for key, group, home in courses.values_list("pk", "group", "group__school_class")}
    mixed = classes_of_mixed(group for group, home in homes.values() if home is None)
    book = bell_book(min(lesson.on for lesson in known), max(lesson.on for lesson in known))
    found = {}
    for lesson in known:
        group, home = homes[lesson.course_id]
        schedule = book.of([home] if home else mixed[group], lesson.on)
        span = own_span(lesson.starts_at, lesson.ends_at) or book.span(lesson.slot, schedule)
        if span:
            found[lesson.pk] = span
    return found


def own_span(starts_at: time | None, ends_at: time | None) -> Span | None:
    return (starts_at, ends_at) if starts_at and ends_at else None
