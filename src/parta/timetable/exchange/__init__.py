"""A timetable's file to plain lines, with every cell or card either understood or listed. No database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parta.lib.sheets import MAX_BYTES, SheetError, column_name, read_book

from ..lines import Reading
from ..names import ClassName, class_of, clean
from .asc import is_xml, read_asc
from .book import SKIP, BookScan, lost_units, scan_book
from .grid import Grid
from .layouts import LAYOUTS, Pointing
from .sharing import share

__all__ = ["LAYOUTS", "SKIP", "Pointing", "SheetError", "read", "samples"]

SAMPLE_ROWS, SAMPLE_COLUMNS = 8, 12


def read(
    content: bytes,
    *,
    name: str,
    pointings: Mapping[str, Pointing] | None = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> Reading:
    """Read a table file (XLSX, XLS, ODS, CSV) or aSc Timetables XML, told by its first bytes.

    `pointings` say where to look on the sheets named; `labels` are those of an earlier reading (`Reading.labels`).
    Raises SheetError with Russian words when the file can't be read at all.
    """
    if len(content) > MAX_BYTES:
        raise SheetError(f"Файл больше {MAX_BYTES // 1024 // 1024} МБ.")
    if is_xml(content):
        return read_asc(content)
    return reading_of(scan_book(read_book(content, name=name), pointings or {}), labels or {})


def reading_of(scan: BookScan, labels: Mapping[str, Mapping[str, str]]) -> Reading:
    sharing = share(scan.lessons, labels)
    names = dict.fromkeys(name for line in sharing.lines for name in line.group.classes)
    total, lost = sum(sheet.cells for sheet in scan.sheets), lost_units(scan.troubles)
    return Reading(
        lines=sharing.lines,
        troubles=[*scan.troubles, *sharing.troubles],
        classes=[class_of(name) or ClassName(name, None, clean(name)) for name in names],
        sheets=scan.sheets,
        total=total,
        understood=sum(sheet.understood for sheet in scan.sheets),
        lost=lost,
        labels=sharing.labels,
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """The upper left corner of a sheet, to point at: letters of its columns, rows with their numbers."""

    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


def samples(content: bytes, *, name: str) -> list[Sample]:
    """A sample of every sheet that has anything, in the order of `Reading.sheets`."""
    grids = [Grid(sheet) for sheet in read_book(content, name=name).sheets]
    return [sample(grid) for grid in grids if grid.filled]


def sample(grid: Grid) -> Sample:
    width = min(grid.width, SAMPLE_COLUMNS)
    rows = [(row + 1, [grid.own((row, column)) for column in range(width)]) for row in range(grid.height)]
    return Sample([column_name(column) for column in range(width)], rows[:SAMPLE_ROWS])
