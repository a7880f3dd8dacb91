"""People: employees, pupils, guardians, and whose parent is who."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import Employee, Guardian, Guardianship, Pupil
from . import rows

OneOf = TypeVar("OneOf", Employee, Guardian, Pupil)


@transaction.atomic
def create_employee(*, last_name: str, first_name: str, by: User, **fields: Any) -> Employee:
    """Add an employee: patronymic, position, email, phone, external_key. Raises ValidationError in Russian."""
    return create(Employee(last_name=last_name, first_name=first_name, **fields), "school.create_employee", by=by)


@transaction.atomic
def create_pupil(*, last_name: str, first_name: str, by: User, **fields: Any) -> Pupil:
    """Add a pupil, in no class yet: patronymic, birth_date, email, external_key. Raises ValidationError in Russian."""
    return create(Pupil(last_name=last_name, first_name=first_name, **fields), "school.create_pupil", by=by)


@transaction.atomic
def create_guardian(*, last_name: str, first_name: str, by: User, **fields: Any) -> Guardian:
    """Add a parent, of nobody yet: patronymic, email, phone, external_key. Raises ValidationError in Russian."""
    return create(Guardian(last_name=last_name, first_name=first_name, **fields), "school.create_guardian", by=by)


def create(person: OneOf, action: str, *, by: User) -> OneOf:
    trim(person)
    rows.add(person, action, by=by, label=person.full_name)
    return person


def trim(person: Employee | Guardian | Pupil) -> None:
    """Names without spaces at the ends or doubled inside."""
    for name in ("last_name", "first_name", "patronymic"):
        setattr(person, name, " ".join(getattr(person, name).split()))


@transaction.atomic
def create_many(people: Sequence[OneOf], *, by: User) -> list[OneOf]:
    """Add many unsaved people of one kind with one row of history; each is checked, all or none are written."""
    if not people:
        return []
    for person in people:
        trim(person)
        person.clean_fields()
    made = type(people[0])._default_manager.bulk_create(people)
    audit.record(f"school.create_{rows.kind_of(people[0])}s", by=by, label=f"записей: {len(made)}", after=len(made))
    return made


@transaction.atomic
def update_person(person: Employee | Guardian | Pupil, *, by: User, **fields: Any) -> None:
    kept = {name: " ".join(value.split()) if name.endswith("name") else value for name, value in fields.items()}
    rows.change(person, f"school.set_{rows.kind_of(person)}", kept, by=by, label=person.full_name)


@transaction.atomic
def dismiss(employee: Employee, *, on: date, by: User) -> None:
    """Увольнение: from the next day nothing is open to the account as an employee; what was written stays."""
    if employee.courses.filter(is_active=True, year__is_current=True).exists():
        raise ValidationError(f"За {employee.short_name} числится нагрузка: сначала передайте её другому учителю.")
    if employee.led_classes.filter(year__is_current=True).exists():
        raise ValidationError(f"{employee.short_name} — классный руководитель: сначала назначьте другого.")
    rows.change(employee, "school.dismiss_employee", {"left_on": on}, by=by)


@transaction.atomic
def rehire(employee: Employee, *, by: User) -> None:
    rows.change(employee, "school.rehire_employee", {"left_on": None}, by=by)


@transaction.atomic
def link_guardian(guardian: Guardian, pupil: Pupil, *, by: User, relation: str = "") -> Guardianship:
    """Say that the guardian is the pupil's parent; ended rights begin anew."""
    known = Guardianship.objects.filter(guardian=guardian, pupil=pupil).first()
    link = known or Guardianship(guardian=guardian, pupil=pupil)
    if link.pk and link.ended_on is None and link.relation == relation:
        return link
    link.relation, link.ended_on = relation, None
    link.full_clean()
    link.save()
    audit.record(
        "school.link_guardian", by=by, target=("guardianship", link.pk), pupil_id=pupil.pk,
        label=f"{guardian.full_name} → {pupil.name}", after=relation or "родитель",
    )  # fmt: skip
    return link


@transaction.atomic
def add_guardian(pupil: Pupil, *, by: User, relation: str = "", **fields: Any) -> Guardian:
    """Add a new parent of the pupil in one step."""
    guardian = create_guardian(by=by, **fields)
    link_guardian(guardian, pupil, relation=relation, by=by)
    return guardian


@transaction.atomic
def link_guardians(links: Iterable[tuple[Guardian, Pupil, str]], *, by: User) -> None:
    """Link many new pairs (guardian, pupil, relation) with one row of history."""
    made = Guardianship.objects.bulk_create(
        Guardianship(guardian=guardian, pupil=pupil, relation=relation) for guardian, pupil, relation in links
    )
    audit.record("school.link_guardians", by=by, label=f"связей: {len(made)}", after=len(made))


@transaction.atomic
def end_guardianship(link: Guardianship, *, on: date, by: User) -> None:
    """The guardian sees the child's diary no more from this moment."""
    link.ended_on = on
    link.save(update_fields=["ended_on"])
    audit.record(
        "school.end_guardianship", by=by, target=("guardianship", link.pk), pupil_id=link.pupil_id,
        label=f"{link.guardian.full_name} → {link.pupil.name}", before=link.relation or "родитель",
        after=f"прекращено {on:%d.%m.%Y}",
    )  # fmt: skip


def record_view(pupil: Pupil, *, by: User) -> None:
    """A member of staff opened the child's card (domain §9: who looked is kept)."""
    audit.record("school.view_pupil", by=by, target=("pupil", pupil.pk), pupil_id=pupil.pk, label=pupil.name)
