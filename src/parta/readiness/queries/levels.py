"""Staff with their roles, levels as they hold on a day, the gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from parta.school.models import Course, Employee, SchoolClass

from ..models import Level, Required, Skill
from ..rules import gap, required_of


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the school, and what they are to the journal (codes of `rules.ROLES`, never empty)."""

    id: int
    name: str
    short_name: str
    position: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one skill of one employee: the level that holds, whether firm, what they say since."""

    level: int
    is_firm: bool
    says: int | None = None  # a later self-assessment that differs


@dataclass(frozen=True, slots=True)
class GapFigures:
    """`asked` pairs of employee and needed skill, of them `met`; `lacking` levels all together; `unknown` pairs."""

    asked: int
    met: int
    lacking: int
    unknown: int

    @property
    def percent(self) -> int | None:
        """How much of what is asked is met, 0–100, halves up; None where nothing is asked."""
        return (200 * self.met + self.asked) // (2 * self.asked) if self.asked else None


Levels = dict[tuple[int, int], Known]  # (employee, skill) → what is known


def staff(only: Iterable[int] | None = None) -> list[Staff]:
    """Everybody who works at the school, by name; one query."""
    mine = OuterRef("pk")
    employees = Employee.objects.filter(left_on=None)
    if only is not None:
        employees = employees.filter(pk__in=only)
    rows = employees.annotate(
        teaches=Exists(Course.objects.filter(teacher=mine, is_active=True, year__is_current=True)),
        leads=Exists(SchoolClass.objects.filter(class_teacher=mine, year__is_current=True)),
        is_deputy=F("user__is_deputy"), is_head=F("user__is_head"), is_admin=F("user__is_admin"),
    )  # fmt: skip
    return [Staff(row.pk, row.name, row.short_name, row.position, roles_of(row)) for row in rows]


def roles_of(row: Employee) -> frozenset[str]:
    """`row` is annotated as in `staff`."""
    plays = {
        "teacher": row.teaches, "class_teacher": row.leads, "deputy": row.is_deputy, "head": row.is_head,  # type: ignore[attr-defined]
        "admin": row.is_admin,  # type: ignore[attr-defined]
    }  # fmt: skip
    return frozenset(role for role, is_played in plays.items() if is_played) or frozenset({"other"})


def skills() -> list[Skill]:
    return list(Skill.objects.filter(is_active=True))


def required() -> dict[tuple[str, int], int]:
    """(role, skill) → level."""
    rows = Required.objects.filter(skill__is_active=True).values_list("role", "skill", "level")
    return {(role, skill): level for role, skill, level in rows}


def levels(*, before: datetime | None = None, employee: int | None = None) -> Levels:
    """What is known of everybody who works here, as it was at the instant `before` (None: now). One query."""
    rows = Level.objects.filter(employee__left_on=None, skill__is_active=True).order_by("id")
    if before is not None:
        rows = rows.filter(at__lt=before)
    if employee is not None:
        rows = rows.filter(employee=employee)
    return fold(rows.values_list("employee", "skill", "source", "level"))


def fold(rows: Iterable[tuple[int, int, str, int]]) -> Levels:
    """Of rows in their order: the newest firm one holds; a self-assessment only where nothing firm was said."""
    known: Levels = {}
    for employee, skill, source, level in rows:
        was = known.get((employee, skill))
        if source != Level.Source.SELF:
            known[employee, skill] = Known(level, is_firm=True)
        elif was and was.is_firm:
            known[employee, skill] = Known(was.level, is_firm=True, says=level if level != was.level else None)
        else:
            known[employee, skill] = Known(level, is_firm=False)
    return known


def levels_now(employee: int) -> dict[int, int]:
    """Skill → the level that holds (0–3); without skills nothing was said of yet."""
    rows = Level.objects.filter(employee=employee).order_by("id")
    known = fold(rows.values_list("employee", "skill", "source", "level"))
    return {skill: one.level for (_, skill), one in known.items()}


def gap_figures(on: date) -> GapFigures:
    """How ready the present staff was at the end of the day, against what is asked now. Three queries."""
    asked = required()
    return figures(staff(), asked, levels(before=end_of(on)))


def figures(people: Iterable[Staff], asked: Mapping[tuple[str, int], int], known: Levels) -> GapFigures:
    needs = met = lacking = unknown = 0
    for person in people:
        for skill, level in required_of(person.roles, asked).items():
            has = known.get((person.id, skill))
            missing = gap(has.level if has else None, level)
            needs, met, lacking = needs + 1, met + (missing == 0), lacking + missing
            unknown += has is None
    return GapFigures(needs, met, lacking, unknown)


def end_of(on: date) -> datetime:
    """The first instant after the day."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
