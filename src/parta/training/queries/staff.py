"""How far the staff is: employee × course."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from parta.accounts.models import User
from parta.school import models as school
from parta.training.models import CourseDone, Progress
from parta.training.rules.lessons import Course
from parta.training.rules.library import courses


@dataclass(frozen=True, slots=True)
class Standing:
    """One employee in one course; `is_own`: the course belongs to a role of theirs."""

    course: Course
    done: int
    finished_at: datetime | None
    is_own: bool

    @property
    def state(self) -> str:
        """One of `STATES`; "" where the course is neither theirs nor begun."""
        if self.finished_at:
            return "done"
        if self.done:
            return "part"
        return "none" if self.is_own else ""

    @property
    def total(self) -> int:
        return len(self.course.lessons)


@dataclass(frozen=True, slots=True)
class Learner:
    name: str
    position: str
    has_account: bool
    standings: list[Standing]


STATES = {"none": "не начинали", "part": "учатся", "done": "закончили"}


def staff_courses() -> list[Course]:
    return [course for course in courses().values() if not course.is_for_family]


def learners(*, name: str = "", course: str = "", state: str = "") -> list[Learner]:
    """The employees who work now, by name, narrowed to part of a name and to how they stand in a course.

    With `state` and no course, whoever stands so in any course of theirs. Four queries.
    """
    wanted = staff_courses()
    done, finished = _done(), dict(_finished())
    found = []
    for employee in _employees():
        standings = [_standing(one, employee, done, finished) for one in wanted]
        fits = [one for one in standings if one.state and course in ("", one.course.code)]
        if (state or course) and not any(state in ("", one.state) for one in fits):
            continue
        if name.lower().replace("ё", "е") in employee.full_name.lower().replace("ё", "е"):
            found.append(Learner(employee.full_name, employee.position, employee.user_id is not None, standings))
    return found


def _employees() -> list[school.Employee]:
    teaches = school.Course.objects.filter(teacher=OuterRef("pk"), is_active=True, year__is_current=True)
    leads = school.SchoolClass.objects.filter(class_teacher=OuterRef("pk"), year__is_current=True)
    return list(
        school.Employee.objects.filter(left_on=None)
        .select_related("user")
        .annotate(teaches=Exists(teaches), leads=Exists(leads))
    )


def _roles(employee: school.Employee) -> set[str]:
    """The roles of the handbook, as `handbook.access.roles_of` tells them of one user."""
    user = employee.user or User()
    plays = {
        "teacher": employee.teaches, "class_teacher": employee.leads,  # type: ignore[attr-defined]
        "deputy": user.is_deputy, "head": user.is_head, "admin": user.is_admin, "introducer": user.is_introducer,
    }  # fmt: skip
    return {role for role, is_played in plays.items() if is_played}


def _done() -> dict[tuple[int, str], set[str]]:
    """(user, course) → slugs of the lessons done."""
    found: dict[tuple[int, str], set[str]] = {}
    rows = Progress.objects.filter(done_at__isnull=False, user__employee__left_on=None, user__employee__isnull=False)
    for user, course, lesson in rows.values_list("user_id", "course", "lesson"):
        found.setdefault((user, course), set()).add(lesson)
    return found


def _finished() -> list[tuple[tuple[int, str], datetime]]:
    rows = CourseDone.objects.values_list("user_id", "course", "at")
    return [((user, course), at) for user, course, at in rows]


def _standing(
    course: Course, employee: school.Employee, done: dict[tuple[int, str], set[str]],
    finished: dict[tuple[int, str], datetime],
) -> Standing:  # fmt: skip
    key = (employee.user_id or 0, course.code)
    lessons = {lesson.slug for lesson in course.lessons} & done.get(key, set())
    return Standing(course, len(lessons), finished.get(key), bool(course.roles & _roles(employee)))
