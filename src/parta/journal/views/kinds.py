"""The school's list of kinds of work, for the administrator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.journal.forms.kinds import KindOfWorkForm
from parta.journal.models import WorkKind
from parta.journal.services.kinds import ensure_default_kinds, save_kind, told
from parta.school.access import admin_door


@require_GET
def kinds(request: Request) -> HttpResponse:
    admin_door(request.user)
    return render(request, "journal/kinds.html", {"kinds": WorkKind.objects.order_by("-is_active", "position", "pk")})


@require_POST
def usual(request: Request) -> HttpResponseBase:
    """Begin with the usual list."""
    admin_door(request.user)
    ensure_default_kinds(by=request.user)
    return redirect("journal:kinds")


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponseBase:
    admin_door(request.user)
    return _edit(request, WorkKind())


@require_http_methods(["GET", "POST"])
def edit(request: Request, kind: int) -> HttpResponseBase:
    admin_door(request.user)
    found = WorkKind.objects.filter(pk=kind).first()
    if found is None:
        raise Http404
    return _edit(request, found)


def _edit(request: Request, kind: WorkKind) -> HttpResponseBase:
    before = told(kind) if kind.pk else None
    form = KindOfWorkForm(request.POST or None, instance=kind)
    if request.method == "POST" and form.is_valid():
        try:
            save_kind(form.kind(), before=before, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Вид работы «{kind.name}» сохранён.")
            return redirect("journal:kinds")
    context = {"form": form, "kind": kind, "is_new": before is None}
    return render(request, "journal/kind.html", context, status=422 if form.errors else 200)
