"""Levels of skills: what an employee says of oneself, what is confirmed, what a course raised."""

from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit
from parta.school.models import Employee

from ..models import Level, Skill
from ..queries import level_now


@transaction.atomic
def raise_level(employee: Employee | int, skill_code: str, *, level: int, by: User) -> None:
    """A course was finished: its skill rises to `level` (0–3), never falls; an unknown code is ignored."""
    skill = Skill.objects.filter(code=skill_code).first()
    if skill is None:
        return
    person = employee if isinstance(employee, Employee) else Employee.objects.get(pk=employee)
    if level > (level_now(person.pk, skill.pk) or 0):
        write(person, skill, level, Level.Source.COURSE, by=by)


def write(employee: Employee, skill: Skill, level: int, source: Level.Source, *, by: User) -> Level:
    """Add the row and its history."""
    before = level_now(employee.pk, skill.pk)
    made = Level(employee=employee, skill=skill, level=level, source=source, by=by)
    made.full_clean()
    made.save()
    audit.record(
        f"readiness.{ACTION_OF[source]}", by=by, target=("employee", employee.pk),
        label=f"{employee.short_name}: {skill.name}", before=before, after=level,
    )  # fmt: skip
    return made


ACTION_OF = {
    Level.Source.SELF: "assess_level",
    Level.Source.CONFIRMED: "confirm_level",
    Level.Source.COURSE: "raise_level",
}
