"""What the school has, as the lines that an import would read: exported, it comes back without a change."""

from collections.abc import Callable

from ..lines import EmployeeLine, Line, LoadLine, ParentLine, PupilLine
from ..models import Employee, Guardian, Guardianship, Pupil, SchoolYear, StudyGroup
from ..names import PersonName
from .imports import KnownPupils, known_employees, known_load, known_pupils


def lines_of(kind: str, year: SchoolYear) -> list[Line]:
    """Pupils and load of the year, or those who work; raises KeyError for a kind that is not ours."""
    return EXPORTS[kind](year)


def pupils(year: SchoolYear) -> list[Line]:
    """Pupils by class and name, each with the first two parents whose rights go on."""
    known = known_pupils(year)
    here = [(known.lasting[pupil.pk][0], pupil) for pupil in known.pupils if pupil.pk in known.lasting]
    here.sort(key=lambda pair: (pair[0].school_class.level, pair[0].school_class.letter))
    return [
        PupilLine(
            number, name_of(pupil), stay.school_class.name, birth_date=pupil.birth_date, email=pupil.email,
            enrolled_on=stay.from_on, order=stay.order_in, key=pupil.external_key, parents=parents(pupil, known),
        )
        for number, (stay, pupil) in enumerate(here, start=2)
    ]  # fmt: skip


def parents(pupil: Pupil, known: KnownPupils) -> list[ParentLine]:
    links = [link for link in known.links.get(pupil.pk, []) if link.ended_on is None]
    return [parent(number, link) for number, link in enumerate(links[:2], start=1)]


def parent(number: int, link: Guardianship) -> ParentLine:
    person = link.guardian
    return ParentLine(
        number, name_of(person), relation=link.relation, phone=person.phone, email=person.email, key=person.external_key
    )


def employees(year: SchoolYear) -> list[Line]:
    return [
        EmployeeLine(
            number, name_of(person), position=person.position, email=person.email, phone=person.phone,
            login=person.user.username if person.user else "", key=person.external_key,
        )
        for number, person in enumerate((one for one in known_employees() if one.left_on is None), start=2)
    ]  # fmt: skip


def load(year: SchoolYear) -> list[Line]:
    """Courses that go on, by class, subject and group."""
    known = known_load(year)
    groups = {group.pk: group for group in known.groups}
    courses = [course for course in known.courses if course.is_active]
    courses.sort(key=lambda course: (order(groups[course.group_id]), course.subject.name))
    return [
        LoadLine(
            number, group_words(groups[course.group_id]), course.subject.name, hours=course.hours,
            teacher=name_of(course.teacher) if course.teacher else None, part=part_words(groups[course.group_id]),
            teacher_key=course.teacher.external_key if course.teacher else "",
        )
        for number, course in enumerate(courses, start=2)
    ]  # fmt: skip


def order(group: StudyGroup) -> tuple[int, str, bool, str]:
    """Classes in their order, each whole before its parts; mixed groups at the end."""
    school_class = group.school_class
    return (school_class.level if school_class else 99, school_class.letter if school_class else "",
            not group.is_whole, group.name)  # fmt: skip


def group_words(group: StudyGroup) -> str:
    return group.school_class.name if group.school_class else group.name


def part_words(group: StudyGroup) -> str:
    """The subgroup's name without its class: «7Б англ. 1» is «англ. 1»; empty for a whole class and a mixed group."""
    if group.is_whole or group.school_class is None:
        return ""
    return group.name.removeprefix(group.school_class.name).strip()


def name_of(person: Employee | Guardian | Pupil) -> PersonName:
    return PersonName(person.last_name, person.first_name, person.patronymic)


EXPORTS: dict[str, Callable[[SchoolYear], list[Line]]] = {"pupils": pupils, "employees": employees, "load": load}
