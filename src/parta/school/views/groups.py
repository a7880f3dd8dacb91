"""Screens of groups: subgroups of a class and mixed groups."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms import classes as forms
from ..models import Pupil, SchoolClass, SchoolYear, StudyGroup
from ..pages.classes import group_page
from ..queries import classes as queries
from ..queries.year import newest_year
from ..services import groups
from .saving import FormPage, act, answer


def index(request: Request) -> HttpResponse:
    access.office_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")
    rows = list(queries.groups_of_year(year, today_in(year)))
    context = {"year": year, "rows": rows, "may_manage": access.cast_of(request.user).manages}
    return render(request, "school/groups.html", context)


def show(request: Request, pk: int) -> HttpResponse:
    """Who is in the group on a day (`?on=`), and the ticks that change it."""
    group = access.to_see(request.user, StudyGroup, pk)
    may_manage = access.cast_of(request.user).manages and not group.is_whole
    page = group_page(group, on=wanted_day(request, group.year))
    form = forms.MembersForm(None, pupils=Pupil.objects.none(), on=page.on)
    return render(request, "school/group.html", {"page": page, "form": form, "may_manage": may_manage})


@require_POST
def set_members(request: Request, pk: int) -> HttpResponse:
    group = access.to_manage(request.user, StudyGroup, pk)
    form = forms.MembersForm(request.POST, pupils=Pupil.objects.all(), on=today_in(group.year))

    def save(values: dict[str, Any]) -> str:
        groups.set_members(group, values["pupils"], on=values["on"], by=request.user)
        messages.success(request, f"Состав группы {group.name} с {values['on']:%d.%m.%Y} сохранён.")
        return f"{address(group)}?on={values['on']}"

    page = group_page(group, on=today_in(group.year), chosen=form.chosen())
    return answer(request, form, save, page, template="school/group.html", may_manage=True)


def create_mixed(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        made = groups.create_mixed(year, **values, pupils=[], on=today_in(year), by=request.user)
        messages.success(request, f"Группа {made.name} создана. Отметьте, кто в ней занимается.")
        return address(made)

    page = FormPage(
        "Новая сводная группа", "classes", screen="school:groups", back=reverse("school:groups"),
        button="Дальше: состав",
        note="Сводная группа собирает учеников нескольких классов. Класс на подгруппы делят на странице класса.",
    )  # fmt: skip
    return answer(request, forms.MixedGroupForm(request.POST or None, year=year), save, page)


def edit(request: Request, pk: int) -> HttpResponse:
    group = access.to_manage(request.user, StudyGroup, pk)
    form: forms.MixedGroupForm | forms.GroupNameForm
    if group.school_class_id:
        form = forms.GroupNameForm(request.POST or None, initial={"name": group.name})
    else:
        form = forms.MixedGroupForm(
            request.POST or None, year=group.year, name=group.name, classes=list(group.classes.all())
        )

    def save(values: dict[str, Any]) -> str:
        groups.update_group(group, **values, by=request.user)
        return address(group)

    page = FormPage(f"Группа {group.name}", "classes", screen="school:groups", back=address(group))
    return answer(request, form, save, page)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    group = access.to_manage(request.user, StudyGroup, pk)
    to = reverse("school:class", args=[group.school_class_id]) if group.school_class_id else reverse("school:groups")
    done = f"Группа {group.name} удалена."
    return act(request, lambda: groups.remove_group(group, by=request.user), done=done, to=to)


def split_class(request: Request, pk: int) -> HttpResponse:
    """Cut a class into one, two or three new subgroups (`?parts=`), by halves or in turn (`?by=turn`)."""
    school_class = access.to_manage(request.user, SchoolClass, pk)
    on = today_in(school_class.year)
    count = int(request.GET["parts"]) if request.GET.get("parts") in ("1", "2", "3") else 2
    pupils = list(queries.pupils_of_class(school_class, on))
    form = forms.SplitForm(
        request.POST or None, pupils=pupils, on=on, parts=[(str(n), str(n)) for n in range(1, count + 1)],
        places=offered_places(pupils, count, in_turn=request.GET.get("by") == "turn"),
        names=[f"{school_class.name}, {n} группа" for n in range(1, count + 1)],
    )  # fmt: skip

    def save(values: dict[str, Any]) -> str:
        made = groups.split_class(school_class, form.named_shares(), on=values["on"], by=request.user)
        messages.success(request, f"Подгруппы созданы: {', '.join(group.name for group in made)}.")
        return reverse("school:class", args=[school_class.pk])

    back = reverse("school:class", args=[school_class.pk])
    page = FormPage(f"Разделить {school_class.name} на подгруппы", "classes", back=back, button="Создать подгруппы")
    return answer(request, form, save, page, template="school/split.html", parts_count=count, may_preset=True)


def resplit(request: Request, pk: int) -> HttpResponse:
    """Share the pupils anew among the subgroups that belong together with this one."""
    group = access.to_manage(request.user, StudyGroup, pk)
    if group.is_whole or group.school_class is None:
        return redirect(address(group))
    on = wanted_day(request, group.year)
    parts = {str(one.pk): one for one in queries.split_of(group)}
    places = {pupil: str(part) for pupil, part in queries.places_in(parts.values(), on).items()}
    form = forms.SplitForm(
        request.POST or None, pupils=queries.pupils_of_class(group.school_class, on), on=on, places=places,
        parts=[(key, one.name) for key, one in parts.items()],
    )  # fmt: skip

    def save(values: dict[str, Any]) -> str:
        shares = {parts[key]: pupils for key, pupils in form.shares().items()}
        groups.resplit(shares, on=values["on"], by=request.user)
        messages.success(request, f"Подгруппы с {values['on']:%d.%m.%Y} сохранены.")
        return address(group)

    page = FormPage(f"Переделить: {group.school_class.name}", "classes", back=address(group))
    return answer(request, form, save, page, template="school/split.html")


def offered_places(pupils: list[Pupil], count: int, *, in_turn: bool) -> Mapping[int, str]:
    """Equal parts by the list: the first half and the second, or one by one in turn."""
    size = -(-len(pupils) // count)
    return {pupil.pk: str((n % count if in_turn else n // size) + 1) for n, pupil in enumerate(pupils)}


def today_in(year: SchoolYear) -> date:
    """Today, or the nearest day of a year that is over or has not begun."""
    return min(max(timezone.localdate(), year.starts_on), year.ends_on)


def wanted_day(request: Request, year: SchoolYear) -> date:
    try:
        return parse_date(request.GET.get("on", "")) or today_in(year)
    except ValueError:
        return today_in(year)


def address(group: StudyGroup) -> str:
    return reverse("school:group", args=[group.pk])
