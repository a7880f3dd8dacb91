"""Screens of the load: courses with filters, subjects, rooms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms import load as forms
from ..models import Course, Room, StudyGroup, Subject
from ..queries import load as queries
from ..queries.year import newest_year
from ..services import load
from .saving import FOLLOW, Button, FormPage, act, answer, tell

PAGE = 50  # rows


def index(request: Request) -> HttpResponse:
    access.office_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")
    form = forms.LoadFilter(request.GET, year=year)
    courses = queries.load_of(year, form.wanted())
    context = {
        "year": year, "form": form, "page": Paginator(courses, PAGE).get_page(request.GET.get("page")),
        "hours": queries.hours_of(courses), "may_manage": access.cast_of(request.user).manages,
    }  # fmt: skip
    return render(request, "school/load.html", context)


def create(request: Request) -> HttpResponse:
    """`?group=` or `?class=` chooses beforehand."""
    access.manage_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        course = load.create_course(year, **values, by=request.user)
        messages.success(request, f"Курс добавлен: {course}.")
        return f"{reverse('school:course-new')}?group={course.group_id}"

    form = forms.NewCourseForm(request.POST or None, year=year, group=named_group(request))
    page = FormPage(
        f"Новый курс, {year.name}", "load", screen="school:load", back=reverse("school:load"), button="Добавить курс",
        note="Курс — это предмет, группа, учитель и часы. Каждому курсу принадлежит своя страница журнала.",
    )  # fmt: skip
    return answer(request, form, save, page)


def named_group(request: Request) -> StudyGroup | None:
    named, of_class = request.GET.get("group", ""), request.GET.get("class", "")
    if named.isdecimal():
        return StudyGroup.objects.filter(pk=int(named)).first()
    return (
        StudyGroup.objects.filter(school_class=int(of_class), is_whole=True).first() if of_class.isdecimal() else None
    )


def edit(request: Request, pk: int) -> HttpResponse:
    course = access.to_manage(request.user, Course, pk)

    def save(values: dict[str, Any]) -> str:
        load.update_course(course, **values, by=request.user)
        messages.success(request, f"Сохранено: {course}.")
        return reverse("school:load")

    stop = Button("Завершить курс", reverse("school:course-stop", args=[pk]), kind="danger")
    resume = Button("Возобновить курс", reverse("school:course-resume", args=[pk]))
    page = FormPage(
        f"{course.subject.name}, {course.group.name}", "load", screen="school:load", back=reverse("school:load"),
        note="Предмет и группа не меняются: на них держатся уроки и отметки. Завершённый курс хранит свой журнал.",
        buttons=(stop if course.is_active else resume,),
    )  # fmt: skip
    return answer(request, forms.CourseForm(request.POST or None, course=course), save, page)


def teacher(request: Request, pk: int) -> HttpResponse:
    """The teacher of one line, changed in its place; a page of its own without script."""
    course = access.to_manage(request.user, Course, pk)
    form = forms.TeacherForm(request.POST or None, initial={"teacher": course.teacher})
    if request.method == "POST" and form.is_valid():
        try:
            load.assign_teacher(course, form.cleaned_data["teacher"], by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            if not request.htmx:
                return redirect("school:load")
            return render(request, "school/load.html#row", {"course": course, "may_manage": True})
    status = 422 if form.errors else 200
    if request.htmx:
        return render(request, "school/load.html#teacher", {"course": course, "form": form}, status=status)
    page = FormPage(f"Учитель: {course}", "load", screen="school:load", back=reverse("school:load"))
    return render(request, "school/form.html", {"form": form, "page": page}, status=status)


def line(request: Request, pk: int) -> HttpResponse:
    """One line again, when the change of its teacher is given up."""
    course = access.to_manage(request.user, Course, pk)
    return render(request, "school/load.html#row", {"course": course, "may_manage": True})


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    course = access.to_manage(request.user, Course, pk)
    done = f"Курс завершён: {course}. Журнал сохранён. {FOLLOW}"
    return act(request, lambda: load.stop_course(course, by=request.user), done=done, to=reverse("school:load"))


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    course = access.to_manage(request.user, Course, pk)
    done = f"Курс снова идёт: {course}. {FOLLOW}"
    return act(request, lambda: load.resume_course(course, by=request.user), done=done, to=reverse("school:load"))


def subjects(request: Request) -> HttpResponse:
    access.office_door(request.user)
    find = forms.Find(request.GET)
    context = {
        "find": find, "rows": list(queries.subjects(find.words)), "may_manage": access.cast_of(request.user).manages,
    }  # fmt: skip
    return render(request, "school/subjects.html", context)


def create_subject(request: Request) -> HttpResponse:
    access.manage_door(request.user)

    def save(values: dict[str, Any]) -> str:
        subject = load.create_subject(**values, by=request.user)
        messages.success(request, f"Предмет «{subject.name}» добавлен.")
        return reverse("school:subjects")

    return answer(request, forms.SubjectForm(request.POST or None), save, subject_page("Новый предмет"))


def edit_subject(request: Request, pk: int) -> HttpResponse:
    subject = access.to_manage(request.user, Subject, pk)

    def save(values: dict[str, Any]) -> str:
        load.update_subject(subject, **values, by=request.user)
        return reverse("school:subjects")

    return answer(request, forms.SubjectForm(request.POST or None, row=subject), save, subject_page(subject.name))


def subject_page(title: str) -> FormPage:
    return FormPage(title, "load", screen="school:subjects", back=reverse("school:subjects"))


def rooms(request: Request) -> HttpResponse:
    access.office_door(request.user)
    find = forms.Find(request.GET)
    context = {
        "find": find, "rows": list(queries.rooms(find.words)), "may_manage": access.cast_of(request.user).manages,
    }  # fmt: skip
    return render(request, "school/rooms.html", context)


def create_room(request: Request) -> HttpResponse:
    access.manage_door(request.user)

    def save(values: dict[str, Any]) -> str:
        room = load.create_room(**values, by=request.user)
        messages.success(request, f"Кабинет «{room.name}» добавлен.")
        return reverse("school:rooms")

    return answer(request, forms.RoomForm(request.POST or None), save, room_page("Новый кабинет"))


def edit_room(request: Request, pk: int) -> HttpResponse:
    room = access.to_manage(request.user, Room, pk)

    def save(values: dict[str, Any]) -> str:
        load.update_room(room, **values, by=request.user)
        return reverse("school:rooms")

    return answer(request, forms.RoomForm(request.POST or None, row=room), save, room_page(f"Кабинет {room.name}"))


def room_page(title: str) -> FormPage:
    return FormPage(title, "load", screen="school:rooms", back=reverse("school:rooms"))
