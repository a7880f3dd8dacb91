"""Seminars as lists and pages show them."""

from dataclasses import dataclass
from datetime import datetime

from parta.accounts.models import User
from parta.readiness.models import Skill

from .. import access, rules
from ..models import Seminar, SeminarFile, SeminarPlace
from ..queries.lessons import busy_between
from ..queries.people import parts_of
from ..queries.seminars import SeminarLine, lines_of, materials, participants
from ..rules import Span


@dataclass(frozen=True, slots=True)
class SeminarsPage:
    ahead: list[SeminarLine]
    past: list[SeminarLine]  # newest first


def seminars_page(user: User, now: datetime) -> SeminarsPage:
    """`now` is local time. Two queries."""
    lines = lines_of(access.seminars_of(user), user, now)
    return SeminarsPage([one for one in lines if not one.is_over], [one for one in lines[::-1] if one.is_over])


@dataclass(frozen=True, slots=True)
class Participant:
    place: SeminarPlace
    part: str  # «учитель физики»


@dataclass(frozen=True, slots=True)
class SeminarPage:
    seminar: Seminar
    taken: int
    mine: SeminarPlace | None
    own_lesson: str  # «Алгебра, 7Б», in the way
    files: list[SeminarFile]
    participants: list[Participant] | None  # None: the reader does not lead
    skill: str
    has_begun: bool
    is_over: bool

    @property
    def free(self) -> int:
        return max(0, self.seminar.places - self.taken)

    @property
    def may_join(self) -> bool:
        return self.mine is None and self.free > 0 and not self.has_begun and not self.seminar.cancelled_at

    @property
    def came(self) -> int:
        return sum(bool(one.place.attended) for one in self.participants or [])

    @property
    def is_marked(self) -> bool:
        return any(one.place.attended is not None for one in self.participants or [])


def seminar_page(seminar: Seminar, user: User, now: datetime) -> SeminarPage:
    """`now` is local time. The names of others are there for the leader only."""
    places = participants(seminar)
    mine = next((place for place in places if place.user_id == user.pk), None)
    leads = access.leads(user, seminar)
    parts = parts_of(place.user_id for place in places) if leads else {}
    begun = rules.has_begun(seminar.on, seminar.starts_at, now=now)
    span = Span(seminar.starts_at, seminar.ends_at)
    busy = None if begun else busy_between(seminar.on, seminar.on, helper_ids=[], asker=user)
    skill = Skill.objects.filter(code=seminar.skill_code).first() if seminar.skill_code else None
    return SeminarPage(
        seminar=seminar,
        taken=len(places),
        mine=mine,
        own_lesson=busy.own_at(seminar.on, span) if busy else "",
        files=materials(seminar),
        participants=[Participant(place, parts.get(place.user_id, "")) for place in places] if leads else None,
        skill=skill.name if skill else "",
        has_begun=begun,
        is_over=rules.is_over(seminar.on, seminar.ends_at, now=now),
    )
