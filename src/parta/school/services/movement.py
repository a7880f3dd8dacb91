"""Pupils come, change classes and leave, by day and by order. Marks travel with the pupil: they hang on the pupil."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import Enrolment, GroupMembership, Pupil, SchoolClass, StudyGroup
from ..queries.movement import last_movement
from ..rules import DAY
from . import people, rows, stays


@transaction.atomic
def enrol(pupil: Pupil, school_class: SchoolClass, *, on: date, by: User, order: str = "") -> Enrolment:
    """Приём: the pupil is in the class and its whole group from the day. Raises ValidationError in Russian."""
    stays.refuse_outside(school_class.year, on)
    last = pupil.enrolments.select_related("school_class").order_by("-from_on", "-id").first()
    if last and last.to_on is None:
        raise ValidationError(f"{pupil.name} уже в {last.school_class}: оформите перевод.")
    if last and last.to_on and last.to_on >= on:
        raise ValidationError(
            {"on": f"{pupil.name} в {last.school_class} по {last.to_on:%d.%m.%Y}: выберите день позже."}
        )
    made = stays.begin(pupil, school_class, on=on, order=order)
    after = {"класс": school_class.name, "с": f"{on:%d.%m.%Y}", "приказ": order}
    stays.note(made, "school.enrol_pupil", by=by, after=after)
    stays.tell([school_class], f"Приём в {school_class}: {pupil.name}, с {on:%d.%m.%Y}.", by=by)
    return made


@transaction.atomic
def admit(school_class: SchoolClass, *, on: date, by: User, order: str = "", **person: Any) -> Pupil:
    """Приём of a child the school does not know yet; `person` is what `people.create_pupil` takes."""
    pupil = people.create_pupil(by=by, **person)
    enrol(pupil, school_class, on=on, order=order, by=by)
    return pupil


@transaction.atomic
def enrol_all(pairs: Iterable[tuple[Pupil, SchoolClass]], *, on: date, by: User, order: str = "") -> None:
    """Приём of many at once, as on 1 September: all or none, one row of history. Raises ValidationError."""
    chosen = list(pairs)
    for year in {school_class.year for _, school_class in chosen}:
        stays.refuse_outside(year, on)
    stays.refuse_enrolled([pupil for pupil, _ in chosen], on=on)
    wholes = {
        group.school_class_id: group
        for group in StudyGroup.objects.filter(is_whole=True, school_class__in={one.pk for _, one in chosen})
    }
    Enrolment.objects.bulk_create(
        Enrolment(pupil=pupil, school_class=school_class, from_on=on, order_in=order) for pupil, school_class in chosen
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(group=wholes[school_class.pk], pupil=pupil, from_on=on) for pupil, school_class in chosen
    )
    numbers = Counter(school_class.name for _, school_class in chosen)
    audit.record("school.enrol_pupils", by=by, label=f"с {on:%d.%m.%Y} {order}".strip(), after=dict(numbers))


@transaction.atomic
def transfer(pupil: Pupil, to_class: SchoolClass, *, on: date, order: str, by: User) -> Enrolment:
    """Перевод: from the day the pupil is in another class; the old class and its groups end the day before.

    Mixed groups that gather the new class too keep the pupil. Raises ValidationError in Russian.
    """
    stays.refuse_outside(to_class.year, on)
    last = stays.open_stay(pupil)
    from_class = last.school_class
    if from_class == to_class:
        raise ValidationError({"to_class": f"{pupil.name} и так в {to_class}."})
    if on <= last.from_on:
        raise ValidationError(
            {"on": f"{pupil.name} в {from_class} с {last.from_on:%d.%m.%Y}: переведите позже этого дня."}
        )
    stays.end(last, last_day=on - DAY, order=order)
    stays.end_memberships(pupil, last_day=on - DAY, unless_gathers=to_class)
    made = stays.begin(pupil, to_class, on=on, order=order)
    before = {"класс": from_class.name}
    after = {"класс": to_class.name, "с": f"{on:%d.%m.%Y}", "приказ": order}
    stays.note(made, "school.transfer_pupil", by=by, before=before, after=after)
    text = f"Перевод из {from_class} в {to_class}: {pupil.name}, с {on:%d.%m.%Y}."
    stays.tell([from_class, to_class], text, by=by)
    return made


@transaction.atomic
def leave(pupil: Pupil, *, on: date, order: str, by: User, left_to: str = "") -> Enrolment:
    """Выбытие: `on` is the last day at the school. Marks stay; lists hide the pupil from the next day."""
    last = stays.open_stay(pupil)
    stays.refuse_outside(last.school_class.year, on)
    if on < last.from_on:
        raise ValidationError({"on": f"{pupil.name} в {last.school_class} только с {last.from_on:%d.%m.%Y}."})
    stays.end(last, last_day=on, order=order, left_to=left_to)
    stays.end_memberships(pupil, last_day=on)
    before = {"класс": last.school_class.name}
    after = {"последний день": f"{on:%d.%m.%Y}", "приказ": order, "куда": left_to}
    stays.note(last, "school.leave_pupil", by=by, before=before, after=after)
    text = f"Выбытие из {last.school_class}: {pupil.name}, последний день {on:%d.%m.%Y}."
    stays.tell([last.school_class], text, by=by)
    return last


@transaction.atomic
def undo_last(pupil: Pupil, *, by: User) -> None:
    """Take back the pupil's last movement made by mistake: what it ended is open again, what it began never was.

    Marks already written stay with the pupil. Raises ValidationError when there is nothing to take back.
    """
    movement = last_movement(pupil)
    if movement is None:
        raise ValidationError(f"У {pupil.name} нет движения, которое можно отменить.")
    stays.note(movement.stay, "school.undo_movement", by=by, before={"движение": movement.words})
    if movement.is_leaving:
        stays.reopen(movement.stay)
        return
    begun = GroupMembership.objects.filter(pupil=pupil, from_on__gte=movement.stay.from_on)
    if movement.came_from:
        begun = begun.exclude(group__classes=movement.came_from.school_class)
    begun.delete()
    movement.stay.delete()
    if movement.came_from:
        stays.reopen(movement.came_from)


@transaction.atomic
def correct_orders(stay: Enrolment, *, order_in: str, order_out: str, left_to: str, by: User) -> None:
    """Correct the words of a movement; its days are corrected by taking it back and doing it again."""
    fields = {"order_in": order_in, "order_out": order_out, "left_to": left_to}
    rows.change(stay, "school.set_orders", fields, by=by, label=f"{stay.pupil.name}, {stay.school_class}")
