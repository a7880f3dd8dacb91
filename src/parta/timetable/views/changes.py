"""Changes of one day: the day's page, the lesson's page, and everything that can be done on them."""

from collections.abc import Callable
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

from .. import access
from ..forms.changes import (
    AddLessonForm,
    CancelForm,
    CoverForm,
    DayBellsForm,
    DayForm,
    MoveForm,
    RoomForm,
    SubstituteForm,
    lessons_to_cover,
)
from ..models import Lesson
from ..pages.day import day_page
from ..pages.lesson import LessonPage, lesson_page
from ..services import bells, changes
from ..services.cover import cover_day
from ..services.refusals import Clashing


@require_safe
def day(request: Request) -> HttpResponse:
    access.read_door(request.user)
    asked = DayForm(request.GET)
    asked.is_valid()
    on = asked.cleaned_data.get("on") or timezone.localdate()
    return show_day(request, on, asked.cleaned_data.get("absent"))


def show_day(request: Request, on: date, absent_id: int | None, *, status: int = 200, **answer: Any) -> HttpResponse:
    may_change = access.may_change(request.user)
    page = day_page(on, absent_id=absent_id if may_change else None)
    context = {"page": page, "may_change": may_change, "bells_form": DayBellsForm(initial={"on": on}), **answer}
    return render(request, "timetable/day.html", context, status=status)


def add_lesson(request: Request) -> HttpResponse:
    """A lesson beside the weekly timetable, on a day of its own."""
    access.change_door(request.user)
    day = DayForm(request.GET)
    day.is_valid()
    form = AddLessonForm(request.POST or None, initial={"on": day.cleaned_data.get("on") or timezone.localdate()})
    clashes: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            added = changes.add_lesson(**form.cleaned_data, by=request.user, despite_clashes="despite" in request.POST)
        except Clashing as clash:
            clashes = clash.words
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Урок добавлен: его увидят учитель, ученики и родители.")
            return to_day(added.on)
    context = {"form": form, "clashes": clashes, "refused": form.non_field_errors(), "may_change": True}
    status = 422 if form.errors or clashes else 200
    return render(request, "timetable/add_lesson.html", context, status=status)


@require_POST
def cover(request: Request) -> HttpResponse:
    """Give the absent teacher's lessons to others."""
    access.change_door(request.user)
    asked = DayForm(request.POST)
    if not asked.is_valid():
        return redirect("timetable:day")
    on, absent_id = asked.cleaned_data["on"], asked.cleaned_data["absent"]
    form = CoverForm(request.POST, lessons=lessons_to_cover(on, absent_id))
    if not form.is_valid():
        return show_day(request, on, absent_id, status=422, refused=form.errors["reason"], chosen=request.POST)
    try:
        done = cover_day(
            form.covers(),
            reason=form.cleaned_data["reason"],
            by=request.user,
            despite_clashes="despite" in request.POST,
        )
    except Clashing as clash:
        return show_day(request, on, absent_id, status=422, clashes=clash.words, chosen=request.POST)
    except ValidationError as error:
        return show_day(request, on, absent_id, status=422, refused=error.messages, chosen=request.POST)
    messages.success(request, f"Сохранено. Изменено уроков: {done}." if done else "Ничего не выбрано.")
    return HttpResponseRedirect(f"{reverse('timetable:day')}?on={on.isoformat()}&absent={absent_id}")


@require_POST
def set_day_bells(request: Request) -> HttpResponse:
    access.change_door(request.user)
    form = DayBellsForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            bells.set_day_bells(values["on"], values["schedule"], by=request.user, instead_of=values["instead_of"])
        except ValidationError as error:
            form.add_error(None, error)
    on = form.cleaned_data.get("on")
    if on is None:
        return redirect("timetable:day")
    if form.errors:
        return show_day(request, on, None, status=422, bells_form=form)
    return to_day(on)


