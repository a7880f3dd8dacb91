"""Remarks and praises: written at a lesson or to a pupil, read by the class teacher, taken back by the author."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.forms.lessons import RemarkForm
from parta.journal.queries.homework import pupils_on
from parta.journal.queries.remarks import remarks_of
from parta.journal.services import remarks as services
from parta.school.access import require
from parta.school.models import Pupil
from parta.timetable.models import Lesson


@require_http_methods(["GET", "POST"])
def at_lesson(request: Request, lesson: int) -> HttpResponseBase:
    """Write about a pupil of the lesson; `?pupil=` chooses one."""
    opened = access.lesson_to_write(request.user, lesson)
    pupils = pupils_on(opened.journal.course, opened.lesson.on)
    form = RemarkForm(request.POST or None, pupils=pupils, initial={"pupil": request.GET.get("pupil")})
    if request.method == "POST" and form.is_valid():
        row = Lesson.objects.get(pk=lesson)
        if _write(request, form, pupil=form.chosen(), on=row.on, lesson=row):
            return redirect("journal:lesson", lesson)
    context = {"form": form, "course": opened.journal.course, "lesson": opened.lesson}
    return render(request, "journal/remark.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def of_pupil(request: Request, pupil: int) -> HttpResponseBase:
    door = access.remarks_of_pupil(request.user, pupil)
    form = RemarkForm(request.POST or None)
    if request.method == "POST":
        require(door.may_write)
        if form.is_valid() and _write(request, form, pupil=door.pupil, on=timezone.localdate(), lesson=None):
            return redirect("journal:pupil-remarks", pupil)
    context = {"form": form, "door": door, "remarks": remarks_of(door, request.user)}
    return render(request, "journal/pupil_remarks.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, remark: int) -> HttpResponseBase:
    found = access.remark_to_remove(request.user, remark)
    services.remove_remark(found, by=request.user, now=timezone.now())
    messages.success(request, "Снято: семья этого больше не видит, в истории запись осталась.")
    if found.lesson_id is not None and "lesson" in request.POST:
        return redirect("journal:lesson", found.lesson_id)
    return redirect("journal:pupil-remarks", found.pupil_id)


def _write(request: Request, form: RemarkForm, *, pupil: Pupil, on: date, lesson: Lesson | None) -> bool:
    cleaned = form.cleaned_data
    try:
        services.write_remark(
            pupil, text=cleaned["text"], kind=cleaned["kind"], on=on, pupil_sees=cleaned["pupil_sees"],
            by=request.user, now=timezone.now(), lesson=lesson,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Записано, родители получили уведомление.")
    return True
