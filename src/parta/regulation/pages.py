"""The regulation's screens as the eye reads them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from parta.accounts.models import User
from parta.school.access import cast_of

from . import access, queries
from .markdown import html
from .models import Campaign, Document, Duty
from .queries import campaigns as campaign_queries
from .queries import documents as document_queries
from .queries import duties as duty_queries
from .rules import CHANNEL_WORDS, CLAUSES, FAMILY_TOPICS, ROLES, TOPICS


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A version as this person sees it; `document` is None before the first publication."""

    kind: str
    heading: str
    document: Document | None
    html: SafeString | str
    read_at: datetime | None
    may_read_off: bool  # «Ознакомлен» or «Принимаю» may be pressed
    may_write: bool
    may_see_sheet: bool
    draft: Document | None
    accepted: list[document_queries.Accepted]

    @property
    def is_agreement(self) -> bool:
        return self.kind == Document.Kind.AGREEMENT


def document_page(user: User, kind: str, document: Document | None) -> DocumentPage:
    read_at = document_queries.acknowledged_at(document, user) if document else None
    is_asked = kind == Document.Kind.AGREEMENT or cast_of(user).employee_id is not None
    may_write = access.introduces(user)
    is_published = document is not None and document.published_at is not None
    return DocumentPage(
        kind=kind,
        heading=Document.Kind(kind).label,
        document=document,
        html=html(document.text) if document else "",
        read_at=read_at,
        may_read_off=document is not None and document.is_current and is_asked and read_at is None,
        may_write=may_write,
        may_see_sheet=is_published and kind == Document.Kind.REGULATION and access.may_see_sheet(user),
        draft=document_queries.draft(kind) if may_write else None,
        accepted=(
            document_queries.accepted(document)
            if document and is_published and may_write and kind == Document.Kind.AGREEMENT
            else []
        ),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of acknowledgement of one version."""

    document: Document
    rows: list[document_queries.Signature]

    @property
    def read(self) -> int:
        return sum(1 for row in self.rows if row.is_read)

    @property
    def waiting(self) -> int:
        """Who may be reminded: who has an account and has not marked it."""
        return sum(1 for row in self.rows if row.has_account and not row.is_read)


def sheet(document: Document) -> Sheet:
    return Sheet(document, document_queries.signatures(document))


@dataclass(frozen=True, slots=True)
class MatrixTopic:
    """A topic with its helpers; `is_uncovered` where a clause of 2.1 has nobody who works here."""

    code: str
    title: str
    is_clause: bool
    duties: list[Duty]

    @property
    def is_uncovered(self) -> bool:
        return self.is_clause and all(duty.employee.left_on for duty in self.duties)


def matrix() -> list[MatrixTopic]:
    """The duty matrix, topic by topic."""
    found: dict[str, list[Duty]] = {code: [] for code in TOPICS}
    for duty in duty_queries.duties():
        found.setdefault(duty.topic, []).append(duty)
    return [MatrixTopic(code, TOPICS.get(code, code), code in CLAUSES, duties) for code, duties in found.items()]


@dataclass(frozen=True, slots=True)
class Helper:
    name: str
    position: str
    channels: list[str]
    hours: str
    is_deputy: bool


@dataclass(frozen=True, slots=True)
class TopicHelp:
    """Who helps with a topic: the first line, and who takes what the first line could not."""

    code: str
    title: str
    helpers: list[Helper]
    next: list[Helper]


@dataclass(frozen=True, slots=True)
class HelpersPage:
    is_family: bool
    topics: list[TopicHelp]


def helpers_page(user: User) -> HelpersPage:
    """«Кто поможет» for this reader: staff see every topic, families their own in their own words."""
    is_family = not access.is_staff(user)
    titles = FAMILY_TOPICS if is_family else TOPICS
    return HelpersPage(
        is_family=is_family,
        topics=[topic_help(topic, titles[topic.code]) for topic in matrix() if topic.code in titles],
    )


def topic_help(topic: MatrixTopic, title: str) -> TopicHelp:
    """Without a first line the second stands first."""
    working = [duty for duty in topic.duties if duty.employee.left_on is None]
    first, second = ([helper(duty) for duty in working if duty.line == line] for line in (1, 2))
    return TopicHelp(topic.code, title, first or second, second if first else [])


def helper(duty: Duty) -> Helper:
    return Helper(
        name=duty.employee.full_name,
        position=duty.employee.position,
        channels=[CHANNEL_WORDS[name] for name in duty.channels if name in CHANNEL_WORDS],
        hours=duty.hours,
        is_deputy=duty.rank == Duty.Rank.DEPUTY,
    )


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A line of the year's list: the campaign with the reader's own progress and the state of its dates."""

    banner: queries.Banner
    roles: list[str]  # in words
    state: str  # done, part, late or empty, as `.state` draws it
    words: str
    is_own: bool


def campaign_row(campaign: Campaign, user: User, today: date) -> CampaignRow:
    banner = campaign_queries.banner_of(campaign, today)
    state, words = state_of(banner, today)
    roles = [ROLES[role] for role in campaign.roles if role in ROLES]
    return CampaignRow(banner, roles, state, words, access.is_concerned(user, campaign.roles))


def state_of(banner: queries.Banner, today: date) -> tuple[str, str]:
    if today > banner.ends_on:
        return ("done", "закончилась")
    return ("", "впереди") if banner.is_ahead else ("part", "идёт")
