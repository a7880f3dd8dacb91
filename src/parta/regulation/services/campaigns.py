"""Changes of campaigns: the usual ones of the year by one click, the school's own, ticks of the check list."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.school.models import Period, SchoolYear

from ..models import Campaign, CampaignLine, CampaignTick
from ..rules import ROLES
from ..rules.campaigns import Plan, year_plans, year_span


@transaction.atomic
def make_year_campaigns(year: SchoolYear, *, today: date, by: User) -> int:
    """Make the usual campaigns of the year that have not ended and are not there yet; return how many.

    A usual campaign that was cancelled or changed is left as it is.
    """
    SchoolYear.objects.select_for_update(no_key=True).get(pk=year.pk)  # a button pressed twice makes them once
    periods = Period.objects.filter(scheme__year=year).order_by("ends_on", "-number", "scheme")
    plans = year_plans(year.starts_on, year.ends_on, periods.values_list("name", "ends_on"))
    known = set(Campaign.objects.filter(year=year).values_list("code", flat=True))
    wanted = [plan for plan in plans if plan.code not in known and plan.ends_on >= today]
    made = [make(year, plan) for plan in wanted]
    if made:
        audit.record("regulation.make_year_campaigns", by=by, label=year.name, after=[one.title for one in made])
    return len(made)


def make(year: SchoolYear, plan: Plan) -> Campaign:
    links = [[words, reverse("handbook:article", args=[slug])] for words, slug in plan.links]
    campaign = Campaign(
        year=year, code=plan.code, title=plan.title, banner=plan.banner, starts_on=plan.starts_on,
        ends_on=plan.ends_on, days_ahead=plan.days_ahead, roles=list(plan.roles), links=links,
    )  # fmt: skip
    campaign.save()
    write_lines(campaign, list(plan.lines))
    return campaign


@transaction.atomic
def save_campaign(campaign: Campaign, *, lines: list[str], by: User, **fields: Any) -> Campaign:
    """Write a campaign and its check list. A line whose words stay keeps its ticks. Raises ValidationError."""
    before = None if campaign.pk is None else told(Campaign.objects.get(pk=campaign.pk))
    for name, value in fields.items():
        setattr(campaign, name, value)
    if not campaign.roles or set(campaign.roles) - set(ROLES):
        raise ValidationError({"roles": "Отметьте, кого касается кампания."})
    if not lines:
        raise ValidationError({"lines": "Напишите хотя бы одну строку списка."})
    check_dates(campaign)
    campaign.full_clean()
    campaign.save()
    write_lines(campaign, lines)
    audit.record(
        "regulation.save_campaign", by=by, target=("campaign", campaign.pk), label=campaign.title,
        before=before, after=told(campaign),
    )  # fmt: skip
    return campaign


def check_dates(campaign: Campaign) -> None:
    """A campaign belongs to its school year; a slip of the pen in the year's number is refused."""
    first, last = year_span(campaign.year.starts_on, campaign.year.ends_on)
    for name, on in (("starts_on", campaign.starts_on), ("ends_on", campaign.ends_on)):
        if not first <= on <= last:
            words = f"Это не {campaign.year.name} учебный год: нужен день с {first:%d.%m.%Y} по {last:%d.%m.%Y}."
            raise ValidationError({name: words})


def told(campaign: Campaign) -> dict[str, str]:
    lines = campaign.lines.filter(is_dropped=False).values_list("words", flat=True)
    return {
        "с": f"{campaign.starts_on:%d.%m.%Y}", "по": f"{campaign.ends_on:%d.%m.%Y}",
        "кого касается": ", ".join(ROLES[role] for role in campaign.roles), "список": "; ".join(lines),
    }  # fmt: skip


def write_lines(campaign: Campaign, lines: list[str]) -> None:
    """Make the check list these lines in this order: known ones are kept with their ticks, others go out of sight."""
    known = {line.words: line for line in campaign.lines.order_by("-is_dropped")}
    for position, words in enumerate(dict.fromkeys(lines)):
        line = known.pop(words, None) or CampaignLine(campaign=campaign, words=words)
        line.position, line.is_dropped = position, False
        line.save()
    CampaignLine.objects.filter(pk__in=[line.pk for line in known.values()]).update(is_dropped=True)


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, by: User) -> None:
    """Nobody sees it any more; its ticks stay."""
    campaign.is_cancelled = True
    campaign.save(update_fields=["is_cancelled"])
    audit.record("regulation.cancel_campaign", by=by, target=("campaign", campaign.pk), label=campaign.title)


@transaction.atomic
def tick_line(line: CampaignLine, *, is_done: bool, by: User) -> None:
    """The person marks own line as done, or takes the mark back. Saying the same twice changes nothing."""
    if is_done:
        _, is_changed = CampaignTick.objects.get_or_create(line=line, user=by, defaults={"at": timezone.now()})
    else:
        is_changed = CampaignTick.objects.filter(line=line, user=by).delete()[0] > 0
    if is_changed:
        audit.record(
            "regulation.tick_line", by=by, target=("campaign", line.campaign_id), label=line.words,
            before=not is_done, after=is_done,
        )  # fmt: skip
