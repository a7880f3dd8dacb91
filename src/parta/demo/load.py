"""The demo school's subjects, groups, courses, bells and week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from itertools import count

from parta.accounts.models import User
from parta.school.models import Course, Employee, Pupil, Room, SchoolClass, SchoolYear, StudyGroup, Subject
from parta.school.services import groups, load
from parta.timetable.models import Bell, BellSchedule, TimetableEntry

from .curriculum import SHORT, subjects_of
from .people import DemoPeople
from .weekly import Unit, lay

STAFF_ROOM = 24
BELLS = ["8:30", "9:25", "10:20", "11:25", "12:30", "13:25", "14:20", "15:15"]


@dataclass(frozen=True, slots=True)
class Split:
    whole: StudyGroup
    parts: list[StudyGroup]


def teach(year: SchoolYear, classes: dict[str, SchoolClass], made: DemoPeople, *, on: date, by: User) -> list[Unit]:
    """Make subjects, subgroups and courses; return what a week is laid of."""
    subjects = make_subjects(by=by)
    splits = {name: split(school_class, on=on, by=by) for name, school_class in classes.items()}
    hours: Counter[int] = Counter()
    units = []
    for name, school_class in classes.items():
        for taught in subjects_of(school_class.level):
            groups_of = splits[name].parts if taught.split else [splits[name].whole]
            teachers = choose_teachers(made, name, taught.subject, len(groups_of), taught.split, hours)
            courses = [
                load.create_course(
                    year, subject=subjects[taught.subject], group=group, teacher=teacher, hours=taught.hours, by=by
                )
                for group, teacher in zip(groups_of, teachers, strict=True)
            ]
            for teacher in teachers:
                hours[teacher.pk] += taught.hours
            units.extend(units_of(name, taught.subject, courses, teachers, taught.hours))
    return units


def make_subjects(*, by: User) -> dict[str, Subject]:
    names = sorted({taught.subject for level in range(1, 12) for taught in subjects_of(level)})
    return {name: load.create_subject(name=name, short_name=SHORT.get(name, name[:30]), by=by) for name in names}


def split(school_class: SchoolClass, *, on: date, by: User) -> Split:
    whole = StudyGroup.objects.get(school_class=school_class, is_whole=True)
    pupils = list(Pupil.objects.filter(memberships__group=whole))
    if school_class.level == 1:
        return Split(whole, [])
    half = len(pupils) // 2
    parts = {f"{school_class.name} (1)": pupils[:half], f"{school_class.name} (2)": pupils[half:]}
    return Split(whole, groups.split_class(school_class, parts, on=on, by=by))


def choose_teachers(
    made: DemoPeople, class_name: str, subject: str, number: int, is_split: bool, hours: Counter[int]
) -> list[Employee]:
    """The class's own teacher in the primary school; elsewhere those of the subject with the fewest hours.

    One teacher may have both subgroups of a subject that has no second teacher; then they meet at different hours.
    """
    if class_name in made.primary and not is_split:
        return [made.primary[class_name]]
    if class_name == "7Б" and subject in ("Алгебра", "Геометрия"):
        return [made.pool[subject][0]]  # «teacher» and «parent» of the demo meet in one journal
    chosen = sorted(made.pool[subject], key=lambda row: hours[row.pk])[:number]
    return chosen if len(chosen) == number else chosen * number


def units_of(name: str, subject: str, courses: list[Course], teachers: list[Employee], hours: int) -> list[Unit]:
    """One unit side by side; one for each course when the same teacher has them all."""
    pairs = [([course.pk], [teacher.pk]) for course, teacher in zip(courses, teachers, strict=True)]
    if len(set(teachers)) == len(teachers):
        pairs = [([course.pk for course in courses], [teacher.pk for teacher in teachers])]
    return [Unit(name, subject, keys, staff, hours) for keys, staff in pairs]


def ring() -> None:
    """Two schedules of bells: 45-minute lessons, and 30-minute ones for shortened days."""
    usual = BellSchedule.objects.create(name="Обычные", is_default=True)
    short = BellSchedule.objects.create(name="Сокращённые", is_default=False)
    for slot, words in enumerate(BELLS, start=1):
        hour, minute = map(int, words.split(":"))
        start = hour * 60 + minute
        Bell.objects.create(schedule=usual, slot=slot, starts_at=clock(start), ends_at=clock(start + 45))
        start = 8 * 60 + 30 + (slot - 1) * 40
        Bell.objects.create(schedule=short, slot=slot, starts_at=clock(start), ends_at=clock(start + 30))


def clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def lay_week(year: SchoolYear, units: list[Unit], *, seed: int) -> None:
    """Write the weekly timetable; each teacher has a room, sport and crafts have their halls."""
    rooms = rooms_of({teacher for unit in units for teacher in unit.teachers}, units)
    TimetableEntry.objects.bulk_create(
        TimetableEntry(
            course_id=course, weekday=day, slot=slot, room=rooms[teacher], valid_from=year.starts_on,
            valid_to=year.ends_on,
        )
        for day, slot, unit in lay(units, seed=seed)
        for course, teacher in zip(unit.courses, unit.teachers, strict=True)
    )  # fmt: skip


def rooms_of(teachers: set[int], units: list[Unit]) -> dict[int, Room]:
    """Teacher → room: a number from 11 on, or the hall of the subject. Room 24 is the staff room's own."""
    halls = {"Физическая культура": "Спортзал", "Технология": "Мастерская", "Информатика": "Компьютерный класс"}
    taught: dict[int, set[str]] = {}
    for unit in units:
        for teacher in unit.teachers:
            taught.setdefault(teacher, set()).add(unit.subject)
    special = {
        teacher: halls[min(names & set(halls))]
        for teacher, names in taught.items()
        if names & set(halls) and len(names) < 4  # a primary teacher has a room of the class
    }
    numbers = (number for number in count(11) if number != STAFF_ROOM)
    counted: Counter[str] = Counter()
    rooms = {}
    for teacher in sorted(teachers):
        hall = special.get(teacher)
        if hall:
            counted[hall] += 1
        rooms[teacher] = Room(name=f"{hall} {counted[hall]}" if hall else str(next(numbers)), seats=30)
    Room.objects.bulk_create([*rooms.values(), Room(name=str(STAFF_ROOM), seats=12)])
    return rooms
