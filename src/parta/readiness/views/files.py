"""A report as a file, and a form on its own page."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from parta.lib.answers import file_answer
from parta.lib.sheets import Table
from parta.school.queries import the_school
from parta.school.views.saving import Button

from ..exchange import PRINTERS, Printed, printed


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
    return file_answer(printed(suffix, tables, how), PRINTERS[suffix], f"{title}.{suffix}", is_shown=suffix == "pdf")
