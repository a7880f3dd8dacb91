"""Campaigns of the year of help: the list, one's own check list, progress of all, editing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.lib.answers import table_answer
from parta.school.queries import current_year

from .. import access, exchange, pages
from ..forms import CampaignForm
from ..models import Campaign
from ..queries import campaigns as queries
from ..rules import ROLES
from ..services import campaigns as services

read_or_post = require_http_methods(["GET", "HEAD", "POST"])
NO_YEAR = "Сначала создайте учебный год: кампании считаются по его периодам."


@require_safe
def campaigns(request: Request) -> HttpResponse:
    year, today = current_year(), timezone.localdate()
    may_write = access.introduces(request.user)
    found = queries.campaigns_of(request.user, year, all_of_them=may_write) if year else []
    rows = [pages.campaign_row(one, request.user, today) for one in found]
    context = {"rows": rows, "year": year, "may_write": may_write}
    return render(request, "regulation/campaigns.html", context)


@require_POST
def make(request: Request) -> HttpResponse:
    access.introducer_door(request.user)
    year = current_year()
    if year is None:
        messages.error(request, NO_YEAR)
        return redirect("regulation:campaigns")
    number = services.make_year_campaigns(year, today=timezone.localdate(), by=request.user)
    messages.success(request, f"Создано кампаний: {number}." if number else "Все обычные кампании уже есть.")
    return redirect("regulation:campaigns")


@require_safe
def campaign(request: Request, pk: int) -> HttpResponse:
    return show(request, access.campaign_to_see(request.user, pk), "regulation/campaign.html")


def show(request: Request, found: Campaign, template: str) -> HttpResponse:
    lines = queries.lines_of_campaign(found, request.user)
    context = {
        "campaign": found, "lines": lines, "done": queries.done_of(lines),
        "is_own": access.is_concerned(request.user, found.roles), "may_write": access.introduces(request.user),
        "today": timezone.localdate(), "roles": [ROLES[role] for role in found.roles if role in ROLES],
    }  # fmt: skip
    return render(request, template, context)


@require_POST
def tick(request: Request, pk: int) -> HttpResponse:
    line = access.line_to_tick(request.user, pk)
    services.tick_line(line, is_done=request.POST.get("done") == "on", by=request.user)
    if request.htmx:
        return show(request, line.campaign, "regulation/campaign.html#lines")
    return redirect("regulation:campaign", line.campaign_id)


@read_or_post
def new(request: Request) -> HttpResponse:
    access.introducer_door(request.user)
    year = current_year()
    if year is None:
        messages.error(request, NO_YEAR)
        return redirect("regulation:campaigns")
    return edited(request, Campaign(year=year))


@read_or_post
def edit(request: Request, pk: int) -> HttpResponse:
    return edited(request, access.campaign_to_run(request.user, pk))


def edited(request: Request, found: Campaign) -> HttpResponse:
    form = CampaignForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            saved = services.save_campaign(found, lines=fields.pop("lines"), by=request.user, **fields)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Сохранено: «{saved.title}».")
            return redirect("regulation:campaign", saved.pk)
    context = {"form": form, "campaign": found}
    return render(request, "regulation/campaign_edit.html", context, status=422 if form.errors else 200)


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    found = access.campaign_to_run(request.user, pk)
    services.cancel_campaign(found, by=request.user)
    messages.success(request, f"Кампания «{found.title}» отменена.")
    return redirect("regulation:campaigns")


@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    found = access.campaign_to_run(request.user, pk)
    context = {"campaign": found, "progress": queries.progress(found)}
    return render(request, "regulation/progress.html", context)


@require_safe
def progress_table(request: Request, pk: int, suffix: str) -> HttpResponse:
    found = access.campaign_to_run(request.user, pk)
    return table_answer(exchange.progress_table(found, queries.progress(found)), suffix)
