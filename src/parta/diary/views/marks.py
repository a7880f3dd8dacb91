"""Marks by subject, for a period or the year, and the calculation of one average."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.pages.calculation import calculation_page
from parta.diary.pages.marks import marks_page

from .opening import asked_year, open_diary


@require_GET
def start(request: Request) -> HttpResponse:
    children = access.children_of(request.user)
    return redirect("diary:marks", children[0].pk) if children else render(request, "diary/no_children.html")


@require_GET
def marks(request: Request, pupil: int, period: int | None = None) -> HttpResponse:
    page = marks_page(open_diary(request, pupil), period_id=period)
    return render(request, "diary/marks.html", {"page": page})


@require_GET
def year(request: Request, pupil: int) -> HttpResponse:
    page = marks_page(open_diary(request, pupil), whole_year=True, year_id=asked_year(request))
    return render(request, "diary/marks.html", {"page": page})


@require_GET
def calculation(request: Request, pupil: int, course: int, period: int | None = None) -> HttpResponse:
    """Of one period, or of the year when none is named."""
    diary = open_diary(request, pupil)
    year_id = asked_year(request) if period is None else None
    page = calculation_page(diary, course, period_id=period, whole_year=period is None, year_id=year_id)
    template = "diary/calculation.html#calculation" if request.htmx else "diary/calculation.html"
    return render(request, template, {"page": page, "calculation": page.calculation, "period": page.span})
