"""Lessons that stand in the way of a consultation: the helper's close the slot, the asker's are told before booking."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.accounts.models import User
from parta.school.access import cast_of
from parta.timetable.queries import LessonLine, lessons_between, lessons_of_pupil

from ..rules import Span


@dataclass(frozen=True, slots=True)
class Busy:
    """Lessons by the employee who gives them, and the asker's own; only those that take place and have a time."""

    of_helper: dict[tuple[int, date], list[LessonLine]]
    own: dict[date, list[LessonLine]]

    def helper_at(self, helper_id: int, on: date, span: Span) -> str:
        return first_words(self.of_helper.get((helper_id, on), []), span)

    def own_at(self, on: date, span: Span) -> str:
        return first_words(self.own.get(on, []), span)


def first_words(lines: list[LessonLine], span: Span) -> str:
    """«Алгебра, 7Б» of the first lesson in the way; nothing when free."""
    for line in lines:
        if line.starts_at and line.ends_at and span.meets(Span(line.starts_at, line.ends_at)):
            return f"{line.subject}, {line.group}"
    return ""


def busy_between(from_on: date, to_on: date, *, helper_ids: Iterable[int], asker: User | None = None) -> Busy:
    """Substitutions, moved and cancelled lessons are known. Five queries at most, six more for a pupil."""
    cast = cast_of(asker) if asker else None
    own_id = cast.employee_id if cast else None
    wanted = set(helper_ids) | ({own_id} if own_id else set())
    busy = Busy(defaultdict(list), defaultdict(list))
    for line in lessons_between(from_on, to_on, teacher_ids=wanted) if wanted else []:
        if line.takes_place and line.leader_id in wanted:
            busy.of_helper[line.leader_id or 0, line.on].append(line)
            if line.leader_id == own_id:
                busy.own[line.on].append(line)
    if cast and cast.pupil_id:
        for line in lessons_of_pupil(cast.pupil_id, from_on, to_on):
            if line.takes_place:
                busy.own[line.on].append(line)
    return busy
