"""«Французский / Испанский язык» in «247/333»: which group learns what and where."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from ..lines import Grade, Trouble
from ..names import clean
from .grid import Raw

Owners = Mapping[str, Counter[str]]  # room → how often each subject is taught there

ADJECTIVE = re.compile(r"[А-ЯЁ]?[а-яё]+(ий|ый|ой)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One group's share of a lesson."""

    subject: str
    room: str = ""
    teacher: str = ""


def room_owners(lessons: Iterable[Raw]) -> Owners:
    owners: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for raw in lessons:
        if "/" not in raw.subject:
            for room in raw.rooms:
                owners[room][raw.subject] += 1
    return owners


def parts_of(raw: Raw, owners: Owners, troubles: list[Trouble]) -> list[Part]:
    """One part a room. Several subjects by «/» go to the rooms in order, or to the rooms where they are taught else.

    One room with several subjects stays one lesson («Родной русский/литература»). Guesses are added to `troubles`.
    """
    rooms, people = raw.rooms, raw.teachers
    places = list(zip_longest(rooms, people, fillvalue="")) or [("", "")]
    subjects = split_subjects(raw.subject)
    if len(subjects) == 1 or len(places) == 1:
        return [Part(raw.subject, room, teacher) for room, teacher in places]
    named = subjects if len(subjects) == len(places) else by_owners(subjects, rooms, owners)
    if named is None:
        troubles.append(Trouble(raw.where, f"{raw.subject}, {'/'.join(rooms)}: не понято, где какой предмет; "
                                           "записан один предмет с подгруппами.", Grade.GUESS))  # fmt: skip
        return [Part(raw.subject, room, teacher) for room, teacher in places]
    told = "; ".join(f"{subject} — {room or teacher}" for subject, (room, teacher) in zip(named, places, strict=True))
    troubles.append(Trouble(raw.where, f"Понято так: {told}.", Grade.GUESS))
    return [Part(subject, room, teacher) for subject, (room, teacher) in zip(named, places, strict=True)]


def split_subjects(text: str) -> list[str]:
    """Cut by «/»; «Французский / Испанский язык» lends its noun: «Французский язык», «Испанский язык»."""
    parts = [clean(part) for part in text.split("/") if clean(part)]
    noun = parts[-1].split(" ", 1)[1] if parts and " " in parts[-1] and ADJECTIVE.match(parts[-1].split(" ")[0]) else ""
    return [f"{part} {noun}" if noun and ADJECTIVE.fullmatch(part) else part for part in parts] or [text]


def by_owners(subjects: list[str], rooms: tuple[str, ...], owners: Owners) -> list[str] | None:
    """Give each room the subject taught there most on other days; None unless that settles every room and subject."""
    named = []
    for room in rooms:
        counts = owners.get(room, Counter())
        best = max(subjects, key=lambda subject: counts[subject])
        if not counts[best]:
            return None
        named.append(best)
    return named if set(named) == set(subjects) else None
