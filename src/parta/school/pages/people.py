"""Cards of people: everything the school knows of one person on one screen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.lib.alphabet import letters

from ..models import Course, Employee, Enrolment, Guardian, Guardianship, Pupil, SchoolClass, StudyGroup
from ..queries import people
from ..queries.movement import LastMovement, last_movement


@dataclass(frozen=True, slots=True)
class PupilCard:
    pupil: Pupil
    stays: list[Enrolment]  # newest first
    here: Enrolment | None
    last: LastMovement | None
    links: list[Guardianship]
    courses: list[Course]

    @property
    def goes_on(self) -> Enrolment | None:
        """The stay without an end: only from it a pupil is transferred or leaves."""
        return next((stay for stay in self.stays if stay.to_on is None), None)

    @property
    def groups(self) -> list[StudyGroup]:
        """Subgroups and mixed groups among the courses, each once."""
        return list(dict.fromkeys(course.group for course in self.courses if not course.group.is_whole))


def pupil_card(pupil: Pupil, *, on: date) -> PupilCard:
    stays = list(pupil.enrolments.select_related("school_class__year").order_by("-from_on", "-id"))
    return PupilCard(
        pupil=pupil,
        stays=stays,
        here=here_of(stays, on),
        last=last_movement(pupil),
        links=people.links_of(pupil),
        courses=people.courses_of_pupil(pupil, on),
    )


def here_of(stays: list[Enrolment], on: date) -> Enrolment | None:
    """Where the pupil is on the day, or is to be first; a leaving ordered ahead is not over till its day."""
    lasting = [stay for stay in stays if stay.to_on is None or stay.to_on >= on]
    return min(lasting, key=lambda stay: stay.from_on, default=None)


@dataclass(frozen=True, slots=True)
class GuardianCard:
    guardian: Guardian
    links: list[Guardianship]


def guardian_card(guardian: Guardian) -> GuardianCard:
    links = guardian.guardianships.select_related("pupil").prefetch_related("pupil__enrolments__school_class")
    return GuardianCard(guardian, sorted(links, key=lambda link: (link.ended_on is not None, letters(link.pupil.name))))


@dataclass(frozen=True, slots=True)
class EmployeeCard:
    employee: Employee
    courses: list[Course]
    classes: list[SchoolClass]

    @property
    def hours(self) -> Decimal:
        return sum((course.hours for course in self.courses), Decimal(0))


def employee_card(employee: Employee) -> EmployeeCard:
    classes = employee.led_classes.filter(year__is_current=True)
    return EmployeeCard(employee, people.courses_of_teacher(employee), list(classes))
