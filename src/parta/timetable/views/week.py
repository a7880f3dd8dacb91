"""The timetable as it is read: of a class, a teacher, a room, for a week with real dates."""

from datetime import date, timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from parta.accounts.http import Request
from parta.school.access import cast_of

from .. import access
from ..pages.all import all_timetables
from ..pages.week import WeekPage, When, class_week, room_week, teacher_week
from ..rules import has_weeks_around, monday_of


@require_safe
def start(request: Request) -> HttpResponse:
    """To the timetable that is one's own: a teacher's, a pupil's or child's class; others choose."""
    cast = cast_of(request.user)
    classes = access.family_classes(request.user) if not cast.is_staff else []
    if cast.teaches:
        where = reverse("timetable:teacher", args=[cast.employee_id])
    elif classes:
        where = reverse("timetable:class", args=[classes[0][1].pk])
    elif access.reads_all(request.user):
        where = reverse("timetable:all")
    else:
        return render(request, "timetable/nothing.html")
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{where}?{query}" if query else where)


@require_safe
def choose(request: Request) -> HttpResponse:
    access.read_door(request.user)
    page = all_timetables()
    return render(request, "timetable/all.html", {"page": page, "may_change": access.may_change(request.user)})


@require_safe
def of_class(request: Request, pk: int) -> HttpResponse:
    school_class = access.class_to_read(request.user, pk)
    return show(request, class_week(school_class, asked(request)))


@require_safe
def of_teacher(request: Request, pk: int) -> HttpResponse:
    teacher = access.teacher_to_read(request.user, pk)
    return show(request, teacher_week(teacher, asked(request)))


@require_safe
def of_room(request: Request, pk: int) -> HttpResponse:
    room = access.room_to_read(request.user, pk)
    return show(request, room_week(room, asked(request)))


def show(request: Request, page: WeekPage) -> HttpResponse:
    reads_all = access.reads_all(request.user)
    context = {
        "page": page,
        "children": [] if reads_all else access.family_classes(request.user),
        "reads_all": reads_all,
        "may_change": access.may_change(request.user),
        "own_id": cast_of(request.user).employee_id if cast_of(request.user).teaches else None,
    }
    return render(request, "timetable/week.html", context)


def asked(request: Request) -> When:
    """The week and the day of the address. Without them it is this week; on a Sunday, the one that begins tomorrow."""
    today = timezone.localdate()
    day = day_of(request.GET.get("day", ""))
    week = day_of(request.GET.get("week", "")) or day or today + timedelta(days=today.isoweekday() == 7)
    return When(monday_of(week), day or week, today)


def day_of(words: str) -> date | None:
    """A day of the address; None when it is none, or has no week before or after it."""
    try:
        day = parse_date(words)
    except ValueError:
        return None
    return day if day and has_weeks_around(day) else None
