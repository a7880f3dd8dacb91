"""How the staff learns, for those who look after it: on the screen, on paper, as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.lib.answers import table_answer
from parta.school.queries import the_school
from parta.training import access, pages
from parta.training.forms import StaffForm
from parta.training.queries.staff import learners, staff_courses


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
    made = pages.staff_table(learners(**StaffForm(request.GET).wanted), staff_courses())
    return table_answer(made, suffix, name=f"{made.title} {timezone.localdate():%Y-%m-%d}")
