"""Who asks and who helps, in words; whose turn it is to help."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from parta.school.rules import ROLES as ROLES_OF_SCHOOL

# Those of the school, and who is none of them.
ROLES = {**ROLES_OF_SCHOOL, "staff": "сотрудник", "stranger": "без доступа"}
OFFICE = ("head", "deputy", "admin", "introducer")
FAMILY_PAGES = ("diary:",)
LEADER_PAGES = ("home:my-class", "school:invitations", "school:class", "school:pupil", "school:account")


def role_on(page: str, plays: set[str]) -> str:
    """In which of own roles a person asks from the page (a URL name)."""
    if page.startswith(FAMILY_PAGES) and plays & {"pupil", "parent"}:
        return "pupil" if "pupil" in plays else "parent"
    for office in OFFICE:
        if office in plays:
            return office
    if "class_teacher" in plays and (page.startswith(LEADER_PAGES) or "teacher" not in plays):
        return "class_teacher"
    for role in ("teacher", "staff", "pupil", "parent"):
        if role in plays:
            return role
    return "stranger"


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who helps with a topic. `last` is when this person last was given a request."""

    user_id: int
    is_main: bool
    is_away: bool = False
    last: datetime | None = None


def whose_turn(duties: Sequence[Duty]) -> int | None:
    """Who gets the next request: of the main ones who are here, the one longest without; else of the deputies.

    None when nobody is here: the request waits in the common queue.
    """
    here = [duty for duty in duties if not duty.is_away]
    chosen = [duty for duty in here if duty.is_main] or here
    if not chosen:
        return None
    rested = [(duty.last is not None, duty.last or datetime.min, place) for place, duty in enumerate(chosen)]  # noqa: DTZ901
    return chosen[min(rested)[2]].user_id


# Screens of an app ask about these topics; the longest beginning of the URL name wins.
TOPIC_OF_PAGE: Mapping[str, str] = {
    "accounts:": "access", "account_": "access", "mfa_": "access", "school:invitations": "access",
    "school:account": "access", "school:staff-codes": "access",
    "diary:": "2.1.6", "timetable:": "lists", "school:": "lists", "home:my-class": "2.1.1",
    "journal:page": "2.1.3", "journal:roll-call": "2.1.3", "journal:topics": "2.1.1", "journal:": "2.1.1",
    "planning:": "2.1.2", "analysis:": "2.1.5", "readiness:": "equipment",
    "handbook:": "other", "support:": "other", "home:": "2.1.1",
}  # fmt: skip


def topic_of(page: str, *, family: bool = False) -> str:
    """The topic a question from the page is most likely about. A family's first page is the diary's."""
    fitting = [start for start in TOPIC_OF_PAGE if page.startswith(start)]
    topic = TOPIC_OF_PAGE[max(fitting, key=len)] if fitting else "other"
    return "2.1.6" if family and topic.startswith("2.1") else topic


def first_name(full_name: str) -> str:
    """«Ермакова Ольга Сергеевна» → «Ольга»; a single word stays."""
    words = re.findall(r"[\w-]+", full_name)
    return words[1] if len(words) > 1 else "".join(words)
