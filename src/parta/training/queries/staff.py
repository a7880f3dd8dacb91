"""How far the staff is: employee × course."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.accounts.models import User
from parta.lib.alphabet import by_name
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


OFFICES = {
    "head": "директор", "deputy": "завуч", "admin": "администратор журнала", "introducer": "ответственный за внедрение",
}  # fmt: skip
STATES = {"none": "не начинали", "part": "учатся", "done": "закончили"}


def staff_courses() -> list[Course]:
    return [course for course in courses().values() if not course.is_for_family]


def learners(*, name: str = "", course: str = "", state: str = "") -> list[Learner]:
    """The employees who work now, by name, then the office's other accounts; narrowed to part of a name, to a standing.

    With `state` and no course, whoever stands so in any course of theirs. Five queries.
    """
    wanted = staff_courses()
    done, finished = _done(), dict(_finished())
    found = []
    for person in [*map(_of_employee, _employees()), *map(_of_officer, _officers())]:
        standings = [_standing(one, person, done, finished) for one in wanted]
        fits = [one for one in standings if one.state and course in ("", one.course.code)]
        if (state or course) and not any(state in ("", one.state) for one in fits):
            continue
        if name.lower().replace("ё", "е") in person.name.lower().replace("ё", "е"):
            found.append(Learner(person.name, person.position, person.user_id is not None, standings))
    return found


def _employees() -> list[school.Employee]:
    teaches = school.Course.objects.filter(teacher=OuterRef("pk"), is_active=True, year__is_current=True)
    leads = school.SchoolClass.objects.filter(class_teacher=OuterRef("pk"), year__is_current=True)
    rows = school.Employee.objects.filter(left_on=None).select_related("user")
    return list(rows.annotate(teaches=Exists(teaches), leads=Exists(leads)))


def _officers() -> QuerySet[User]:
    """Accounts of the office without an employee's row: the administrator who began the school, an outside deputy."""
    is_office = Q(is_admin=True) | Q(is_deputy=True) | Q(is_head=True) | Q(is_introducer=True)
    found = User.objects.filter(is_office, is_active=True, employee=None)
    return found.order_by(*by_name(), "pk")


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who may learn; `roles` are of the handbook, as `handbook.access.roles_of` tells them of one user."""

    name: str
    position: str
    user_id: int | None
    roles: frozenset[str]


def _of_employee(row: school.Employee) -> _Person:
    works = {"teacher": row.teaches, "class_teacher": row.leads}  # type: ignore[attr-defined]
    roles = frozenset(role for role, is_played in works.items() if is_played) | _offices(row.user or User())
    return _Person(row.full_name, row.position, row.user_id, roles)


def _of_officer(user: User) -> _Person:
    roles = _offices(user)
    position = ", ".join(words for office, words in OFFICES.items() if office in roles)
    return _Person(user.full_name or user.username, position, user.pk, roles)


def _offices(user: User) -> frozenset[str]:
    plays = {
        "deputy": user.is_deputy, "head": user.is_head, "admin": user.is_admin, "introducer": user.is_introducer,
    }  # fmt: skip
    return frozenset(role for role, is_played in plays.items() if is_played)


def _done() -> dict[tuple[int, str], set[str]]:
    """(user, course) → slugs of the lessons done."""
    found: dict[tuple[int, str], set[str]] = {}
    works_here = Q(user__employee__isnull=False, user__employee__left_on=None) | Q(user__in=_officers())
    rows = Progress.objects.filter(works_here, done_at__isnull=False)
    for user, course, lesson in rows.values_list("user_id", "course", "lesson"):
        found.setdefault((user, course), set()).add(lesson)
    return found


def _finished() -> list[tuple[tuple[int, str], datetime]]:
    rows = CourseDone.objects.values_list("user_id", "course", "at")
    return [((user, course), at) for user, course, at in rows]


def _standing(
    course: Course, person: _Person, done: dict[tuple[int, str], set[str]],
    finished: dict[tuple[int, str], datetime],
) -> Standing:  # fmt: skip
    key = (person.user_id or 0, course.code)
    lessons = {lesson.slug for lesson in course.lessons} & done.get(key, set())
    return Standing(course, len(lessons), finished.get(key), bool(course.roles & person.roles))
