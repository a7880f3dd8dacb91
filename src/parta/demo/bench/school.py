"""The bench school: 40 classes, 1,000 pupils, 12 courses a class, 300,000 marks; 16 weeks of lessons, all filled."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from parta.accounts.models import User
from parta.journal.models import Cell, Homework, LessonRecord, Mark
from parta.journal.services.kinds import ensure_default_kinds
from parta.school.models import (
    Course,
    Employee,
    Enrolment,
    GroupMembership,
    Guardian,
    Guardianship,
    Period,
    PeriodScheme,
    Pupil,
    School,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from parta.timetable.models import Lesson

from ..load import ring
from ..names import People
from . import help

CLASSES, PUPILS, COURSES, DAYS = 40, 1000, 12, 112
FIRST_CLASS = 30  # pupils of the class whose grid is measured; the rest share the others
MARKED = 0.7  # share of cells with a mark: 1,000 pupils × (6 × 40 + 6 × 32 lessons) × 0.7 ≈ 300,000


@dataclass(frozen=True, slots=True)
class BenchSchool:
    """Keys of what is measured, and the session cookies of its people."""

    course: int
    period: int
    lessons: list[int]
    pupils: list[int]
    pupil: int
    monday: date
    teacher_cookie: str
    parent_cookie: str
    office_cookie: str
    teachers: list[tuple[int, str, list[int], list[int]]]  # course, cookie, lessons, pupils: one for each writer


@transaction.atomic
def build(today: date) -> BenchSchool:
    random, crowd = Random(40), People(40)
    by = User.objects.create(username="setup", last_name="Настройка", is_admin=True)
    School.objects.create(pk=1, name="Стенд", short_name="Стенд", edit_days=365)
    starts_on = today - timedelta(days=DAYS - 1)
    year = SchoolYear.objects.create(
        name="стенд", starts_on=starts_on - timedelta(days=1), ends_on=today + timedelta(days=200), is_current=True
    )
    scheme = PeriodScheme.objects.create(year=year, name="четверти")
    period = Period.objects.create(scheme=scheme, number=1, name="I четверть", starts_on=starts_on, ends_on=today)
    ring()
    ensure_default_kinds(by=by)
    classes = [
        SchoolClass(year=year, level=number % 7 + 5, letter="АБВГДЕ"[number // 7], scheme=scheme)
        for number in range(CLASSES)
    ]
    SchoolClass.objects.bulk_create(classes)
    groups = [StudyGroup(year=year, name=one.name, school_class=one, is_whole=True) for one in classes]
    StudyGroup.objects.bulk_create(groups)
    pupils = fill_classes(crowd, classes, groups, starts_on)
    courses = make_courses(crowd, year, scheme, groups)
    lessons = make_lessons(courses, starts_on, today)
    write(random, courses, lessons, pupils, by)
    help.fill(year, by=by, helper=teacher_of(courses[1]), today=today)
    first = pupils[0]
    return BenchSchool(
        course=courses[0].pk, period=period.pk, lessons=[row.pk for row in lessons[0]],
        pupils=[row.pk for row in first], pupil=first[0].pk, monday=today - timedelta(days=today.weekday() + 7),
        teacher_cookie=cookie(teacher_of(courses[0])), parent_cookie=cookie(parent_of(crowd, first[0])),
        office_cookie=cookie(by),
        teachers=[
            (
                courses[number * COURSES].pk, cookie(teacher_of(courses[number * COURSES])),
                [row.pk for row in lessons[number * COURSES]], [row.pk for row in pupils[number]],
            )
            for number in range(16)
        ],
    )  # fmt: skip


def fill_classes(
    crowd: People, classes: list[SchoolClass], groups: list[StudyGroup], starts_on: date
) -> list[list[Pupil]]:
    families = crowd.families()
    size, rest = divmod(PUPILS - FIRST_CLASS, CLASSES - 1)
    others = [size + (number < rest) for number in range(CLASSES - 1)]
    made = []
    for size in [FIRST_CLASS, *others]:
        names = []
        for _ in range(size):
            father, _mother, surname = next(families)
            names.append(crowd.child(surname=surname, father=father.first if father else "Иван"))
        made.append([Pupil(last_name=name.last, first_name=name.first, patronymic=name.patronymic) for name in names])
    Pupil.objects.bulk_create([pupil for rows in made for pupil in rows])
    seats = [
        (pupil, *home) for rows, home in zip(made, zip(classes, groups, strict=True), strict=True) for pupil in rows
    ]
    Enrolment.objects.bulk_create(Enrolment(pupil=p, school_class=c, from_on=starts_on) for p, c, _ in seats)
    GroupMembership.objects.bulk_create(GroupMembership(pupil=p, group=g, from_on=starts_on) for p, _, g in seats)
    return made


def make_courses(crowd: People, year: SchoolYear, scheme: PeriodScheme, groups: list[StudyGroup]) -> list[Course]:
    """Twelve courses a class, each with a teacher of its own who may sign in."""
    subjects = Subject.objects.bulk_create(Subject(name=f"Предмет {number + 1}") for number in range(COURSES))
    names = [crowd.grown_up(woman=True) for _ in range(CLASSES * COURSES)]
    users = User.objects.bulk_create(
        User(username=f"t{number}", last_name=name.last, first_name=name.first) for number, name in enumerate(names)
    )
    teachers = Employee.objects.bulk_create(
        Employee(last_name=name.last, first_name=name.first, patronymic=name.patronymic, user=user)
        for name, user in zip(names, users, strict=True)
    )
    return Course.objects.bulk_create(
        Course(
            year=year, subject=subjects[number % COURSES], group=groups[number // COURSES], teacher=teacher,
            scheme=scheme, hours=5,
        )
        for number, teacher in enumerate(teachers)
    )  # fmt: skip


def make_lessons(courses: list[Course], starts_on: date, today: date) -> list[list[Lesson]]:
    """Each course meets twice a week, every other one also on a third day of odd weeks: 27 lessons a class a week."""
    days = [starts_on + timedelta(days=number) for number in range((today - starts_on).days + 1)]
    made = [
        [Lesson(course=course, on=on, slot=number % COURSES % 8 + 1) for on in days if meets(number % COURSES, on)]
        for number, course in enumerate(courses)
    ]
    Lesson.objects.bulk_create([lesson for rows in made for lesson in rows], batch_size=5000)
    return made


def meets(place: int, on: date) -> bool:
    weekday = on.weekday()
    third = weekday == (place + 4) % 5 and place % 2 == 0 and on.isocalendar().week % 2 == 1
    return weekday in (place % 5, (place + 2) % 5) or third


def write(
    random: Random, courses: list[Course], lessons: list[list[Lesson]], pupils: list[list[Pupil]], by: User
) -> None:
    """A record and homework for each lesson; a cell with a mark for 62.5 % of the pupils."""
    all_lessons = [lesson for rows in lessons for lesson in rows]
    LessonRecord.objects.bulk_create(
        (LessonRecord(lesson=lesson, topic="Решение задач по теме урока") for lesson in all_lessons), batch_size=5000
    )
    Homework.objects.bulk_create(
        (
            Homework(
                lesson=one, due_lesson=following, due_on=following.on, text="§14, № 312–315", minutes=20, author=by
            )
            for rows in lessons
            for one, following in pairwise(rows)
        ),
        batch_size=5000,
    )
    for number, rows in enumerate(lessons):
        cells = [
            Cell(lesson=lesson, pupil=pupil, changed_by=by)
            for lesson in rows
            for pupil in pupils[number // COURSES]
            if random.random() < MARKED
        ]
        Cell.objects.bulk_create(cells, batch_size=5000)
        Mark.objects.bulk_create(
            (Mark(cell=cell, position=0, value=random.choice((3, 4, 4, 5)), author=by) for cell in cells),
            batch_size=5000,
        )


def parent_of(crowd: People, pupil: Pupil) -> User:
    user = User.objects.create(username="parent", last_name=pupil.last_name, first_name="Ольга")
    guardian = Guardian.objects.create(last_name=pupil.last_name, first_name="Ольга", user=user)
    Guardianship.objects.create(guardian=guardian, pupil=pupil)
    return user


def cookie(user: User) -> str:
    """A real session of the user, as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key or ""


def teacher_of(course: Course) -> User:
    return User.objects.get(employee__courses=course)
