"""Answers that are files."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from parta.lib.sheets import Table, write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTERS: dict[str, tuple[Callable[[Table], bytes], str]] = {"xlsx": (write_xlsx, XLSX), "csv": (write_csv, "text/csv")}


def printed(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at and print."""
    return file_of(content, "application/pdf", f"{name}.pdf", as_attachment=False)


def table_file(table: Table, suffix: str) -> HttpResponse:
    """The table as CSV or XLSX; another suffix is no page."""
    if suffix not in PRINTERS:
        raise Http404
    write, content_type = PRINTERS[suffix]
    return file_of(write(table), content_type, f"{table.title}.{suffix}", as_attachment=True)


def file_of(content: bytes, content_type: str, name: str, *, as_attachment: bool) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=as_attachment, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
