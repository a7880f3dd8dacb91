"""Campaigns of the year of help: banners, check lists, who has done what."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parta.accounts.models import User
from parta.lib import sql
from parta.lib.alphabet import by_name
from parta.school.models import Course, Guardian, Pupil, SchoolClass, SchoolYear

from ..access import is_concerned
from ..models import Campaign, CampaignLine, CampaignTick
from ..rules.campaigns import MOST_DAYS_AHEAD, is_announced


@dataclass(frozen=True, slots=True)
class Banner:
    """A campaign on the desk of a person it concerns; `days` to its beginning while ahead, else to its end."""

    campaign_id: int
    title: str
    words: str
    starts_on: date
    ends_on: date
    is_ahead: bool
    days: int
    done: int
    lines: int

    @property
    def is_done(self) -> bool:
        return self.lines > 0 and self.done == self.lines


def counted(user: User) -> QuerySet[Campaign]:
    """Campaigns with the number of their lines and of those the user has done."""
    lines = CampaignLine.objects.filter(campaign=OuterRef("pk"), is_dropped=False)
    done = CampaignTick.objects.filter(line__campaign=OuterRef("pk"), line__is_dropped=False, user=user)
    return Campaign.objects.filter(is_cancelled=False).annotate(
        line_count=number(lines, "campaign"), done_count=number(done, "line__campaign")
    )


def number(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many rows, as a subquery."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number")), 0)


def banner_of(campaign: Campaign, today: date) -> Banner:
    """Of a campaign from `counted`."""
    progress = (campaign.done_count, campaign.line_count)  # type: ignore[attr-defined]
    return banner(
        campaign.pk, campaign.title, campaign.banner, (campaign.starts_on, campaign.ends_on), progress, today
    )  # fmt: skip


def banner(pk: int, title: str, words: str, dates: tuple[date, date], progress: tuple[int, int], today: date) -> Banner:
    """`dates` are the first and the last day, `progress` is lines done and lines in all."""
    starts_on, ends_on = dates
    is_ahead = today < starts_on
    return Banner(
        campaign_id=pk,
        title=title,
        words=words,
        starts_on=starts_on,
        ends_on=ends_on,
        is_ahead=is_ahead,
        days=((starts_on if is_ahead else ends_on) - today).days,
        done=progress[0],
        lines=progress[1],
    )


NEAR = """
SELECT c.id, c.title, c.banner, c.starts_on, c.ends_on, c.days_ahead, c.roles,
  (SELECT count(*) FROM regulation_campaigntick t JOIN regulation_campaignline l ON l.id = t.line_id
    WHERE l.campaign_id = c.id AND NOT l.is_dropped AND t.user_id = %s),
  (SELECT count(*) FROM regulation_campaignline l WHERE l.campaign_id = c.id AND NOT l.is_dropped)
FROM regulation_campaign c
WHERE NOT c.is_cancelled AND c.ends_on >= %s AND c.starts_on <= %s ORDER BY c.ends_on, c.id"""


def banners_of(user: User, today: date) -> list[Banner]:
    """Campaigns to show on the user's desk, the soonest to end first; one whose lines are all done is not shown.

    One statement, and what the user's roles are where it is not yet known.
    """
    shown = []
    for pk, title, words, first, last, ahead, roles, done, lines in sql.rows(
        NEAR, [user.pk, today, today + timedelta(days=MOST_DAYS_AHEAD)]
    ):
        starts_on, ends_on = sql.day(first) or today, sql.day(last) or today
        if is_announced(starts_on, ends_on, ahead, today=today) and is_concerned(user, sql.json(roles)):
            shown.append(banner(pk, title, words, (starts_on, ends_on), (done, lines), today))
    return [one for one in shown if not one.is_done]


def campaigns_of(user: User, year: SchoolYear, *, all_of_them: bool) -> list[Campaign]:
    """The year's campaigns that concern the user, or all of them; with the user's own count."""
    return [one for one in counted(user).filter(year=year) if all_of_them or is_concerned(user, one.roles)]


def lines_of_campaign(campaign: Campaign, user: User) -> list[CampaignLine]:
    """The check list; `own` of each holds the user's tick or nothing. Two queries."""
    own = Prefetch("ticks", CampaignTick.objects.filter(user=user), to_attr="own")
    return list(campaign.lines.filter(is_dropped=False).prefetch_related(own))


def done_of(lines: list[CampaignLine]) -> int:
    """How many of the lines from `lines_of_campaign` the user has done."""
    return len([line for line in lines if line.own])  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Person:
    """An employee's progress: the instants of ticks by line, in the order of the lines, None where not done."""

    name: str
    ticks: list[datetime | None]

    @property
    def done(self) -> int:
        return sum(1 for at in self.ticks if at)

    @property
    def is_done(self) -> bool:
        return bool(self.ticks) and None not in self.ticks


@dataclass(frozen=True, slots=True)
class Families:
    """Pupils or parents are counted, not named: how many accounts, and how many have done every line."""

    group: str
    finished: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Progress:
    lines: list[CampaignLine]
    people: list[Person]
    families: list[Families] = field(default_factory=list)

    @property
    def finished(self) -> int:
        return sum(1 for person in self.people if person.is_done)


def staff_of(roles: list[str]) -> QuerySet[User]:
    """Active accounts at work in one of these roles."""
    now = {"year__is_current": True}
    teaches = Course.objects.filter(teacher__user=OuterRef("pk"), teacher__left_on=None, is_active=True, **now)
    leads = SchoolClass.objects.filter(class_teacher__user=OuterRef("pk"), class_teacher__left_on=None, **now)
    by_role = {
        "teacher": Q(Exists(teaches)), "class_teacher": Q(Exists(leads)), "deputy": Q(is_deputy=True),
        "head": Q(is_head=True), "admin": Q(is_admin=True), "introducer": Q(is_introducer=True),
    }  # fmt: skip
    wanted = Q(pk__in=[])
    for role in roles:
        wanted |= by_role.get(role, Q(pk__in=[]))
    return User.objects.filter(wanted, is_active=True).order_by(*by_name(), "id")


def progress(campaign: Campaign) -> Progress:
    """How far each employee concerned is, and how many families; a constant number of queries."""
    lines = list(campaign.lines.filter(is_dropped=False))
    place = {line.pk: number for number, line in enumerate(lines)}
    ticks: dict[int, list[datetime | None]] = {}
    for user_id, line_id, at in CampaignTick.objects.filter(line__in=lines).values_list("user", "line", "at"):
        ticks.setdefault(user_id, [None] * len(lines))[place[line_id]] = at
    people = [
        Person(user.full_name or user.username, ticks.get(user.pk, [None] * len(lines)))
        for user in staff_of(campaign.roles)
    ]
    return Progress(lines, people, families(campaign, len(lines)))


def families(campaign: Campaign, lines: int) -> list[Families]:
    found = []
    groups: list[tuple[str, str, type[Pupil] | type[Guardian]]] = [
        ("pupil", "Ученики", Pupil), ("parent", "Родители", Guardian),
    ]  # fmt: skip
    for role, words, kind in groups:
        if role in campaign.roles:
            accounts = kind.objects.filter(user__is_active=True)
            done = CampaignTick.objects.filter(line__campaign=campaign, line__is_dropped=False)
            full = done.values("user").annotate(ticks=Count("id")).filter(ticks=lines).values("user")
            found.append(Families(words, accounts.filter(user__in=full).count() if lines else 0, accounts.count()))
    return found
