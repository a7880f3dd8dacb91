"""Who may give the lessons of an absent teacher."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.lib.alphabet import by_name
from parta.school.models import Course

from ..rules import is_same_hour
from .entries import teacher_of
from .lessons import LessonLine

SAME_SUBJECT, SUBGROUP, AT_SCHOOL, FREE, BUSY = (
    "Свободны, ведут этот предмет",
    "Ведут другую подгруппу в это время",
    "Свободны, в этот день есть уроки",
    "Свободны, в этот день уроков нет",
    "Заняты в это время",
)


@dataclass(frozen=True, slots=True)
class Teaching:
    """A teacher of this year and the keys of the subjects taught."""

    id: int
    name: str
    subject_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """`lessons` is how many the teacher gives that day already."""

    id: int
    name: str
    lessons: int


Offer = list[tuple[str, list[Candidate]]]  # heading, the teachers under it, in order of likeness


def teaching_staff(on: date) -> list[Teaching]:
    """Those who teach in the year of the day and have not left, by name. One query."""
    rows = (
        Course.objects.filter(Q(teacher__left_on=None) | Q(teacher__left_on__gte=on), is_active=True)
        .filter(year__starts_on__lte=on, year__ends_on__gte=on, teacher__isnull=False)
        .order_by(*by_name("teacher__"), "teacher")
        .values_list("teacher", "teacher__last_name", "teacher__first_name", "teacher__patronymic", "subject")
        .distinct()
    )
    names: dict[int, str] = {}
    subjects: dict[int, set[int]] = {}
    for key, *parts, subject in rows:
        names[key] = teacher_of(*parts)
        subjects.setdefault(key, set()).add(subject)
    return [Teaching(key, name, frozenset(subjects[key])) for key, name in names.items()]


def offers(wanted: list[LessonLine], day: list[LessonLine], staff: list[Teaching]) -> dict[int, Offer]:
    """For each wanted lesson, who may give it, best first; `day` are all lessons of the day, the wanted among them.

    Teachers whose lessons of the day are given by others are taken for absent and not offered.
    """
    held = [line for line in day if line.takes_place]
    absent = {line.teacher_id for line in held if line.substitute_id} | {line.teacher_id for line in wanted}
    given = Counter(line.leader_id for line in held)
    here = [person for person in staff if person.id not in absent]
    return {line.id: offer(line, [other for other in held if other.id != line.id], here, given) for line in wanted}


def offer(line: LessonLine, others: list[LessonLine], staff: list[Teaching], given: Counter[int | None]) -> Offer:
    busy = {other.leader_id: other for other in others if is_same_hour(line, other)}
    found: dict[str, list[Candidate]] = {SAME_SUBJECT: [], SUBGROUP: [], AT_SCHOOL: [], FREE: [], BUSY: []}
    for person in staff:
        heading = heading_of(line, person, busy.get(person.id), given[person.id])
        found[heading].append(Candidate(person.id, person.name, given[person.id]))
    return [(heading, people) for heading, people in found.items() if people]


def heading_of(line: LessonLine, person: Teaching, taken_by: LessonLine | None, given: int) -> str:
    if taken_by is not None:
        beside = set(line.class_ids) & set(taken_by.class_ids) and taken_by.subject_id == line.subject_id
        return SUBGROUP if beside else BUSY
    if line.subject_id in person.subject_ids:
        return SAME_SUBJECT
    return AT_SCHOOL if given else FREE
