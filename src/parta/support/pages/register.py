"""The register: eight columns of its printed form. Screen, paper, CSV and XLSX print the same table."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from parta.lib.sheets import Table
from parta.regulation.rules import CHANNELS, TOPICS
from parta.school.models import SchoolYear
from parta.ui.addresses import address

from ..models import Cover, Kind, State
from ..models.tickets import OPEN
from ..queries.register import MOST_PRINTED, PAGE, Filter, Row, cover_of, found, keys, rows, rows_of

COLUMNS = (
    "№ п/п", "Дата и время обращения", "ФИО обратившегося, роль, класс", "Форма обращения", "Вид и содержание",
    "Кому поручено", "Принятое решение, ответ, дата", "Отметка об исполнении, подпись",
)  # fmt: skip
TITLE = "Журнал регистрации обращений по работе с ЭЖ"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the register as it is printed; `cells` follow COLUMNS."""

    url: str
    cells: tuple[str, ...]
    state: str
    is_late_entry: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    year: SchoolYear
    cover: Cover
    wanted: Filter
    lines: list[Line]
    count: int
    number: int
    pages: int

    @property
    def is_last(self) -> bool:
        return self.number >= self.pages


def register_page(year: SchoolYear, wanted: Filter, number: int) -> RegisterPage:
    """Four queries, however many rows there are."""
    found_keys, number, count = keys(found(year, wanted), wanted, number)
    pages = max((count + PAGE - 1) // PAGE, 1)
    return RegisterPage(year, cover_of(year), wanted, [line(row) for row in rows_of(found_keys)], count, number, pages)


def table(year: SchoolYear, wanted: Filter, *, most: int | None = MOST_PRINTED) -> Table:
    """Rows of the filter, for paper and files; the archive of a year has them all (`most` is None)."""
    return Table(TITLE, COLUMNS, [line(row).cells for row in rows(found(year, wanted), most=most)])


def line(row: Row) -> Line:
    cells = (str(row.number), moment(row.asked_at), asker(row), form(row), content(row), helper(row), answer(row),
             outcome(row))  # fmt: skip
    return Line(address("support:ticket", row.pk), cells, row.state, row.entered_by is not None)


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(timezone.get_default_timezone()):%d.%m.%Y %H:%M}" if at else ""


def asker(row: Row) -> str:
    return ", ".join(part for part in (row.asker_name, row.asker_words) if part)


def form(row: Row) -> str:
    """«по графику, каб. 24», «телефон; внесено позже»."""
    words = CHANNELS[row.channel]
    if row.channel == "slot" and row.place:
        words = f"по графику, {row.place}"
    elif row.place:
        words = f"{words}: {row.place}"
    return f"{words}; внесено позже" if row.entered_by is not None else words


def content(row: Row) -> str:
    return f"{Kind(row.kind).label.capitalize()}. {TOPICS.get(row.topic, row.topic)}. {row.text}"


def helper(row: Row) -> str:
    name = " ".join(part for part in (row.helper_last, row.helper_first, row.helper_patronymic) if part)
    return f"{name or 'не поручено'}, линия {row.line}"


def answer(row: Row) -> str:
    if not row.resolution:
        return ""
    outside = f" Внешняя служба, № {row.outside_number}." if row.outside_number else ""
    return f"{row.resolution}{outside} {moment(row.solved_at)[:10]}".strip()


def outcome(row: Row) -> str:
    """«исполнено 24.11.2026, подтверждено»; the state in words while it is not over."""
    if row.done_at:
        return f"выполнено {moment(row.done_at)[:10]}"
    if row.state == State.CLOSED:
        return f"исполнено {moment(row.closed_at)[:10]}" + (", подтверждено" if row.is_confirmed else "")
    return "в работе" if row.state in OPEN and row.state != State.NEW else State(row.state).label
