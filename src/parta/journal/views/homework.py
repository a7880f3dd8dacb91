"""Homework of a lesson: the form, the quick line of the topics tab, files through the door."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.access import OpenLesson
from parta.journal.forms.homework import HomeworkForm, initial_of
from parta.journal.models import Homework
from parta.journal.pages.topics import lesson_row
from parta.journal.queries.homework import evening, files_of, lessons_after, pupils_on
from parta.journal.rules.homework import Task
from parta.journal.services import homework as services

from .back import back_to, next_of

DOOR_POLICY = "default-src 'none'; sandbox"  # a file opened in a tab may do nothing there


@require_http_methods(["GET", "POST"])
def give(request: Request, lesson: int) -> HttpResponseBase:
    opened = access.lesson_to_write(request.user, lesson)
    form = _form(request, opened)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_homework(
                opened, form.task(), uploads=form.cleaned_data["uploads"], by=request.user, now=timezone.now()
            )
        except ValidationError as error:
            _add(form, error)
        else:
            return _given(request, opened, form)
    return _page(request, opened, form)


@require_http_methods(["GET", "POST"])
def change(request: Request, homework: int) -> HttpResponseBase:
    task, opened = access.homework_to_write(request.user, homework)
    form, seen = _form(request, opened, task), request.POST.get("seen") or services.mark_of(task)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_homework(
                task, opened, form.task(), uploads=form.cleaned_data["uploads"], seen=seen, by=request.user,
                now=timezone.now(),
            )  # fmt: skip
        except services.Changed as error:
            _add(form, error)
            seen = services.mark_of(Homework.objects.get(pk=task.pk))  # told now: saving once more is on purpose
        except ValidationError as error:
            _add(form, error)
        else:
            return _given(request, opened, form, task)
    return _page(request, opened, form, task, seen)


@require_POST
def give_quick(request: Request, lesson: int) -> HttpResponseBase:
    """One line of text, due on the next lesson; answers with the lesson's tasks."""
    opened = access.lesson_to_write(request.user, lesson)
    text = request.POST.get("text", "").strip()
    lessons = lessons_after(opened.journal.course, opened.lesson.on, opened.lesson.slot)
    if not lessons:
        return _tasks(request, opened, "Следующего урока в расписании нет: выберите день подробно.", typed=text)
    task = Task(text=text, due_on=lessons[0].on, due_lesson_id=lessons[0].pk)
    try:
        services.give_homework(opened, task, by=request.user, now=timezone.now())
    except ValidationError as error:
        return _tasks(request, opened, " ".join(error.messages), typed=text)
    return _tasks(request, opened)


@require_POST
def remove(request: Request, homework: int) -> HttpResponseBase:
    task, opened = access.homework_to_write(request.user, homework)
    error = ""
    try:
        services.remove_homework(task, opened, by=request.user, now=timezone.now())
    except ValidationError as refused:
        error = " ".join(refused.messages)
    return _tasks(request, opened, error)


@require_POST
def remove_file(request: Request, file: int) -> HttpResponseBase:
    found, opened = access.file_to_write(request.user, file)
    try:
        services.remove_file(found, opened, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return back_to(request, opened)


@require_GET
def load(request: Request, lesson: int) -> HttpResponse:
    """How full the evening gets: the fragment under the minutes while the form is being filled in."""
    opened = access.lesson_to_write(request.user, lesson)
    form = _form(request, opened)
    form.data, form.is_bound = request.GET, True
    form.is_valid()
    without = request.GET.get("without", "")
    return render(
        request,
        "journal/parts/evening.html",
        {"evening": _evening(opened, form, without=int(without) if without.isdecimal() else None)},
    )


@require_GET
def file(request: Request, file: int) -> FileResponse:
    """A file through the door: always a download, never a page of ours."""
    found = access.file_to_read(request.user, file)
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response.headers["Content-Security-Policy"] = DOOR_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _form(request: Request, opened: OpenLesson, task: Homework | None = None) -> HomeworkForm:
    course, lesson = opened.journal.course, opened.lesson
    given: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    return HomeworkForm(
        *given,
        lessons=lessons_after(course, lesson.on, lesson.slot),
        pupils=pupils_on(course, lesson.on),
        initial=initial_of(task) if task else {},
    )


def _add(form: HomeworkForm, error: ValidationError) -> None:
    form.add_error(None, error)


def _evening(opened: OpenLesson, form: HomeworkForm, *, without: int | None) -> Any:
    due_on, minutes = form.due_day(), form.cleaned_data.get("minutes")
    if due_on is None or not minutes:
        return None
    chosen = [int(pk) for pk in form.cleaned_data.get("pupils", [])]
    return evening(opened.journal.course, due_on, minutes, pupil_ids=chosen, without=without)


def _given(request: Request, opened: OpenLesson, form: HomeworkForm, task: Homework | None = None) -> HttpResponseBase:
    """Back to where the teacher came from, with a warning when the evening is over the ceiling."""
    full = _evening(opened, form, without=task.pk if task else _latest(opened))
    if full is not None and full.is_too_much:
        messages.warning(
            request,
            f"Задание записано, но вечер перегружен: у {full.over} из {full.pupils} учеников по всем предметам "
            f"до {full.minutes} мин при норме {full.ceiling}.",
        )
    return back_to(request, opened)


def _latest(opened: OpenLesson) -> int | None:
    return Homework.objects.filter(lesson=opened.lesson.pk).order_by("-pk").values_list("pk", flat=True).first()


def _page(
    request: Request, opened: OpenLesson, form: HomeworkForm, task: Homework | None = None, seen: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "course": opened.journal.course,
        "lesson": opened.lesson,
        "task": task,
        "seen": seen,
        "files": files_of([task.pk])[task.pk] if task else [],
        "next": next_of(request),
    }
    return render(request, "journal/homework.html", context, status=422 if form.errors else 200)


def _tasks(request: Request, opened: OpenLesson, error: str = "", *, typed: str = "") -> HttpResponseBase:
    """The lesson's tasks anew for htmx; the page they stand on without script."""
    if not request.htmx:
        if error:
            messages.error(request, error)
        return back_to(request, opened)
    row = lesson_row(opened.journal, opened.lesson.pk, now=timezone.now())
    context = {"row": row, "error": error, "typed": typed, "back": next_of(request)}
    return render(request, "journal/parts/tasks.html", context, status=422 if error else 200)
