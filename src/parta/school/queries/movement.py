"""Who came, changed class and left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.db.models import Q

from parta.lib.alphabet import letters

from ..models import Enrolment, Pupil, SchoolClass, SchoolYear
from ..rules import DAY
from .classes import on_day


@dataclass(frozen=True, slots=True)
class LastMovement:
    """The pupil's last приём, перевод or выбытие: the stay it touched and, for a перевод, the stay before it."""

    stay: Enrolment
    came_from: Enrolment | None

    @property
    def is_leaving(self) -> bool:
        return self.stay.to_on is not None

    @property
    def words(self) -> str:
        """«выбытие из 7Б 20.11.2026»."""
        if self.stay.to_on:
            return f"выбытие из {self.stay.school_class} {self.stay.to_on:%d.%m.%Y}"
        if self.came_from:
            return f"перевод из {self.came_from.school_class} в {self.stay.school_class} {self.stay.from_on:%d.%m.%Y}"
        return f"приём в {self.stay.school_class} {self.stay.from_on:%d.%m.%Y}"


def last_movement(pupil: Pupil) -> LastMovement | None:
    stays = list(pupil.enrolments.select_related("school_class__year", "pupil").order_by("-from_on", "-id")[:2])
    if not stays:
        return None
    last, before = stays[0], stays[1] if len(stays) > 1 else None
    is_transfer = last.to_on is None and before is not None and follows(before, last)
    return LastMovement(stay=last, came_from=before if is_transfer else None)


def follows(before: Enrolment, after: Enrolment) -> bool:
    """A stay that begins the day after another ends is a перевод."""
    return before.to_on == after.from_on - DAY


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the school's movement. `on` of a leaving is the last day."""

    on: date
    kind: str  # arrival, transfer, leaving
    pupil: Pupil
    from_class: SchoolClass | None
    to_class: SchoolClass | None
    order: str
    left_to: str = ""


def movements(first: date, last: date) -> list[Movement]:
    """Everything between the days, both counted, newest first. One query."""
    touched = Enrolment.objects.filter(Q(from_on__range=(first, last)) | Q(to_on__range=(first, last)))
    stays = Enrolment.objects.filter(pupil__in=touched.values("pupil")).select_related("pupil", "school_class")
    lines = [
        line
        for _, own in groupby(stays.order_by("pupil", "from_on", "id"), key=lambda stay: stay.pupil_id)
        for line in _lines(list(own))
        if first <= line.on <= last
    ]
    return sorted(lines, key=lambda line: (-line.on.toordinal(), letters(line.pupil.name)))


def _lines(stays: list[Enrolment]) -> Iterable[Movement]:
    """All movements of one pupil, by the pupil's stays in order."""
    for before, stay in pairwise([None, *stays]):
        assert stay is not None
        if before and follows(before, stay):
            yield Movement(stay.from_on, "transfer", stay.pupil, before.school_class, stay.school_class, stay.order_in)
        else:
            yield Movement(stay.from_on, "arrival", stay.pupil, None, stay.school_class, stay.order_in)
    for stay, after in pairwise([*stays, None]):
        assert stay is not None
        if stay.to_on and not (after and follows(stay, after)):
            yield Movement(stay.to_on, "leaving", stay.pupil, stay.school_class, None, stay.order_out, stay.left_to)


def headcount(year: SchoolYear, on: date) -> int:
    """Pupils in classes of the year on the day."""
    return Enrolment.objects.filter(on_day(on), school_class__year=year).count()
