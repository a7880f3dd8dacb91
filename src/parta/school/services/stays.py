"""A pupil's stays in classes and groups: the steps that приём, перевод and выбытие share. Only they call these."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from ..models import Enrolment, GroupMembership, Pupil, SchoolClass, SchoolYear, StudyGroup


def open_stay(pupil: Pupil) -> Enrolment:
    """Where the pupil is now; raises ValidationError when nowhere."""
    found = pupil.enrolments.filter(to_on=None).select_related("school_class__year").first()
    if found is None:
        raise ValidationError(f"{pupil.name} сейчас ни в одном классе: оформите приём.")
    return found


def begin(pupil: Pupil, school_class: SchoolClass, *, on: date, order: str) -> Enrolment:
    made = Enrolment(pupil=pupil, school_class=school_class, from_on=on, order_in=order)
    made.full_clean()
    made.save()
    whole = StudyGroup.objects.get(school_class=school_class, is_whole=True)
    GroupMembership.objects.create(group=whole, pupil=pupil, from_on=on)
    return made


def end(stay: Enrolment, *, last_day: date, order: str, left_to: str = "") -> None:
    stay.to_on, stay.order_out, stay.left_to = last_day, order, left_to
    stay.full_clean()
    stay.save(update_fields=["to_on", "order_out", "left_to"])


def end_memberships(pupil: Pupil, *, last_day: date, unless_gathers: SchoolClass | None = None) -> None:
    """End the pupil's groups on the last day; those that gather the given class go on."""
    lasting = GroupMembership.objects.filter(Q(to_on=None) | Q(to_on__gt=last_day), pupil=pupil)
    if unless_gathers:
        lasting = lasting.exclude(group__classes=unless_gathers)
    lasting.filter(from_on__gt=last_day).delete()
    lasting.update(to_on=last_day)


def reopen(stay: Enrolment) -> None:
    """Open a stay again with the groups that ended on its last day."""
    GroupMembership.objects.filter(pupil=stay.pupil_id, to_on=stay.to_on).update(to_on=None)
    stay.to_on, stay.order_out, stay.left_to = None, "", ""
    stay.full_clean()
    stay.save(update_fields=["to_on", "order_out", "left_to"])


def refuse_outside(year: SchoolYear, on: date) -> None:
    if not year.starts_on <= on <= year.ends_on:
        limits = f"{year.starts_on:%d.%m.%Y}–{year.ends_on:%d.%m.%Y}"
        raise ValidationError({"on": f"{on:%d.%m.%Y} вне учебного года {year.name} ({limits})."})


def refuse_enrolled(pupils: list[Pupil], *, on: date) -> None:
    """Raise ValidationError naming the first of the pupils who is in a class on the day or later."""
    lasting = Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=on), pupil__in=[pupil.pk for pupil in pupils])
    if stay := lasting.select_related("pupil", "school_class").first():
        raise ValidationError(f"{stay.pupil.name} уже в {stay.school_class}: оформите перевод.")
    if len({pupil.pk for pupil in pupils}) != len(pupils):
        raise ValidationError("Один ученик назван дважды.")


def note(stay: Enrolment, action: str, *, by: User, before: Any = None, after: Any = None) -> None:
    """History of one pupil's movement."""
    audit.record(
        action, by=by, target=("enrolment", stay.pk), pupil_id=stay.pupil_id, before=before, after=after,
        label=f"{stay.pupil.name}, {stay.school_class}",
    )  # fmt: skip


def tell(classes: Iterable[SchoolClass], text: str, *, by: User) -> None:
    """Notice to the class teachers, except who did it."""
    users = {one.class_teacher.user_id for one in classes if one.class_teacher}
    notices.queue("school.movement", text, to=[user for user in users if user and user != by.pk])
