"""Figures for the head: what is asked, how soon it is answered, what help was offered and used."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from django.utils import timezone

from parta.consultations.queries.figures import figures as slots_of
from parta.lib.sheets import Table, Value
from parta.regulation.rules import CHANNELS, LINES, TOPICS
from parta.school.models import SchoolYear
from parta.training.queries.figures import progress_figures

from ..models import Kind
from ..queries.figures import Asked, asked, found, shared_count
from ..rules.norms import duration
from ..rules.people import ROLES
from ..rules.screens import page_words

MONTHS = [
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
]  # fmt: skip
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A month, or the whole year. Both days count."""

    title: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class FiguresPage:
    year: SchoolYear
    tables: list[Table]
    count: int
    answer: str
    solution: str
    by_article: str
    reopened: int
    shared: int


def figures_page(year: SchoolYear, today: date) -> FiguresPage:
    """Fifteen queries or so a month shown, whatever the number of requests: consultations reckon by their hours."""
    columns = months(year, today)
    whole = columns[-1]
    rows, hits = asked(whole.from_on, whole.to_on), [day(at) for at in found(whole.from_on, whole.to_on)]
    by_article = sum(1 for row in rows if row.article_id)
    return FiguresPage(
        year=year,
        tables=[
            general(columns, rows, hits),
            by("Виды", {kind.value: kind.label for kind in Kind}, lambda row: row.kind, columns, rows),
            by("Разделы", TOPICS, lambda row: row.topic, columns, rows),
            by("Кто обращается", ROLES, lambda row: row.role, columns, rows),
            by("Линии", {str(line): f"{line}: {words}" for line, words in LINES.items() if line},
               lambda row: str(row.line), columns, rows),
            by("Форма обращения", CHANNELS, lambda row: row.channel, columns, rows),
            pages(columns, rows),
            offered(columns),
        ],
        count=len(rows),
        answer=middle(row.answer_minutes for row in rows),
        solution=middle(row.solution_minutes for row in rows),
        by_article=percent(by_article + len(hits), len(rows) + len(hits)),
        reopened=sum(1 for row in rows if row.reopened_at),
        shared=shared_count(),
    )  # fmt: skip


def months(year: SchoolYear, today: date) -> list[Column]:
    """The months of the year up to today, August after it included; the whole year last."""
    end = min(today, date(year.starts_on.year + 1, 8, 31))
    first, found_months = year.starts_on.replace(day=1), []
    while first <= end:
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found_months.append(Column(MONTHS[first.month - 1], max(first, year.starts_on), min(last, end)))
        first = last + timedelta(days=1)
    return [*found_months, Column("за год", year.starts_on, max(end, year.starts_on))]


def day(at: object) -> date:
    return timezone.localtime(at).date()  # type: ignore[arg-type]


def within(column: Column, rows: Iterable[Asked]) -> list[Asked]:
    return [row for row in rows if column.from_on <= day(row.asked_at) <= column.to_on]


def titled(title: str, columns: list[Column]) -> list[str]:
    return [title, *(column.title for column in columns)]


def general(columns: list[Column], rows: list[Asked], hits: list[date]) -> Table:
    """Counts, median working time, what the handbook solved, proposals."""
    cuts = [within(column, rows) for column in columns]
    found_there = [sum(1 for on in hits if column.from_on <= on <= column.to_on) for column in columns]
    lines: list[tuple[str, list[str | int]]] = [
        ("Обращений", [len(cut) for cut in cuts]),
        ("Первый ответ, медиана", [middle(row.answer_minutes for row in cut) for cut in cuts]),
        ("Решение, медиана", [middle(row.solution_minutes for row in cut) for cut in cuts]),
        ("Нашли ответ сами", list(found_there)),
        ("Решено статьёй, из всех вопросов", [
            percent(here + sum(1 for row in cut if row.article_id), here + len(cut))
            for here, cut in zip(found_there, cuts, strict=True)]),
        ("Открыто снова", [sum(1 for row in cut if row.reopened_at) for cut in cuts]),
        ("Средняя оценка", [stars(cut) for cut in cuts]),
        ("Предложений принято", [sum(1 for row in cut if row.is_accepted) for cut in cuts]),
        ("Предложений отклонено", [sum(1 for row in cut if row.is_accepted is False) for cut in cuts]),
        ("Предложений выполнено", [sum(1 for row in cut if row.done_at) for cut in cuts]),
    ]  # fmt: skip
    return Table("Главное", titled("Показатель", columns), [[label, *values] for label, values in lines])


def by(
    title: str, words: dict[str, str], key: Callable[[Asked], str], columns: list[Column], rows: list[Asked]
) -> Table:
    """Requests by one of their sides; a line that nobody asked about is left out."""
    counts = [Counter(key(row) for row in within(column, rows)) for column in columns]
    lines: list[list[Value]] = [
        [label, *(count[code] for count in counts)] for code, label in words.items() if counts[-1][code]
    ]
    return Table(title, titled(title, columns), lines)


def pages(columns: list[Column], rows: list[Asked]) -> Table:
    """The screens most is asked from."""
    counts = [Counter(row.page for row in within(column, rows) if row.page) for column in columns]
    lines: list[list[Value]] = [
        [page_words(page), *(count[page] for count in counts)] for page, _ in counts[-1].most_common(MOST_PAGES)
    ]
    return Table("Страницы, с которых спрашивают", titled("Страница", columns), lines)


def offered(columns: list[Column]) -> Table:
    """Slots offered and used, seminars held and attended, courses."""
    learnt = [progress_figures(column.from_on, column.to_on) for column in columns]
    found_figures = [slots_of(column.from_on, column.to_on) for column in columns]
    lines: list[list[Value]] = [
        ["Мест по графику", *(one.offered for one in found_figures)],
        ["Записались", *(one.booked for one in found_figures)],
        ["Консультаций прошло", *(one.held for one in found_figures)],
        ["Без записи", *(one.walk_ins for one in found_figures)],
        ["Не пришли", *(one.missed for one in found_figures)],
        ["Семинаров проведено", *(one.seminars_held for one in found_figures)],
        ["Были на семинарах", *(one.seminar_attended for one in found_figures)],
        ["Учились на курсах, человек", *(one.people for one in learnt)],
        ["Пройдено уроков курсов", *(one.lessons for one in learnt)],
        ["Закончено курсов", *(one.courses for one in learnt)],
    ]
    return Table("Консультации, семинары, курсы", titled("Показатель", columns), lines)


def middle(minutes: Iterable[int | None]) -> str:
    known = [one for one in minutes if one is not None]
    return duration(median_low(known)) if known else "—"


def percent(part: int, whole: int) -> str:
    return f"{(part * 200 + whole) // (whole * 2)} %" if whole else "—"


def stars(rows: list[Asked]) -> str:
    known = [row.rating for row in rows if row.rating]
    if not known:
        return "—"
    tenths = (sum(known) * 20 + len(known)) // (len(known) * 2)
    return f"{tenths // 10},{tenths % 10}"
