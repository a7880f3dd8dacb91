"""Everything of the school a timetable is matched with, read at once, however long the file is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from parta.school.models import Course, Employee, PeriodScheme, Room, SchoolClass, SchoolYear, StudyGroup
from parta.school.queries.imports import known_load

from ...models import TimetableEntry
from ...names import class_key, key, tight
from ..bells import BellBook, bell_book


@dataclass(slots=True)
class Desk:
    """Rows of the current year. `classes_of` tells the classes of any group, its own or those it gathers."""

    year: SchoolYear
    schemes: list[PeriodScheme]
    classes: list[SchoolClass]
    subjects: dict[str, str]  # key → name, those in use first
    rooms: dict[str, str]  # tight key → name
    employees: dict[str, Employee]  # shown name → row
    groups: dict[str, StudyGroup]  # name in small letters → row
    classes_of: dict[int, tuple[int, ...]]  # group → classes
    courses: dict[tuple[int, str], list[Course]] = field(default_factory=dict)  # group, subject name → active courses
    entries: list[TimetableEntry] = field(default_factory=list)
    bells: BellBook | None = None

    by_class_key: dict[str, SchoolClass] = field(init=False)
    wholes: dict[int, StudyGroup] = field(init=False)  # class → its whole group
    shown_by_pk: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.by_class_key = {class_key(one.name): one for one in self.classes}
        self.shown_by_pk = {employee.pk: name for name, employee in self.employees.items()}
        self.wholes = {group.school_class_id or 0: group for group in self.groups.values() if group.is_whole}

    def class_named(self, name: str) -> SchoolClass | None:
        return self.by_class_key.get(class_key(name))

    def shown(self, employee: Employee | None) -> str:
        """How the employee is called in the lists; «» for nobody."""
        return self.shown_by_pk.get(employee.pk, employee.full_name) if employee else ""

    def rings(self, slot: int, classes: Iterable[str]) -> bool:
        """Whether a bell rings for that number in the bells these classes follow; classes to come follow the usual."""
        found = [self.class_named(name) for name in classes]
        return bool(self.bells and self.bells.span(slot, self.bells.usual(one.pk if one else 0 for one in found)))

    def group_named(self, name: str) -> StudyGroup | None:
        return self.groups.get(name.casefold())


def desk_of(year: SchoolYear) -> Desk:
    """Twelve queries."""
    known = known_load(year)
    courses: defaultdict[tuple[int, str], list[Course]] = defaultdict(list)
    for course in sorted(known.courses, key=lambda course: course.pk):
        if course.is_active:
            courses[course.group_id, course.subject.name].append(course)
    by_id = {course.pk: course for course in known.courses}
    entries = list(
        TimetableEntry.objects.filter(course__year=year, slot__isnull=False).select_related("room").order_by("pk")
    )
    for entry in entries:
        entry.course = by_id[entry.course_id]
    rooms = sorted(Room.objects.all(), key=lambda room: not room.is_active)
    subjects = sorted(known.subjects, key=lambda subject: not subject.is_active)
    return Desk(
        year=year,
        schemes=list(PeriodScheme.objects.filter(year=year).order_by("pk")),
        classes=known.classes,
        subjects=first_wins([(key(subject.short_name), subject.name) for subject in subjects if subject.short_name])
        | first_wins([(key(subject.name), subject.name) for subject in subjects]),
        rooms=first_wins([(tight(room.name), room.name) for room in rooms]),
        employees=shown_employees(known.employees),
        groups={group.name.casefold(): group for group in known.groups},
        classes_of={
            group.pk: (group.school_class_id,)
            if group.school_class_id
            else tuple(one.pk for one in known.mixed.get(group.pk, []))
            for group in known.groups
        },
        courses=dict(courses),
        entries=entries,
        bells=bell_book(),
    )


def first_wins(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(pairs))


def shown_employees(employees: list[Employee]) -> dict[str, Employee]:
    """Who works at the school by full name; namesakes by name and number."""
    shown: dict[str, Employee] = {}
    for employee in employees:
        if employee.left_on is None:
            taken = employee.full_name in shown
            shown[f"{employee.full_name} (№ {employee.pk})" if taken else employee.full_name] = employee
    return shown
