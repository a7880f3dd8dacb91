"""The register on paper: eight columns on A4 across, with its cover, filled or blank."""

from datetime import date
from pathlib import Path
from typing import Any

from parta.lib import paper
from parta.lib.sheets import Table

from .models import Cover

SHEET = Path(__file__).parent / "paper" / "register.typ"
BLANK_PAGES = 4
BLANK_ROWS = 10  # of a page


def day(on: date | None) -> str:
    return f"{on:%d.%m.%Y}" if on else ""


def register_pdf(table: Table, cover: Cover, *, school: str, year: str, with_cover: bool = True) -> bytes:
    """The rows as they are on the screen."""
    return paper.pdf(SHEET, values(table, cover, school=school, year=year, with_cover=with_cover))


def blank_pdf(table: Table, cover: Cover, *, school: str, year: str) -> bytes:
    """Empty lines to be filled in by hand, ten on a page."""
    blank = Table(table.title, table.columns, [[""] * len(table.columns)] * (BLANK_PAGES * BLANK_ROWS))
    return paper.pdf(SHEET, values(blank, cover, school=school, year=year, with_cover=True) | {"is_blank": True})


def values(table: Table, cover: Cover, *, school: str, year: str, with_cover: bool) -> dict[str, Any]:
    return {
        "school": school,
        "title": table.title,
        "year": year,
        "columns": list(table.columns),
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "with_cover": with_cover,
        "is_blank": False,
        "begun": day(cover.begun_on),
        "finished": day(cover.finished_on),
        "sheets": str(cover.sheets or ""),
        "responsible": cover.responsible.full_name if cover.responsible else "",
        "position": cover.responsible.position if cover.responsible else "",
        "kept_at": cover.kept_at,
    }
