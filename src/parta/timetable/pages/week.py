"""A week of a class, a teacher or a room: rows of lessons' numbers × columns of days."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from parta.school.models import Employee, Room, SchoolClass, SchoolYear
from parta.ui.templatetags.ui import day as words_of

from ..queries.bells import BellBook, bell_book, special_days
from ..queries.calendar import holidays_of
from ..queries.lessons import LessonLine, lessons_between
from ..rules import ALL_LEVELS, DaysOff, is_day_off, is_odd_week

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WORKING_DAYS = 5
LAST = 99  # a lesson without a number stands after those of the same start
Hour = tuple[int | None, int | None, time | None]  # bells, number, time of a lesson without a number


@dataclass(frozen=True, slots=True)
class DayHead:
    """A column. `note` is the holiday or the special bells of the day, or nothing."""

    on: date
    note: str
    is_free: bool
    is_today: bool
    is_selected: bool
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A lesson in its cell; `own_time` when it differs from the row's (shortened day)."""

    line: LessonLine
    own_time: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One hour of the days; times are None where no bell tells them."""

    label: str
    starts_at: time | None
    ends_at: time | None
    cells: list[tuple[DayHead, list[Told]]]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """`kind` is class, teacher or room: a cell leaves out what the page is about."""

    kind: str
    pk: int
    title: str
    monday: date
    sunday: date
    week: str  # «нечётная неделя», or nothing outside the year
    days: list[DayHead]
    rows: list[Row] = field(default_factory=list)
    is_this_week: bool = False

    @property
    def previous(self) -> date:
        return self.monday - WEEK

    @property
    def following(self) -> date:
        return self.monday + WEEK

    @property
    def span(self) -> str:
        """«23–29 ноября», «30 ноября – 6 декабря»."""
        if self.monday.month == self.sunday.month:
            return f"{self.monday.day}–{words_of(self.sunday)}"
        return f"{words_of(self.monday)} – {words_of(self.sunday)}"

    @property
    def holiday(self) -> str:
        """The name of the holidays that take the whole week, or nothing."""
        return self.days[0].note if all(day.is_free for day in self.days) else ""

    @property
    def selected(self) -> DayHead:
        return next(day for day in self.days if day.is_selected)


@dataclass(frozen=True, slots=True)
class When:
    """The week asked for, the day of it to open on a phone (None: the best), and what day it is."""

    monday: date
    day: date | None
    today: date

    @property
    def sunday(self) -> date:
        return self.monday + 6 * DAY


def class_week(school_class: SchoolClass, when: When) -> WeekPage:
    lines = lessons_between(when.monday, when.sunday, class_ids=[school_class.pk])
    page = ("class", school_class.pk, school_class.name)
    return week_page(page, lines, when, levels=frozenset([school_class.level]), class_id=school_class.pk)


def teacher_week(teacher: Employee, when: When) -> WeekPage:
    lines = lessons_between(when.monday, when.sunday, teacher_ids=[teacher.pk])
    return week_page(("teacher", teacher.pk, teacher.full_name), lines, when, levels=ALL_LEVELS)


def room_week(room: Room, when: When) -> WeekPage:
    lines = lessons_between(when.monday, when.sunday, room_ids=[room.pk])
    name = f"Кабинет {room.name}" if room.name[:1].isdigit() else room.name
    return week_page(("room", room.pk, name), lines, when, levels=ALL_LEVELS)


def week_page(
    page: tuple[str, int, str],
    lines: list[LessonLine],
    when: When,
    *,
    levels: frozenset[int],
    class_id: int | None = None,
) -> WeekPage:
    """A class has one row a number, by its own bells; a teacher of two shifts has a row for each shift's."""
    monday, sunday = when.monday, when.sunday
    year = SchoolYear.objects.filter(starts_on__lte=sunday, ends_on__gte=monday).first()
    days = heads(lines, when, levels=levels, holidays=holidays_of(year, monday, sunday) if year else [])
    book = bell_book()
    own = book.usual([class_id]) if class_id else None
    parity = ("нечётная" if is_odd_week(monday, first_on=year.starts_on) else "чётная") if year else ""
    return WeekPage(
        *page,
        monday=monday,
        sunday=sunday,
        week=f"{parity} неделя" if parity else "",
        days=days,
        rows=rows_of(lines, days, book, (lambda line: own) if class_id else (lambda line: line.bells)),
        is_this_week=monday <= when.today <= sunday,
    )


def heads(lines: list[LessonLine], when: When, *, levels: frozenset[int], holidays: list[DaysOff]) -> list[DayHead]:
    """Monday to Friday, and the days after that have lessons."""
    counts = Counter(line.on for line in lines)
    special = special_days(when.monday, when.sunday)
    week = [when.monday + n * DAY for n in range(7)]
    days = [on for number, on in enumerate(week) if counts[on] or number < WORKING_DAYS]
    chosen = next((on for on in (when.day, when.today) if on in days), None)
    chosen = chosen or next((on for on in days if counts[on]), days[0])
    made = []
    for on in days:
        is_free = is_day_off(on, levels=levels, holidays=holidays)
        name = next((h.name for h in holidays if h.starts_on <= on <= h.ends_on), "") if is_free else ""
        made.append(DayHead(on, name or special.get(on, ""), is_free, on == when.today, on == chosen, counts[on]))
    return made


def rows_of(
    lines: list[LessonLine], days: list[DayHead], book: BellBook, shift: Callable[[LessonLine], int | None]
) -> list[Row]:
    """Rows in order of their usual time, with the empty hours between the first and the last of each shift."""
    hours: dict[Hour, list[LessonLine]] = {}
    for line in lines:
        hours.setdefault(hour_of(line, shift(line)), []).append(line)
    for bells in {key[0] for key in hours}:
        slots = [slot for key, slot, _ in hours if key == bells and slot is not None]
        for slot in range(min(slots, default=0), max(slots, default=0)):
            hours.setdefault((bells, slot, None), [])
    spans = {key: book.span(key[1], key[0]) or common_span(of) for key, of in hours.items()}
    ordered = sorted(hours, key=lambda key: (spans[key][0] or time.max, key[1] if key[1] is not None else LAST))
    return [row_of(key, spans[key], hours[key], days) for key in ordered]


def hour_of(line: LessonLine, bells: int | None) -> Hour:
    return (bells, line.slot, None) if line.slot is not None else (None, None, line.starts_at)


def common_span(lines: list[LessonLine]) -> tuple[time | None, time | None]:
    """The time most lessons of an hour have, where no bell rings for it."""
    spans = Counter((line.starts_at, line.ends_at) for line in lines if line.starts_at)
    return spans.most_common(1)[0][0] if spans else (None, None)


def row_of(key: Hour, span: tuple[time | None, time | None], lines: list[LessonLine], days: list[DayHead]) -> Row:
    cells = [
        (day, [Told(line, (line.starts_at, line.ends_at) != span) for line in lines if line.on == day.on])
        for day in days
    ]
    return Row(str(key[1]) if key[1] is not None else "", *span, cells)
