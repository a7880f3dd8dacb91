"""A report as a file, and a form on its own page."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from parta.lib.sheets import Table
from parta.school.queries import the_school

from ..exchange import PRINTERS, Printed, printed


@dataclass(frozen=True, slots=True)
class Button:
    """One more thing to do with the row of a form: a POST of its own."""

    label: str
    url: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class FormPage:
    """What `readiness/form.html` prints around a form; `tab` is the one that is lit."""

    title: str
    tab: str
    back: str
    button: str = "Сохранить"
    note: str = ""
    buttons: tuple[Button, ...] = ()


def report(
    suffix: str, tables: list[Table], *, title: str, about: tuple[str, ...] = (), widths: tuple[str, ...] = (),
    signs: tuple[str, ...] = (), is_wide: bool = False,
) -> HttpResponse:  # fmt: skip
    """The report as csv, xlsx or pdf; another suffix is 404. A PDF opens in the browser, the others are saved."""
    if suffix not in PRINTERS:
        raise Http404
    how = Printed(the_school().name, title, about, widths, signs, is_wide)
    return file_of(printed(suffix, tables, how), PRINTERS[suffix], f"{title}.{suffix}", is_saved=suffix != "pdf")


def file_of(content: bytes, content_type: str, name: str, *, is_saved: bool = True) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=is_saved, filename=name) or "inline"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
