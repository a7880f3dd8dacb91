"""The week, the day, «сделано» and «Ознакомлен»."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.pages.lessons import task_row, tick_prefix
from parta.diary.pages.week import day_page, week_page, week_url
from parta.diary.queries.week import readings_of, tasks_of
from parta.diary.rules import monday_of
from parta.diary.templatetags.diary import task_item
from parta.journal.services import family

from .opening import open_diary


@require_GET
def start(request: Request, pupil: int | None = None) -> HttpResponse:
    """Lead to this week of the pupil, or of the first child."""
    if pupil is None:
        children = access.children_of(request.user)
        if not children:
            return render(request, "diary/no_children.html")
        pupil = children[0].pk
    else:
        access.diary_of(request.user, pupil)
    return redirect(week_url(pupil, monday_of(timezone.localdate())))


@require_GET
def week(request: Request, pupil: int, monday: date) -> HttpResponse:
    diary = open_diary(request, pupil)
    if monday != monday_of(monday):
        return redirect(week_url(pupil, monday_of(monday)))
    return render(request, "diary/week.html", {"page": week_page(diary, monday, user=request.user)})


@require_GET
def day(request: Request, pupil: int, on: date) -> HttpResponse:
    diary = open_diary(request, pupil)
    return render(request, "diary/week.html", {"page": day_page(diary, on)})


@require_POST
def tick(request: Request, pupil: int, homework: int) -> HttpResponse:
    diary = access.diary_to_tick(request.user, pupil)
    task = access.homework_to_tick(diary, homework)
    if request.POST.get("done") not in ("0", "1"):
        return HttpResponse("Отметьте: сделано или нет.", status=422)
    family.tick_homework(task, diary.pupil, is_done=request.POST["done"] == "1", by=request.user)
    if not request.htmx:
        return redirect(f"{week_url(pupil, monday_of(task.due_on))}#tick-{task.pk}")
    row = next(row for row in tasks_of(pupil, task.due_on, task.due_on) if row.id == homework)
    return HttpResponse(task_item(task_row(row, tick_prefix(pupil)), may_tick=True))


@require_POST
def read_week(request: Request, pupil: int, monday: date) -> HttpResponse:
    diary = access.diary_to_answer(request.user, pupil)
    try:
        family.mark_week_read(diary.pupil, week_on=monday, by=request.user)
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422)
    if not request.htmx:
        return redirect(week_url(pupil, monday))
    return render(request, "diary/week.html#readings", {"readings": readings_of(pupil, monday), "read_url": ""})
