"""One report in three prints: CSV and XLSX to work on, PDF to sign."""

from dataclasses import dataclass
from pathlib import Path

from parta.lib import paper
from parta.lib.answers import CSV, PDF, XLSX
from parta.lib.sheets import Table, write_csv, write_xlsx

TEMPLATE = Path(__file__).parent.parent / "paper" / "table.typ"
PRINTERS = {"csv": CSV, "xlsx": XLSX, "pdf": PDF}


@dataclass(frozen=True, slots=True)
class Printed:
    """What a report is on paper besides its tables: lines under the title, widths, who signs.

    `widths` are those of typst («auto», «2fr», «14mm»), one a column of the first table; without them equal.
    """

    school: str
    title: str
    about: tuple[str, ...] = ()
    widths: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    is_wide: bool = False


def printed(suffix: str, tables: list[Table], how: Printed) -> bytes:
    """The file of the kind `suffix` (a key of PRINTERS). A CSV has the first table only: it knows no sheets."""
    if suffix == "csv":
        return write_csv(tables[0])
    if suffix == "xlsx":
        return write_xlsx(*tables)
    return paper.pdf(TEMPLATE, values_of(tables, how))


def values_of(tables: list[Table], how: Printed) -> dict[str, object]:
    return {
        "school": how.school, "title": how.title, "about": list(how.about), "signs": list(how.signs),
        "wide": how.is_wide, "tables": [table_values(table, how.widths) for table in tables],
    }  # fmt: skip


def table_values(table: Table, widths: tuple[str, ...]) -> dict[str, object]:
    fits = len(widths) == len(table.columns)
    return {
        "title": table.title, "columns": list(table.columns),
        "widths": list(widths) if fits else ["1fr"] * len(table.columns),
        "rows": [["" if value is None else plain(value) for value in row] for row in table.rows],
    }  # fmt: skip


def plain(value: object) -> str:
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
