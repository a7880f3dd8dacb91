"""Skills of the staff against what the journal needs (clause 1.3.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parta.school.rules import ROLES as ROLES_OF_SCHOOL

LEVELS = {0: "не знаком", 1: "с помощью", 2: "самостоятельно", 3: "учит других"}

# What an employee is to the journal; one person may be several of them. Code → what a person reads.
STAFF = ("teacher", "class_teacher", "deputy", "head", "admin")
ROLES = {**{role: ROLES_OF_SCHOOL[role] for role in STAFF}, "other": "другой сотрудник"}


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill every school begins with. `topic` is a code of the help topics, `course` of the training course.

    `required` is role → level.
    """

    code: str
    name: str
    topic: str
    required: Mapping[str, int]
    course: str = ""


def _asked(teacher: int, class_teacher: int, deputy: int, head: int, admin: int, other: int = 0) -> dict[str, int]:
    asked = {
        "teacher": teacher, "class_teacher": class_teacher, "deputy": deputy, "head": head, "admin": admin,
        "other": other,
    }  # fmt: skip
    return {role: level for role, level in asked.items() if level}


DEFAULTS = (
    SkillLine("sign-in", "Вход, пароль и защита учётной записи", "access", _asked(2, 2, 2, 2, 3, 2), "admin"),
    SkillLine("computer", "Компьютер, браузер, печать", "equipment", _asked(2, 2, 2, 1, 3, 1), "computer"),
    SkillLine("roll-call", "Перекличка, пропуски и опоздания", "2.1.3", _asked(2, 2, 2, 0, 2), "teacher"),
    SkillLine("marks", "Текущие отметки", "2.1.3", _asked(2, 2, 3, 0, 3), "teacher"),
    SkillLine("period-marks", "Отметки за период и за год", "2.1.4", _asked(2, 2, 3, 0, 3)),
    SkillLine("homework", "Темы уроков и домашние задания", "2.1.1", _asked(2, 2, 2, 0, 2), "teacher"),
    SkillLine("plans", "Планы уроков (КТП): импорт и экспорт", "2.1.2", _asked(2, 2, 3, 0, 2)),
    SkillLine("reports", "Отчёты и анализ успеваемости", "2.1.5", _asked(1, 2, 3, 2, 2), "figures"),
    SkillLine("families", "Доступ и сведения для родителей", "2.1.6", _asked(1, 2, 2, 1, 3), "class-teacher"),
    SkillLine("lists", "Классы, группы, движение учеников", "lists", _asked(0, 1, 3, 0, 3), "deputy"),
    SkillLine("timetable", "Расписание и замены", "lists", _asked(1, 1, 3, 1, 2), "deputy"),
)


def required_of(roles: Iterable[str], asked: Mapping[tuple[str, int], int]) -> dict[int, int]:
    """Skill → the level needed of somebody in all these roles: the highest. `asked` is (role, skill) → level."""
    found: dict[int, int] = {}
    wanted = set(roles)
    for (role, skill), level in asked.items():
        if role in wanted:
            found[skill] = max(level, found.get(skill, 0))
    return found


def gap(level: int | None, required: int) -> int:
    """How many levels are lacking; what nobody has assessed counts as 0."""
    return max(0, required - (level or 0))


def group_of(roles: Iterable[str]) -> str:
    """The one group of staff a person is counted in, so that groups never overlap."""
    plays = set(roles)
    if plays & {"head", "deputy", "admin"}:
        return "office"
    return next((role for role in ("class_teacher", "teacher") if role in plays), "other")