@require_POST
def drop_day_bells(request: Request, pk: int) -> HttpResponse:
    day_bells = access.day_bells_to_change(request.user, pk)
    bells.drop_day_bells(day_bells, by=request.user)
    return to_day(day_bells.on)


def to_day(on: date) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('timetable:day')}?on={on.isoformat()}")


@require_safe
def lesson(request: Request, pk: int) -> HttpResponse:
    return show_lesson(request, access.lesson_to_change(request.user, pk))


def show_lesson(request: Request, of: Lesson, *, status: int = 200, **answer: Any) -> HttpResponse:
    page = lesson_page(of)
    context = {"page": page, "lesson": of, "may_change": True, **forms_of(of, page), **answer}
    return render(request, "timetable/lesson.html", context, status=status)


def forms_of(of: Lesson, page: LessonPage) -> dict[str, forms.Form]:
    return {
        "cancel_form": CancelForm(auto_id="cancel_%s"),
        "substitute_form": SubstituteForm(
            offer=page.offer, initial={"teacher": of.substitute_id, "reason": of.reason}, auto_id="substitute_%s"
        ),
        "move_form": MoveForm(initial={"on": of.on, "slot": of.slot}, auto_id="move_%s"),
        "change_room_form": RoomForm(initial={"room": of.room_id}, auto_id="room_%s"),
    }


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)
    form = CancelForm(request.POST, auto_id="cancel_%s")
    return done(request, of, "cancel", form, lambda values, _: changes.cancel_lesson(of, by=request.user, **values))


@require_POST
def substitute(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)
    form = SubstituteForm(request.POST, offer=lesson_page(of).offer, auto_id="substitute_%s")

    def act(values: dict[str, Any], despite: bool) -> None:
        changes.substitute_lesson(
            of, values["teacher"], by=request.user, reason=values["reason"], despite_clashes=despite
        )

    return done(request, of, "substitute", form, act)


@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)
    form = MoveForm(request.POST, auto_id="move_%s")

    def act(values: dict[str, Any], despite: bool) -> None:
        changes.move_lesson(of, by=request.user, despite_clashes=despite, **values)

    return done(request, of, "move", form, act)


@require_POST
def change_room(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)
    form = RoomForm(request.POST, auto_id="room_%s")

    def act(values: dict[str, Any], despite: bool) -> None:
        changes.change_room(of, values["room"], by=request.user, despite_clashes=despite)

    return done(request, of, "change-room", form, act)


@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)

    def act(_: dict[str, Any], despite: bool) -> None:
        changes.restore_lesson(of, by=request.user, despite_clashes=despite)

    return done(request, of, "restore", forms.Form(request.POST), act)


@require_POST
def drop_substitute(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)
    form = forms.Form(request.POST)
    return done(request, of, "drop-substitute", form, lambda *_: changes.drop_substitute(of, by=request.user))


@require_POST
def return_lesson(request: Request, pk: int) -> HttpResponse:
    of = access.lesson_to_change(request.user, pk)

    def act(_: dict[str, Any], despite: bool) -> None:
        changes.return_lesson(of, by=request.user, despite_clashes=despite)

    return done(request, of, "return", forms.Form(request.POST), act)


def done(
    request: Request, of: Lesson, what: str, form: forms.Form, act: Callable[[dict[str, Any], bool], object]
) -> HttpResponse:
    """Do it and return to the lesson; or show the lesson again with what is wrong, or with what it clashes with."""
    clashes: list[str] = []
    if form.is_valid():
        try:
            act(form.cleaned_data, "despite" in request.POST)
        except Clashing as clash:
            clashes = clash.words
        except ValidationError as error:
            form.add_error(None, error)
    if not form.errors and not clashes:
        messages.success(request, "Сохранено.")
        return redirect("timetable:lesson", of.pk)
    refused = form.non_field_errors()
    answer = {f"{what.replace('-', '_')}_form": form, "clashes": clashes, "refused": refused, "what": what}
    return show_lesson(request, of, status=422, **answer)
