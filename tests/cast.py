"""One small school that every test knows: the people of 7Б, and strangers from 7А."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parta.accounts.models import User
from parta.school.models import Course, Employee, Guardian, Pupil, SchoolClass
from parta.timetable.models import Lesson

from . import build

TODAY = date(2026, 11, 23)  # a Monday of the second quarter


@dataclass
class Cast:
    school_class: SchoolClass  # 7Б
    other_class: SchoolClass  # 7А
    course: Course  # алгебра in 7Б, taught by `teacher`
    other_course: Course  # история in 7А, taught by `stranger`
    lesson: Lesson  # алгебра today
    other_lesson: Lesson  # история in 7А today
    teacher: Employee  # Орлова: algebra in 7Б, leads no class
    class_teacher: Employee  # Белова: leads 7Б, teaches nothing there
    stranger: Employee  # Громов: teaches and leads 7А
    daria: Pupil  # of 7Б
    egor: Pupil  # of 7Б
    alien: Pupil  # of 7А
    parent: Guardian  # of daria
    other_parent: Guardian  # of alien
    admin: User
    head: User
    deputy: User
    introducer: User

    def users(self) -> dict[str, User | None]:
        """Every role of the access table; `nobody` is not signed in."""
        return {
            "admin": self.admin,
            "head": self.head,
            "deputy": self.deputy,
            "introducer": self.introducer,
            "teacher": self.teacher.user,
            "class_teacher": self.class_teacher.user,
            "stranger": self.stranger.user,
            "pupil": self.daria.user,
            "classmate": self.egor.user,
            "parent": self.parent.user,
            "other_parent": self.other_parent.user,
            "nobody": None,
        }


def make() -> Cast:
    build.school()
    build.bells()
    build.work_kind()
    class_teacher = build.employee(
        "Белова Анна Петровна", user=build.user("belova", last_name="Белова", first_name="Анна")
    )
    stranger = build.employee("Громов Илья Ильич", user=build.user("gromov", last_name="Громов", first_name="Илья"))
    teacher = build.employee("Орлова Нина Васильевна", user=build.user("orlova", last_name="Орлова", first_name="Нина"))
    school_class = build.school_class("7Б", class_teacher=class_teacher)
    other_class = build.school_class("7А", class_teacher=stranger)
    course = build.course(teacher, build.whole(school_class))
    other_course = build.course(stranger, build.whole(other_class), "История")
    daria = build.pupil(
        "Ермакова Дарья", of=school_class, user=build.user("daria", last_name="Ермакова", first_name="Дарья")
    )
    egor = build.pupil(
        "Дмитриев Егор", of=school_class, user=build.user("egor", last_name="Дмитриев", first_name="Егор")
    )
    alien = build.pupil("Чужова Мира", of=other_class)
    office = {"last_name": "Зуева", "first_name": "Вера"}
    return Cast(
        school_class=school_class,
        other_class=other_class,
        course=course,
        other_course=other_course,
        lesson=build.lesson(course, TODAY),
        other_lesson=build.lesson(other_course, TODAY, slot=2),
        teacher=teacher,
        class_teacher=class_teacher,
        stranger=stranger,
        daria=daria,
        egor=egor,
        alien=alien,
        parent=build.guardian(daria, user=build.user("parent", last_name="Ермакова", first_name="Ольга")),
        other_parent=build.guardian(
            alien, name="Чужова Инна", user=build.user("other_parent", last_name="Чужова", first_name="Инна")
        ),
        admin=build.user("admin", is_admin=True, **office),
        head=build.user("head", is_head=True, **office),
        deputy=build.user("deputy", is_deputy=True, **office),
        introducer=build.user("introducer", is_introducer=True, **office),
    )
