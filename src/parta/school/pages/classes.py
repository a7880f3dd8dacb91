"""The page of a class: who is in it, its groups, what is taught to it; and the page of a group."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.lib.alphabet import by_name

from ..models import Course, Enrolment, GroupMembership, Pupil, SchoolClass, StudyGroup
from ..queries import classes as queries


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil in the list of a class. `number` is None for who left."""

    number: int | None
    stay: Enrolment
    groups: list[str]
    is_coming: bool


@dataclass(frozen=True, slots=True)
class ClassPage:
    school_class: SchoolClass
    lines: list[Line]
    left: list[Line]
    groups: list[StudyGroup]
    courses: list[Course]

    @property
    def hours(self) -> Decimal:
        """Hours a week the class sits: subgroups of one subject learn at once, so the longest counts."""
        longest: dict[int, Decimal] = {}
        for course in self.courses:
            if not course.is_extra:
                longest[course.subject_id] = max(course.hours, longest.get(course.subject_id, Decimal(0)))
        return sum(longest.values(), Decimal(0))


def class_page(school_class: SchoolClass, *, on: date) -> ClassPage:
    names = queries.group_names_of_pupils(school_class, on)
    lines: list[Line] = []
    left: list[Line] = []
    for stay in queries.stays_in(school_class):
        if stay.to_on is not None and stay.to_on < on:
            left.append(Line(None, stay, [], is_coming=False))
        else:
            groups = [short_group(name, school_class) for name in names.get(stay.pupil_id, [])]
            lines.append(Line(len(lines) + 1, stay, groups, is_coming=stay.from_on > on))
    return ClassPage(
        school_class=school_class,
        lines=lines,
        left=left,
        groups=list(queries.groups_of_class(school_class, on)),
        courses=list(queries.courses_of_class(school_class)),
    )


def short_group(name: str, school_class: SchoolClass) -> str:
    """«7Б англ. 1» in the list of 7Б is «англ. 1»."""
    return name.removeprefix(school_class.name).strip(" ,") or name


@dataclass(frozen=True, slots=True)
class Choice:
    pupil: Pupil
    is_in: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: StudyGroup
    on: date
    classes: list[tuple[SchoolClass, list[Choice]]]
    was_in: list[GroupMembership]
    courses: list[Course]

    @property
    def count(self) -> int:
        return sum(choice.is_in for _, choices in self.classes for choice in choices)


def group_page(group: StudyGroup, *, on: date, chosen: set[int] | None = None) -> GroupPage:
    """`chosen` are keys of pupils ticked in a form that was refused; None takes who is in the group on the day."""
    if chosen is None:
        chosen = set(queries.pupils_of_group(group, on).values_list("pk", flat=True))
    classes = [
        (one, [Choice(pupil, pupil.pk in chosen) for pupil in pupils]) for one, pupils in queries.candidates(group, on)
    ]
    ended = group.memberships.filter(to_on__lt=on).select_related("pupil").order_by("-to_on", *by_name("pupil__"))
    courses = group.courses.select_related("subject", "teacher")
    return GroupPage(group=group, on=on, classes=classes, was_in=list(ended), courses=list(courses))
