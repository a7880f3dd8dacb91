"""The recogniser of table files: tries every layout on every sheet and accounts for every filled cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parta.lib.sheets import Book, Sheet

from ..lines import Grade, SheetReading, Trouble
from .grid import Grid, Raw, Scan
from .layouts import LAYOUTS, Layout, Pointing

SKIP = "skip"  # the user's word for a sheet to leave out


@dataclass
class BookScan:
    lessons: list[Raw] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)


def scan_book(book: Book, pointings: Mapping[str, Pointing]) -> BookScan:
    """Read every sheet by the layout that explains it best, or as the user points."""
    found = BookScan()
    for sheet in book.sheets:
        scan_sheet(sheet, pointings.get(sheet.name, Pointing()), found)
    return found


def scan_sheet(sheet: Sheet, at: Pointing, found: BookScan) -> None:
    grid = Grid(sheet)
    if not grid.filled:
        return
    fault, layout = "", None
    if at.layout == SKIP:
        fault = "Лист пропущен по вашему выбору."
    elif sheet.is_hidden and not at.layout:
        fault = "Скрытый лист пропущен."
    else:
        layout = recognise(grid, at)
        fault = "" if layout else "Расписание на листе не узнано: укажите, как он устроен, или пропустите его."
    where = layout.find(grid, at) if layout else None
    scan = layout.read(grid, where) if layout and where else Scan(grid)
    if fault:
        found.troubles.append(Trouble(f"Лист «{grid.name}»", fault, Grade.LOST, len(grid.filled)))
    else:
        lose_rest(scan, where)
    found.lessons += scan.lessons
    found.troubles += scan.troubles
    where = where or at
    found.sheets.append(
        SheetReading(
            sheet.name, where.layout, where.header_row, where.weekday_column, where.slot_column,
            len(scan.lessons), len(grid.filled), len(scan.used),
        )
    )  # fmt: skip


def recognise(grid: Grid, at: Pointing) -> Layout | None:
    """The layout with the best score; the pointed one whenever it finds lessons at all."""
    fitting = [layout for layout in LAYOUTS if at.layout in ("", layout.key)]
    best = max(fitting, key=lambda layout: layout.score(grid, at), default=None)
    return best if best and has_lessons(best, grid, at) else None


def has_lessons(layout: Layout, grid: Grid, at: Pointing) -> bool:
    where = layout.find(grid, at)
    return where is not None and bool(layout.read(grid, where).lessons)


def lose_rest(scan: Scan, at: Pointing | None) -> None:
    """List what nothing above has explained; text over the table row by row, the rest cell by cell."""
    header = (at.header_row if at else None) or 0
    above = [cell for cell in scan.left if cell[0] < header]
    for row in sorted({row for row, _ in above}):
        cells = [cell for cell in above if cell[0] == row]
        text = " ".join(scan.grid.own(cell) for cell in cells)
        scan.lose(cells, f"Текст над таблицей, в расписание не входит: «{shown(text)}».")
    for cell in scan.left:
        scan.lose([cell], f"Не понято: «{shown(scan.grid.own(cell))}».")


def shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def lost_units(troubles: Sequence[Trouble]) -> int:
    return sum(trouble.units for trouble in troubles if trouble.grade == Grade.LOST)
