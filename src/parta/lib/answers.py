"""Answers that are files made now: a table as CSV or XLSX, a print as PDF."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from .sheets import Table, write_csv, write_xlsx

CSV, PDF = "text/csv", "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTERS: dict[str, tuple[Callable[[Table], bytes], str]] = {"xlsx": (write_xlsx, XLSX), "csv": (write_csv, CSV)}


def file_answer(content: bytes, content_type: str, name: str, *, is_shown: bool = False) -> HttpResponse:
    """A file to keep; `is_shown` opens it in the browser instead."""
    disposition = content_disposition_header(not is_shown, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def table_answer(table: Table, suffix: str, *, name: str = "") -> HttpResponse:
    """The table as CSV or XLSX, named by its title unless a name is given; raises Http404 for another suffix."""
    if suffix not in PRINTERS:
        raise Http404
    write, content_type = PRINTERS[suffix]
    return file_answer(write(table), content_type, f"{name or table.title}.{suffix}")
