"""Screens of codes: by class for its class teacher and the office, for employees by the office."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.accounts.rules import latin

from .. import access
from ..models import SchoolClass
from ..pages.accounts import class_accounts, staff_accounts
from ..pages.codes import code_sheet
from ..queries import the_school
from ..queries.accounts import Holder, holders_of_class, holders_of_staff
from ..services import invitations


def start(request: Request) -> HttpResponse:
    """All classes for the office; a class teacher goes straight to the only class."""
    cast = access.cast_of(request.user)
    access.require(cast.manages or cast.leads_class)
    classes = all_classes() if cast.manages else access.led_classes(request.user)
    if len(classes) == 1 and not cast.manages:
        return redirect("school:invitations-class", classes[0].pk)
    return render(request, "school/invitations/classes.html", {"classes": classes, "manages": cast.manages})


def show_class(request: Request, pk: int) -> HttpResponse:
    school_class = access.class_of_accounts(request.user, pk)
    page = class_accounts(school_class, today=timezone.localdate(), by=request.user)
    return render(
        request, "school/invitations/class.html", {"page": page, "manages": access.cast_of(request.user).manages}
    )


@require_POST
def print_class(request: Request, pk: int) -> HttpResponse:
    school_class = access.class_of_accounts(request.user, pk)
    holders = wanted(request, holders_of_class(school_class, timezone.localdate()))
    return sheet(request, holders, label=school_class.name, back=reverse("school:invitations-class", args=[pk]))


@require_POST
def revoke_class(request: Request, pk: int) -> HttpResponse:
    school_class = access.class_of_accounts(request.user, pk)
    revoke_wanted(request, lambda: holders_of_class(school_class, timezone.localdate()))
    return redirect("school:invitations-class", pk)


def show_staff(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    return render(request, "school/invitations/staff.html", {"page": staff_accounts(by=request.user)})


@require_POST
def print_staff(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    return sheet(request, wanted(request, holders_of_staff()), label="сотрудники", back=reverse("school:staff-codes"))


@require_POST
def revoke_staff(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    revoke_wanted(request, holders_of_staff)
    return redirect("school:staff-codes")


def wanted(request: Request, holders: list[Holder]) -> list[Holder]:
    """All of them, or the one whose key was sent; 404 when there is no such."""
    key = request.POST.get("key", "")
    found = [holder for holder in holders if holder.key == key] if key else holders
    if key and not found:
        raise Http404
    return found


def sheet(request: Request, holders: list[Holder], *, label: str, back: str) -> HttpResponse:
    """Write the codes out and hand the sheet over: they are readable on it and nowhere else."""
    strips = invitations.issue(holders, by=request.user, label=label)
    if not strips:
        messages.info(request, "У всех уже есть учётные записи: печатать нечего.")
        return redirect(back)
    printed = code_sheet(
        [(strip.holder, strip.code) for strip in strips], school=the_school(), valid_days=invitations.VALID_DAYS
    )
    name = f"kody-{slugify(latin(label))}.pdf"
    return HttpResponse(
        printed, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def revoke_wanted(request: Request, holders: Callable[[], list[Holder]]) -> None:
    if not request.POST.get("key"):
        raise Http404
    for holder in wanted(request, holders())[:1]:
        invitations.revoke(holder, by=request.user)
        messages.success(request, "Код отозван: по нему больше не войти.")


def all_classes() -> list[SchoolClass]:
    return list(SchoolClass.objects.filter(year__is_current=True).select_related("class_teacher"))
