"""How the staff learns, for those who look after it: on the screen, on paper, as a file."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.lib.sheets import Table, write_csv, write_xlsx
from parta.school.queries import the_school
from parta.training import access, pages
from parta.training.forms import StaffForm
from parta.training.queries.staff import learners, staff_courses

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTERS: dict[str, tuple[Callable[[Table], bytes], str]] = {"xlsx": (write_xlsx, XLSX), "csv": (write_csv, "text/csv")}


@require_GET
def table(request: Request) -> HttpResponse:
    access.staff_door(request.user)
    form = StaffForm(request.GET)
    found = learners(**form.wanted)
    context = {
        "form": form, "learners": found, "courses": staff_courses(), "today": timezone.localdate(),
        "school": the_school().short_name, "is_narrowed": any(form.wanted.values()),
    }  # fmt: skip
    return render(request, "training/staff.html", context)


@require_GET
def file(request: Request, suffix: str) -> HttpResponse:
    access.staff_door(request.user)
    if suffix not in PRINTERS:
        raise Http404
    write, content_type = PRINTERS[suffix]
    made = pages.staff_table(learners(**StaffForm(request.GET).wanted), staff_courses())
    name = f"{made.title} {timezone.localdate():%Y-%m-%d}.{suffix}"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(write(made), content_type=content_type, headers=headers)
