"""Screens of skills: one's own, the matrix, what is asked of roles, the gaps."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.school.models import Employee
from parta.school.queries import current_year
from parta.school.views.saving import answer

from .. import access
from ..forms.levels import GrowthForm, LevelForm, MatrixFilter, OwnLevels, RequiredForm, SkillForm
from ..models import Skill
from ..pages import levels as pages
from ..queries import levels as queries
from ..rules import LEVELS, ROLES, required_of
from ..services import levels
from .files import FormPage, report

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def start(request: Request) -> HttpResponse:
    """To the first screen that is this person's."""
    access.rooms_door(request.user)
    if access.sees_levels(request.user):
        return redirect("readiness:matrix")
    return redirect("readiness:skills" if access.is_staff(request.user) else "readiness:rooms")


@read_or_post
def skills(request: Request) -> HttpResponse:
    """What the employee says of oneself."""
    employee = access.employee_door(request.user)
    (person,) = queries.staff([employee.pk])
    cells = pages.own_cells(person)
    form = OwnLevels(request.POST or None, cells=cells)
    if request.method == "POST" and form.is_valid():
        said = levels.assess(employee, form.said(), by=request.user)
        messages.success(request, "Записано. Спасибо." if said else "Ничего не изменилось.")
        return redirect("readiness:skills")
    rows = [(skill, cell, form[f"skill-{skill.pk}"], course_url(skill)) for skill, cell in cells]
    context = {"rows": rows, "form": form, "roles": pages.roles_words(person), "levels": LEVELS}
    return render(request, "readiness/skills.html", context, status=422 if form.errors else 200)


def course_url(skill: Skill) -> str:
    """The address of the course that teaches the skill; "" without one."""
    if not skill.course:
        return ""
    try:
        return reverse("training:course", args=[skill.course])
    except NoReverseMatch:
        return ""


@require_safe
def matrix(request: Request) -> HttpResponse:
    access.levels_door(request.user)
    form = MatrixFilter(request.GET)
    page = pages.matrix_page(**form.chosen())
    context = {
        "page": page, "form": form, "levels": LEVELS, "may_confirm": access.keeps(request.user),
        "base": reverse("readiness:matrix"),
    }  # fmt: skip
    return render(request, "readiness/matrix.html", context)


@require_safe
def matrix_file(request: Request, suffix: str) -> HttpResponse:
    access.levels_door(request.user)
    page = pages.matrix_page(**MatrixFilter(request.GET).chosen())
    about = ("; ".join(f"{level} — {words}" for level, words in LEVELS.items()), on_words())
    widths = ("3fr", "2fr", "2fr", *["1.3fr"] * len(page.skills))
    return report(
        suffix, [pages.matrix_table(page)], title="Матрица навыков сотрудников", about=about, widths=widths,
        is_wide=True, signs=("Ответственный за внедрение",),
    )  # fmt: skip


def on_words() -> str:
    return f"На {timezone.localdate():%d.%m.%Y}."


@read_or_post
def cell(request: Request, employee: int, skill: int) -> HttpResponse:
    """One cell, changed in its place; a page of its own without script. `?shown` gives the cell back as it is."""
    person, of = access.level_to_confirm(request.user, employee, skill)
    form = LevelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        levels.confirm(person, {of: form.cleaned_data["level"]}, by=request.user)
        if not request.htmx:
            return redirect("readiness:matrix")
    is_done = (request.method == "POST" and form.is_valid()) or "shown" in request.GET
    context = {
        "cell": one_cell(person, of), "person": person, "skill": of, "levels": LEVELS, "may_confirm": True,
        "base": reverse("readiness:matrix"),
    }  # fmt: skip
    if request.htmx:
        part = "cell" if is_done else "edit"
        return render(request, f"readiness/matrix.html#{part}", {**context, "focus": is_done}, status=_status(form))
    return render(request, "readiness/cell.html", context, status=_status(form))


def _status(form: LevelForm) -> int:
    return 422 if form.errors else 200


def one_cell(employee: Employee, skill: Skill) -> pages.Cell:
    (person,) = queries.staff([employee.pk])
    needs = required_of(person.roles, queries.required())
    return pages.cell_of(person, skill.pk, needs, queries.levels(employee=employee.pk))


@require_POST
def defaults(request: Request) -> HttpResponse:
    access.keeper_door(request.user)
    levels.ensure_defaults(by=request.user)
    messages.success(request, "Обычные навыки добавлены. Проверьте, что от кого нужно.")
    return redirect("readiness:required")


@read_or_post
def required(request: Request) -> HttpResponse:
    """The level each role needs of each skill."""
    access.keeper_door(request.user)
    form = RequiredForm(request.POST or None, skills=queries.skills(), asked=queries.required())
    if request.method == "POST" and form.is_valid():
        changed = levels.require_levels(form.wanted(), by=request.user)
        messages.success(request, f"Изменено: {changed}." if changed else "Ничего не изменилось.")
        return redirect("readiness:required")
    unused = Skill.objects.filter(is_active=False)
    context = {"form": form, "roles": ROLES, "levels": LEVELS, "unused": unused}
    return render(request, "readiness/required.html", context, status=422 if form.errors else 200)


@read_or_post
def new_skill(request: Request) -> HttpResponse:
    access.keeper_door(request.user)
    return save_skill(request, Skill(), "Новый навык")


@read_or_post
def skill(request: Request, pk: int) -> HttpResponse:
    row = access.skill_to_keep(request.user, pk)
    return save_skill(request, row, row.name)


def save_skill(request: Request, row: Skill, title: str) -> HttpResponse:
    def save(values: dict[str, Any]) -> str:
        levels.save_skill(row, **values, by=request.user)
        return reverse("readiness:required")

    page = FormPage(title, "matrix", back=reverse("readiness:required"))
    form = SkillForm(request.POST or None, row=row if row.pk else None)
    return answer(request, form, save, page, template="readiness/form.html")


@require_safe
def gaps(request: Request) -> HttpResponse:
    """Who lacks what, by skill and role, and how it was and is between two days."""
    access.levels_door(request.user)
    form, (before, after) = growth_days(request)
    page = pages.gaps_page()
    context = {
        "page": page, "form": form, "before": before, "after": after, "growth": pages.growth(before, after),
        "lines": [(one, course_url(one.skill)) for one in page.skills], "levels": LEVELS,
    }  # fmt: skip
    return render(request, "readiness/gaps.html", context)


def growth_days(request: Request) -> tuple[GrowthForm, tuple[date, date]]:
    """What was asked for; the school year so far where nothing, or nothing sensible, was."""
    year, today = current_year(), timezone.localdate()
    usual = (min(year.starts_on, today) if year else today, today)
    asked = request.GET if "before" in request.GET else None
    form = GrowthForm(asked, initial={"before": usual[0], "after": usual[1]})
    if asked is None or not form.is_valid():
        return form, usual
    return form, (form.cleaned_data["before"], form.cleaned_data["after"])


@require_safe
def gaps_file(request: Request, suffix: str) -> HttpResponse:
    access.levels_door(request.user)
    _, (before, after) = growth_days(request)
    page = pages.gaps_page()
    growth = pages.growth_table(pages.growth(before, after), before, after)
    tables = [pages.people_table(page), pages.gaps_table(page), growth]
    return report(
        suffix, tables, title="Чему учить сотрудников", about=(on_words(),), is_wide=True,
        widths=("3fr", "2fr", "1.5fr", "1.5fr", "1.5fr"), signs=("Ответственный за внедрение",),
    )  # fmt: skip
