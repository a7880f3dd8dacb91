"""Figures for the head: what is asked, how soon it is answered, what help was offered and used."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

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


@dataclass(slots=True)
class Cut:
    """A month, or the whole year, with what was asked in it; `hits` answers were found without asking. Both days
    count."""

    title: str
    from_on: date
    to_on: date
    rows: list[Asked] = field(default_factory=list)
    hits: int = 0


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
    """Some fifteen queries a month shown, whatever the number of requests: slots are reckoned by their hours."""
    cuts = filled(months(year, today))
    whole = cuts[-1]
    lines = {str(line): f"{line}: {words}" for line, words in LINES.items() if line}
    return FiguresPage(
        year=year,
        tables=[
            general(cuts),
            by("Виды", "Вид", {kind.value: kind.label for kind in Kind}, lambda row: row.kind, cuts),
            by("Разделы", "Раздел", TOPICS, lambda row: row.topic, cuts),
            by("Кто обращается", "Роль", ROLES, lambda row: row.role, cuts),
            by("Линии", "Линия", lines, lambda row: str(row.line), cuts),
            by("Форма обращения", "Форма", CHANNELS, lambda row: row.channel, cuts),
            pages(cuts),
            offered(cuts),
        ],
        count=len(whole.rows),
        answer=middle(row.answer_minutes for row in whole.rows),
        solution=middle(row.solution_minutes for row in whole.rows),
        by_article=by_handbook(whole.rows, whole.hits),
        reopened=sum(1 for row in whole.rows if row.reopened_at),
        shared=shared_count(),
    )


def months(year: SchoolYear, today: date) -> list[Cut]:
    """The months of the year up to today, August after it included; the whole year last."""
    end = min(today, date(year.starts_on.year + 1, 8, 31))
    first, cuts = year.starts_on.replace(day=1), []
    while first <= end:
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        cuts.append(Cut(MONTHS[first.month - 1], max(first, year.starts_on), min(last, end)))
        first = last + timedelta(days=1)
    return [*cuts, Cut("за год", year.starts_on, max(end, year.starts_on))]


def filled(cuts: list[Cut]) -> list[Cut]:
    """Put each request and each answer found into its month and into the year; each is looked at once."""
    *by_month, whole = cuts
    month_of = {(cut.from_on.year, cut.from_on.month): cut for cut in by_month}
    whole.rows = asked(whole.from_on, whole.to_on)
    for row in whole.rows:
        month_of[month(row.asked_at)].rows.append(row)
    for at in found(whole.from_on, whole.to_on):
        month_of[month(at)].hits += 1
        whole.hits += 1
    return cuts


def month(at: datetime) -> tuple[int, int]:
    local = timezone.localtime(at)
    return local.year, local.month


def titled(title: str, cuts: list[Cut]) -> list[str]:
    return [title, *(cut.title for cut in cuts)]


def general(cuts: list[Cut]) -> Table:
    """Counts, median working time, what the handbook solved, proposals."""
    every = [cut.rows for cut in cuts]
    lines: list[list[Value]] = [
        ["Обращений", *map(len, every)],
        ["Первый ответ, медиана", *(middle(row.answer_minutes for row in rows) for rows in every)],
        ["Решение, медиана", *(middle(row.solution_minutes for row in rows) for rows in every)],
        ["Нашли ответ сами", *(cut.hits for cut in cuts)],
        ["Решено справочником, из всех вопросов", *(by_handbook(cut.rows, cut.hits) for cut in cuts)],
        ["Открыто снова", *(sum(1 for row in rows if row.reopened_at) for rows in every)],
        ["Средняя оценка", *map(stars, every)],
        ["Предложений принято", *(sum(1 for row in rows if row.is_accepted) for rows in every)],
        ["Предложений отклонено", *(sum(1 for row in rows if row.is_accepted is False) for rows in every)],
        ["Предложений выполнено", *(sum(1 for row in rows if row.done_at) for rows in every)],
    ]  # fmt: skip
    return Table("Главное", titled("Показатель", cuts), lines)


def by(title: str, head: str, words: dict[str, str], key: Callable[[Asked], str], cuts: list[Cut]) -> Table:
    """Requests by one of their sides; a line that nobody asked about is left out."""
    counts = [Counter(map(key, cut.rows)) for cut in cuts]
    lines: list[list[Value]] = [
        [label, *(count[code] for count in counts)] for code, label in words.items() if counts[-1][code]
    ]
    return Table(title, titled(head, cuts), lines)


def pages(cuts: list[Cut]) -> Table:
    """The screens most is asked from."""
    counts = [Counter(row.page for row in cut.rows if row.page) for cut in cuts]
    lines: list[list[Value]] = [
        [page_words(page), *(count[page] for count in counts)] for page, _ in counts[-1].most_common(MOST_PAGES)
    ]
    return Table("Страницы, с которых спрашивают", titled("Страница", cuts), lines)


def offered(cuts: list[Cut]) -> Table:
    """Slots offered and used, seminars held and attended, courses."""
    learnt = [progress_figures(cut.from_on, cut.to_on) for cut in cuts]
    found_figures = [slots_of(cut.from_on, cut.to_on) for cut in cuts]
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
    return Table("Консультации, семинары, курсы", titled("Показатель", cuts), lines)


def middle(minutes: Iterable[int | None]) -> str:
    known = [one for one in minutes if one is not None]
    return duration(int(median(known) + 0.5)) if known else "—"


def by_handbook(rows: list[Asked], hits: int) -> str:
    """The share of all questions, asked or not, that an article has answered."""
    return percent(hits + sum(1 for row in rows if row.article_id), hits + len(rows))


def percent(part: int, whole: int) -> str:
    return f"{(part * 200 + whole) // (whole * 2)} %" if whole else "—"


def stars(rows: list[Asked]) -> str:
    known = [row.rating for row in rows if row.rating]
    if not known:
        return "—"
    tenths = (sum(known) * 20 + len(known)) // (len(known) * 2)
    return f"{tenths // 10},{tenths % 10}"
