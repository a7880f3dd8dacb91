"""What opens from a cell and from an average: history, and the sum it came from."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.queries.average import calculation
from parta.journal.queries.history import cell_history
from parta.journal.queries.periods import period_of
from parta.school.models import GroupMembership
from parta.timetable.models import Lesson


@require_GET
def history(request: Request, course: int, lesson: int, pupil: int) -> HttpResponse:
    journal = access.course_to_read(request.user, course)
    if not Lesson.objects.filter(pk=lesson, course=journal.course.pk).exists():
        raise Http404
    return render(request, "journal/parts/history.html", {"lines": cell_history(lesson, pupil)})


@require_GET
def average(request: Request, course: int, period: int, pupil: int) -> HttpResponse:
    journal = access.course_to_read(request.user, course)
    here = period_of(journal.course, period)
    if not GroupMembership.objects.filter(group=journal.course.group_id, pupil=pupil).exists():
        raise Http404
    found = calculation(course, pupil, starts_on=here.starts_on, ends_on=here.ends_on)
    return render(request, "journal/parts/average.html", {"calculation": found, "period": here})
