"""Classes, subjects, teachers, rooms, groups and courses that a timetable names and the school has not yet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from parta.school.models import (
    Course,
    Employee,
    GroupMembership,
    Room,
    Scale,
    SchoolClass,
    StudyGroup,
    Subject,
)
from parta.school.names import person_name
from parta.school.rules import has_marks

from ...names import key
from ...queries.imports.difference import CourseRef
from ...queries.imports.planning import Plan
from ...queries.imports.targets import GroupTarget
from ...rules import EVERY
from .steps import Steps

WITHOUT_MARKS = {"разговоры о важном", "классный час"}


@dataclass
class School:
    """Rows by the names the plan calls them, existing and new."""

    classes: dict[str, SchoolClass]
    wholes: dict[int, StudyGroup]
    groups: dict[str, StudyGroup]
    subjects: dict[str, Subject]
    teachers: dict[str, Employee]
    rooms: dict[str, Room]
    courses: dict[object, Course]  # CourseRef.identity → row

    def group(self, name: str, classes: Iterable[str]) -> StudyGroup:
        """A whole group goes by its class's name."""
        if [name] == list(classes) and name in self.classes:
            return self.wholes[self.classes[name].pk]
        return self.groups[name.casefold()]


def make_rows(plan: Plan, steps: Steps) -> School:
    desk, fresh = plan.desk, plan.fresh
    subjects = steps.add([Subject(name=name, scale=scale_of(name)) for name in fresh.subjects])
    rooms = steps.add([Room(name=name) for name in fresh.rooms])
    teachers = steps.add([employee(name) for name in fresh.teachers])
    for row, action in [
        *((row, "school.create_subject") for row in subjects),
        *((row, "school.create_room") for row in rooms),
        *((row, "school.create_employee") for row in teachers),
    ]:
        steps.tell(action, row, str(row), after=str(row))
    school = School(
        classes={one.name: one for one in desk.classes},
        wholes=dict(desk.wholes),
        groups=dict(desk.groups),
        subjects={subject.name: subject for subject in Subject.objects.all()},
        teachers=desk.employees | dict(zip(fresh.teachers, teachers, strict=True)),
        rooms={room.name: room for room in Room.objects.all()},
        courses={course.pk: course for courses in desk.courses.values() for course in courses},
    )
    make_classes(plan, school, steps)
    make_groups(plan, school, steps)
    make_courses(plan, school, steps)
    assign_teachers(plan, school, steps)
    return school


def scale_of(subject: str) -> str:
    return Scale.NONE if key(subject) in WITHOUT_MARKS else Scale.FIVE


def employee(shown: str) -> Employee:
    name = person_name(shown)
    return Employee(last_name=name.last, first_name=name.first, patronymic=name.patronymic, position="учитель")


def make_classes(plan: Plan, school: School, steps: Steps) -> None:
    year = plan.desk.year
    made = steps.add(
        [
            SchoolClass(year=year, level=one.level, letter=one.letter, scheme=plan.scheme(one.level))
            for one in plan.fresh.classes.values()
            if one.level is not None  # else it has no name, and is not among the new ones
        ]
    )
    wholes = steps.add([StudyGroup(year=year, name=one.name, school_class=one, is_whole=True) for one in made])
    for one, whole in zip(made, wholes, strict=True):
        school.classes[one.name], school.wholes[one.pk] = one, whole
        steps.tell("school.create_class", one, one.name, after=one.name)


def make_groups(plan: Plan, school: School, steps: Steps) -> None:
    targets = list(plan.fresh.groups.values())
    made = steps.add([new_group(target, plan, school) for target in targets])
    gathers = StudyGroup.classes.through
    links, members = [], []
    for target, group in zip(targets, made, strict=True):
        school.groups[group.name.casefold()] = group
        classes = [school.classes[name] for name in target.classes]
        if len(classes) > 1:
            links += [gathers(studygroup=group, schoolclass=one) for one in classes]
        if target.is_full:
            members += [(group, school.wholes[one.pk]) for one in classes]
        steps.tell("school.create_group", group, group.name, after={"классы": list(target.classes)})
    gathers.objects.bulk_create(links, batch_size=500)
    steps.add(memberships(members, plan))


def new_group(target: GroupTarget, plan: Plan, school: School) -> StudyGroup:
    home = school.classes[target.classes[0]] if len(target.classes) == 1 else None
    return StudyGroup(year=plan.desk.year, name=target.name, school_class=home)


def memberships(pairs: Sequence[tuple[StudyGroup, StudyGroup]], plan: Plan) -> list[GroupMembership]:
    """Everybody of the whole groups into the groups that gather all of them. One query."""
    into: dict[int, list[StudyGroup]] = {}
    for group, whole in pairs:
        into.setdefault(whole.pk, []).append(group)
    lasting = Q(to_on=None) | Q(to_on__gte=plan.from_on)
    rows = GroupMembership.objects.filter(lasting, group__in=list(into))
    return [
        GroupMembership(group=group, pupil_id=pupil, from_on=max(from_on, plan.from_on), to_on=to_on)
        for whole, pupil, from_on, to_on in rows.values_list("group", "pupil", "from_on", "to_on")
        for group in into[whole]
    ]


def make_courses(plan: Plan, school: School, steps: Steps) -> None:
    hours = weekly_hours(plan)
    classes = {line.course.identity: sorted(line.classes) for line in plan.lines}
    made = steps.add([new_course(ref, classes[ref.identity], hours, school) for ref in plan.fresh.courses])
    for ref, course in zip(plan.fresh.courses, made, strict=True):
        school.courses[ref.identity] = course
        steps.tell("school.create_course", course, f"{ref.group} · {ref.subject}", after={"учитель": ref.teacher})


def new_course(ref: CourseRef, classes: Sequence[str], hours: Mapping[object, Decimal], school: School) -> Course:
    first, subject = school.classes[classes[0]], school.subjects[ref.subject]
    return Course(
        year=first.year,
        subject=subject,
        group=school.group(ref.group, classes),
        teacher=school.teachers.get(ref.teacher),
        scheme=first.scheme,
        hours=hours[ref.identity],
        scale=subject.scale if has_marks(first.level) else Scale.NONE,
        is_extra=subject.is_extra,
    )


def weekly_hours(plan: Plan) -> dict[object, Decimal]:
    """Lines a week of each course; those of odd or even weeks are halves."""
    halves: Counter[object] = Counter()
    for line in plan.lines:
        halves[line.course.identity] += 2 if line.weeks == EVERY else 1
    return {identity: Decimal(number) / 2 for identity, number in halves.items()}


def assign_teachers(plan: Plan, school: School, steps: Steps) -> None:
    """Courses nobody was set to get the teacher the timetable names."""
    changed = []
    for pk, shown in plan.assigned.items():
        course = school.courses[pk]
        course.teacher = school.teachers[shown]
        changed.append(course)
        steps.change(course, {"teacher_id": None})
        steps.tell("school.set_course", course, str(course), before={"учитель": None}, after={"учитель": shown})
    Course.objects.bulk_update(changed, ["teacher"], batch_size=500)
