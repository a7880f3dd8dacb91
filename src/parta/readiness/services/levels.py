"""Skills and levels: what the journal asks, what an employee says, what is confirmed, what a course raised."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.audit.models import Change
from parta.notices import services as notices
from parta.school.models import Employee
from parta.school.services import rows

from ..models import Level, Required, Skill
from ..queries.levels import levels, levels_now
from ..rules import DEFAULTS, LEVELS, ROLES

ACTION_OF = {
    Level.Source.SELF: "readiness.assess_level",
    Level.Source.CONFIRMED: "readiness.confirm_level",
    Level.Source.COURSE: "readiness.raise_level",
}


@transaction.atomic
def ensure_defaults(*, by: User) -> None:
    """Give a school without skills the usual ones and what each role needs of them; else change nothing."""
    if Skill.objects.exists():
        return
    for position, line in enumerate(DEFAULTS, start=1):
        skill = Skill.objects.create(
            code=line.code, name=line.name, topic=line.topic, course=line.course, position=position
        )
        Required.objects.bulk_create(
            Required(skill=skill, role=role, level=level) for role, level in line.required.items()
        )
    audit.record("readiness.ensure_defaults", by=by, label=f"навыков: {len(DEFAULTS)}", after=len(DEFAULTS))


@transaction.atomic
def save_skill(skill: Skill, *, by: User, **fields: Any) -> Skill:
    """Add a skill or change it: name, code, topic, course, is_active. Raises ValidationError in Russian."""
    if skill.pk:
        rows.change(skill, "readiness.set_skill", fields, by=by)
        return skill
    rows.assign(skill, {**fields, "position": Skill.objects.count() + 1})
    rows.add(skill, "readiness.create_skill", by=by)
    return skill


@transaction.atomic
def require_levels(wanted: Mapping[tuple[str, int], int], *, by: User) -> int:
    """Set what is asked: (role, skill) → level 0–3, 0 for nothing. Returns how many differ from before."""
    known = {(row.role, row.skill_id): row.level for row in Required.objects.all()}
    names = dict(Skill.objects.values_list("pk", "name"))
    changed = {key: level for key, level in wanted.items() if known.get(key, 0) != level}
    for (role, skill), level in changed.items():
        if level:
            Required.objects.update_or_create(role=role, skill_id=skill, defaults={"level": level})
        else:
            Required.objects.filter(role=role, skill_id=skill).delete()
        audit.record(
            "readiness.require_level", by=by, target=("skill", skill), label=f"{names[skill]}: {ROLES[role]}",
            before=known.get((role, skill), 0), after=level,
        )  # fmt: skip
    return len(changed)


@transaction.atomic
def assess(employee: Employee, said: Mapping[Skill, int], *, by: User, at: datetime | None = None) -> int:
    """The employee's own assessment; only levels said anew are kept. Returns how many. `at` None is now."""
    own = Level.objects.filter(employee=employee, source=Level.Source.SELF).order_by("id")
    last = dict(own.values_list("skill", "level"))
    anew = {skill: level for skill, level in said.items() if last.get(skill.pk) != level}
    write(employee, anew, Level.Source.SELF, by=by, before=last, at=at)
    return len(anew)


@transaction.atomic
def confirm(employee: Employee, said: Mapping[Skill, int], *, by: User, at: datetime | None = None) -> None:
    """Who keeps the matrix says the levels; the employee is told of those that changed. `at` None is now."""
    Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    before = levels_now(employee.pk)
    write(employee, said, Level.Source.CONFIRMED, by=by, before=before, at=at)
    changed = [skill for skill, level in said.items() if before.get(skill.pk) != level]
    if changed and at is None and employee.user_id not in (None, by.pk):
        words = ", ".join(f"{skill.name} — {LEVELS[said[skill]]}" for skill in changed)
        notices.queue(
            "readiness.level", f"Ваш уровень подтверждён: {words}.", to=[employee.user_id], url="/readiness/skills/"
        )


@transaction.atomic
def raise_level(employee: Employee | int, skill_code: str, *, level: int, by: User) -> None:
    """A course was finished: its skill rises to `level` (0–3), never falls; an unknown code is ignored.

    A self-assessment of the same level becomes firm by it.
    """
    skill = Skill.objects.filter(code=skill_code).first()
    if skill is None:
        return
    key = employee.pk if isinstance(employee, Employee) else employee
    person = Employee.objects.select_for_update(no_key=True).get(pk=key)  # a confirmation said meanwhile is not lost
    before = levels_now(person.pk)
    known = levels(employee=person.pk).get((person.pk, skill.pk))
    is_only_said = known is not None and not known.is_firm and known.level == level
    if level > before.get(skill.pk, 0) or is_only_said:
        write(person, {skill: level}, Level.Source.COURSE, by=by, before=before)


def write(
    employee: Employee, said: Mapping[Skill, int], source: Level.Source, *, by: User, before: Mapping[int, int],
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Add the rows and their history. Raises ValidationError for what is no level."""
    if not set(said.values()) <= LEVELS.keys():
        raise ValidationError("Такого уровня нет.")
    when = at or timezone.now()
    Level.objects.bulk_create(
        Level(employee=employee, skill=skill, level=level, source=source, by=by, at=when)
        for skill, level in said.items()
    )
    audit.record_all(
        Change(
            action=ACTION_OF[source], by=by, at=when, target_kind="employee", target_id=employee.pk,
            label=f"{employee.short_name}: {skill.name}", before=before.get(skill.pk), after=level,
        )
        for skill, level in said.items()
    )  # fmt: skip
