"""Absences, notices of absence, remarks and praises."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.access import OpenDiary
from parta.diary.forms import AbsenceForm
from parta.diary.pages.absences import absences_page, remarks_page
from parta.journal.services import family

from .opening import asked_year, open_diary

ANNOUNCED = "Сообщение отправлено классному руководителю. Когда он подтвердит, пропуски этих дней получат причину."


@require_GET
def start(request: Request) -> HttpResponse:
    children = access.children_of(request.user)
    return redirect("diary:absences", children[0].pk) if children else render(request, "diary/no_children.html")


@require_http_methods(["GET", "POST"])
def absences(request: Request, pupil: int) -> HttpResponse:
    """The page; a POST announces an absence."""
    if request.method == "POST":
        return announce(request, access.diary_to_answer(request.user, pupil))
    today = timezone.localdate()
    return show(request, open_diary(request, pupil), AbsenceForm(initial={"from_on": today}), status=200)


def announce(request: Request, diary: OpenDiary) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        values["to_on"] = values["to_on"] or values["from_on"]
        try:
            family.announce_absence(diary.pupil, **values, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, ANNOUNCED)
            return redirect("diary:absences", diary.pupil.pk)
    return show(request, diary, form, status=422)


def show(request: Request, diary: OpenDiary, form: AbsenceForm, *, status: int) -> HttpResponse:
    context = {"page": absences_page(diary, year_id=asked_year(request)), "form": form}
    return render(request, "diary/absences.html", context, status=status)


@require_POST
def withdraw(request: Request, pupil: int, notice: int) -> HttpResponse:
    diary = access.diary_to_answer(request.user, pupil)
    found = access.notice_to_withdraw(diary, notice)
    try:
        family.withdraw_absence(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Сообщение отозвано, классный руководитель об этом узнает.")
    return redirect("diary:absences", pupil)


@require_GET
def remarks(request: Request, pupil: int) -> HttpResponse:
    return render(
        request, "diary/remarks.html", {"page": remarks_page(open_diary(request, pupil), year_id=asked_year(request))}
    )
