"""Composing the timetable: the board of a class or a teacher, and one line of it in its form."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parta.accounts.http import Request
from parta.school.access import require
from parta.school.models import SchoolClass
from parta.ui.templatetags.ui import count

from .. import access
from ..forms.entries import EntryForm, LessonsForm, RemoveForm, of_entry
from ..models import TimetableEntry, Weeks
from ..pages.composing import composing
from ..pages.editor import Asked, Board, class_board, teacher_board
from ..services.entries import Placed, add_entry, change_entry, remove_entry
from ..services.lessons import Made, make_lessons
from ..services.refusals import Clashing
from .week import day_of


@require_safe
def overview(request: Request) -> HttpResponse:
    access.change_door(request.user)
    page = composing(timezone.localdate())
    form = LessonsForm(initial={"from_on": timezone.localdate()})
    return render(request, "timetable/edit.html", {"page": page, "form": form, "may_change": True})


@require_POST
def lessons(request: Request) -> HttpResponse:
    """Make the lessons of the current year agree with the timetable, as after new holidays."""
    access.change_door(request.user)
    form = LessonsForm(request.POST)
    page = composing(timezone.localdate())
    if not form.is_valid() or page.year is None:
        context = {"page": page, "form": form, "may_change": True}
        return render(request, "timetable/edit.html", context, status=422)
    made = make_lessons(from_on=form.cleaned_data["from_on"], to_on=page.year.ends_on, by=request.user)
    messages.success(request, f"Уроки согласованы с расписанием. {made_words(made)}")
    return redirect("timetable:edit")


@require_safe
def grid(request: Request, kind: str, pk: int) -> HttpResponse:
    return show(request, board_of(request, kind, pk))


@require_safe
def new(request: Request, kind: str, pk: int) -> HttpResponse:
    """The form of a new line at the hour of the address."""
    board = board_of(request, kind, pk)
    initial = {
        "course": board.picked.course_id if board.picked else None,
        "weekday": request.GET.get("weekday"),
        "slot": request.GET.get("slot"),
        "room": board.room_id,
        "from_on": board.on,
        "to_on": board.year.ends_on,
    }
    return show(request, board, form=EntryForm(load=board.load, initial=initial))


@require_POST
def add(request: Request, kind: str, pk: int) -> HttpResponse:
    """A line from the form, or put with one press: then it is of every week, from the board's day to the year's end."""
    board = board_of(request, kind, pk)
    usual = {"weeks": Weeks.EVERY.value, "from_on": board.on.isoformat(), "to_on": board.year.ends_on.isoformat()}
    form = EntryForm({**usual, **request.POST.dict()}, load=board.load)
    if form.is_valid():
        values = form.cleaned_data
        try:
            placed = add_entry(
                form.values(), by=request.user, from_on=values["from_on"], to_on=values["to_on"],
                despite_clashes="despite" in request.POST,
            )  # fmt: skip
            return to_board(request, board, placed, "Строка добавлена.")
        except (Clashing, ValidationError) as error:
            return show(request, board, status=422, form=form, **answer_of(form, error))
    return show(request, board, status=422, form=form)


@require_safe
def entry(request: Request, kind: str, pk: int, entry_pk: int) -> HttpResponse:
    board = board_of(request, kind, pk)
    line = line_of(request, board, entry_pk)
    form = EntryForm(load=board.load, initial=of_entry(line, board.on))
    return show(request, board, form=form, line=line, remove_form=removing(line, board.on))


@require_POST
def change(request: Request, kind: str, pk: int, entry_pk: int) -> HttpResponse:
    board = board_of(request, kind, pk)
    line = line_of(request, board, entry_pk)
    form = EntryForm(request.POST, load=board.load)
    context = {"form": form, "line": line, "remove_form": removing(line, board.on)}
    if form.is_valid():
        values = form.cleaned_data
        try:
            placed = change_entry(
                line, form.values(), by=request.user, from_on=values["from_on"], to_on=values["to_on"],
                despite_clashes="despite" in request.POST,
            )  # fmt: skip
            return to_board(request, board, placed, "Строка изменена.")
        except (Clashing, ValidationError) as error:
            return show(request, board, status=422, **context, **answer_of(form, error))
    return show(request, board, status=422, **context)


@require_POST
def remove(request: Request, kind: str, pk: int, entry_pk: int) -> HttpResponse:
    board = board_of(request, kind, pk)
    line = line_of(request, board, entry_pk)
    form = RemoveForm(request.POST, auto_id="remove_%s")
    if form.is_valid():
        try:
            placed = remove_entry(line, by=request.user, from_on=form.cleaned_data["from_on"])
            return to_board(request, board, placed, "Строка убрана.")
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": EntryForm(load=board.load, initial=of_entry(line, board.on)), "line": line}
    return show(request, board, status=422, **context, remove_form=form)


def board_of(request: Request, kind: str, pk: int) -> Board:
    """The board behind its door, on the day of the address; 404 for a kind that is none."""
    who = access.board_to_compose(request.user, kind, pk)
    asked = {**request.GET.dict(), **request.POST.dict()}
    year = who.year if isinstance(who, SchoolClass) else access.year_to_compose()
    on = day_of(str(asked.get("on", ""))) or timezone.localdate()
    on = min(max(on, year.starts_on), year.ends_on)
    hour = (number(asked.get("weekday")), number(asked.get("slot")))
    course = number(asked.get("picked") or asked.get("course"))
    open_at = Asked(on, course, (hour[0], hour[1]) if hour[0] is not None and hour[1] is not None else None)
    return class_board(who, open_at) if isinstance(who, SchoolClass) else teacher_board(who, open_at)


def line_of(request: Request, board: Board, pk: int) -> TimetableEntry:
    """The line behind its door, if it stands on the board."""
    require(board.has(pk))
    return access.entry_to_change(request.user, pk)


def show(request: Request, board: Board, *, status: int = 200, **context: Any) -> HttpResponse:
    """The whole page, or only the board when htmx asks for it; going back asks for a whole page."""
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "timetable/board.html#board" if is_part else "timetable/board.html"
    return render(request, template, {"board": board, "is_part": is_part, "may_change": True, **context}, status=status)


def answer_of(form: forms.Form, error: Clashing | ValidationError) -> dict[str, Any]:
    if isinstance(error, Clashing):
        return {"clashes": error.words}
    form.add_error(None, error)
    return {}


def to_board(request: Request, board: Board, placed: Placed, words: str) -> HttpResponse:
    messages.success(request, f"{words} {made_words(placed.lessons)}")
    query = f"?on={board.on.isoformat()}"
    if request.POST.get("picked") and board.picked:
        query += f"&picked={board.picked.course_id}"
    return HttpResponseRedirect(reverse("timetable:edit-board", args=[board.kind, board.pk]) + query)


def made_words(made: Made) -> str:
    """«Создано 27 уроков, убрано 2 урока.»"""
    lessons = "урок,урока,уроков"
    parts = [
        f"{verb} {count(number, lessons)}"
        for verb, number in (("создано", made.made), ("изменено", made.changed), ("убрано", made.removed))
        if number
    ]
    words = f"{', '.join(parts)}.".capitalize() if parts else "Уроки не изменились."
    if made.kept:
        words += f" Осталось вне расписания: {count(made.kept, lessons)} с записями в журнале."
    return words


def number(words: object) -> int | None:
    return int(words) if isinstance(words, str) and words.isdecimal() else None


def removing(line: TimetableEntry, on: date) -> RemoveForm:
    return RemoveForm(initial={"from_on": max(on, line.valid_from)}, auto_id="remove_%s")
