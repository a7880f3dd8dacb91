"""What is true at any school: how a year is cut, which days clash, who has marks. No framework, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

# What a person is to the journal; one may be several of them. Code → what a person reads.
ROLES = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "завуч",
    "head": "директор",
    "admin": "администратор журнала",
    "introducer": "ответственный за внедрение",
    "pupil": "ученик",
    "parent": "родитель",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Named days from the first to the last, both counted; levels matter to holidays only."""

    name: str
    starts_on: date
    ends_on: date
    from_level: int = 1
    to_level: int = 11


class Cut(StrEnum):
    """The usual ways to cut a year into periods."""

    QUARTERS = "quarters"
    TRIMESTERS = "trimesters"
    HALVES = "halves"


CUT_WORDS = {Cut.QUARTERS: "четверти", Cut.TRIMESTERS: "триместры", Cut.HALVES: "полугодия"}


def year_name(starts_on: date) -> str:
    """«2026/27»."""
    return f"{starts_on.year}/{(starts_on.year + 1) % 100:02}"


def first_school_day(today: date) -> date:
    """1 September of the school year that goes on today, or of the next one from June on."""
    return date(today.year if today.month >= 6 else today.year - 1, 9, 1)


def day_on_or_after(on: date, weekday: int) -> date:
    """The first Saturday (5), Sunday (6) … not before `on`; Monday is 0."""
    return on + DAY * ((weekday - on.weekday()) % 7)


def usual_holidays(first_year: int) -> list[Span]:
    """Holidays as the Ministry of Education recommends each year: nine days from a Saturday in autumn and in spring,
    New Year to the Sunday after 7 January, a week more in February for class 1; and the state holidays."""
    year, following = first_year, first_year + 1
    autumn = day_on_or_after(date(year, 10, 24), SATURDAY)
    spring = day_on_or_after(date(following, 3, 24), SATURDAY)
    extra = day_on_or_after(date(following, 2, 10), SATURDAY)
    return [
        Span("Осенние каникулы", autumn, autumn + DAY * 8),
        Span("День народного единства", date(year, 11, 4), date(year, 11, 4)),
        Span("Зимние каникулы", date(year, 12, 31), day_on_or_after(date(following, 1, 8), SUNDAY)),
        Span("Дополнительные каникулы", extra, extra + DAY * 8, to_level=1),
        Span("День защитника Отечества", date(following, 2, 23), date(following, 2, 23)),
        Span("Международный женский день", date(following, 3, 8), date(following, 3, 8)),
        Span("Весенние каникулы", spring, spring + DAY * 8),
        Span("Праздник Весны и Труда", date(following, 5, 1), date(following, 5, 1)),
        Span("День Победы", date(following, 5, 9), date(following, 5, 9)),
        Span("Летние каникулы", date(following, 5, 27), date(following, 8, 31)),
    ]


def usual_periods(cut: Cut, first_year: int) -> list[Span]:
    """Periods that fit the usual holidays; lessons end on 26 May."""
    autumn, winter, spring = (
        next(span for span in usual_holidays(first_year) if span.name.startswith(season))
        for season in ("Осенние", "Зимние", "Весенние")
    )
    start, end = date(first_year, 9, 1), date(first_year + 1, 5, 26)
    if cut is Cut.QUARTERS:
        return [
            Span("I четверть", start, autumn.starts_on - DAY),
            Span("II четверть", autumn.ends_on + DAY, winter.starts_on - DAY),
            Span("III четверть", winter.ends_on + DAY, spring.starts_on - DAY),
            Span("IV четверть", spring.ends_on + DAY, end),
        ]
    if cut is Cut.TRIMESTERS:
        second, third = date(first_year, 12, 1), date(first_year + 1, 3, 1)
        return [
            Span("I триместр", start, second - DAY),
            Span("II триместр", second, third - DAY),
            Span("III триместр", third, end),
        ]
    return [
        Span("I полугодие", start, winter.starts_on - DAY),
        Span("II полугодие", winter.ends_on + DAY, end),
    ]


def wrong_periods(spans: Sequence[Span], *, year: Span) -> list[str]:
    """Say in Russian what is wrong with the periods of one scheme, in their order; an empty list when all is well."""
    wrong = []
    for number, span in enumerate(spans):
        if span.ends_on < span.starts_on:
            wrong.append(f"{span.name}: конец {span.ends_on:%d.%m.%Y} раньше начала {span.starts_on:%d.%m.%Y}.")
        elif span.starts_on < year.starts_on or span.ends_on > year.ends_on:
            limits = f"{year.starts_on:%d.%m.%Y}–{year.ends_on:%d.%m.%Y}"
            wrong.append(f"{span.name} выходит за учебный год {year.name} ({limits}).")
        if number and span.starts_on <= spans[number - 1].ends_on:
            before = spans[number - 1]
            wrong.append(
                f"{span.name} начинается {span.starts_on:%d.%m.%Y}, "
                f"а {before.name} ещё идёт до {before.ends_on:%d.%m.%Y}."
            )
    return wrong


def gaps(first: date, last: date, spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Runs of days from `first` to `last` that are in none of the spans (first and last day of each)."""
    found, free = [], first
    for start, end in sorted(spans):
        if start > free:
            found.append((free, start - DAY))
        free = max(free, end + DAY)
    return [*found, (free, last)] if free <= last else found


def group_stem(name: str) -> str:
    """«7Б англ. 1» → «7Б англ.»: subgroups that differ by the last number are parts of one split."""
    return name.rstrip(" 0123456789()")


def has_marks(level: int) -> bool:
    """Class 1 learns without marks (безотметочное обучение, domain §1)."""
    return level != 1
