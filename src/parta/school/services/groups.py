"""Groups: subgroups of a class, mixed groups of several classes, and who is in them from which day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.lib.alphabet import letters

from ..models import Enrolment, GroupMembership, Pupil, SchoolClass, SchoolYear, StudyGroup
from ..models.stays import stays_now
from ..rules import DAY
from . import rows


@transaction.atomic
def create_subgroup(school_class: SchoolClass, *, name: str, pupils: Iterable[Pupil], on: date, by: User) -> StudyGroup:
    """Add a subgroup of a class with its pupils from a day. `name` is whole: «7Б англ. 1»."""
    group = StudyGroup(year=school_class.year, name=name.strip(), school_class=school_class)
    refuse_taken_name(group)
    rows.add(group, "school.create_group", by=by)
    set_members(group, pupils, on=on, by=by)
    return group


@transaction.atomic
def create_mixed(
    year: SchoolYear, *, name: str, classes: Iterable[SchoolClass], pupils: Iterable[Pupil], on: date, by: User
) -> StudyGroup:
    """Add a group of pupils of several classes."""
    group = StudyGroup(year=year, name=name.strip())
    refuse_taken_name(group)
    chosen = refuse_foreign_classes(year, classes)
    rows.add(group, "school.create_group", by=by)
    group.classes.set(chosen)
    set_members(group, pupils, on=on, by=by)
    return group


@transaction.atomic
def update_group(group: StudyGroup, *, name: str, by: User, classes: Iterable[SchoolClass] | None = None) -> None:
    """Rename a group and, for a mixed one, set its classes; a class whose pupils are in it stays."""
    refuse_whole(group)
    refuse_taken_name(StudyGroup(pk=group.pk, year=group.year, name=name.strip()))
    rows.change(group, "school.set_group", {"name": name.strip()}, by=by)
    if classes is None or group.school_class_id:
        return
    chosen = refuse_foreign_classes(group.year, classes)
    before = sorted(str(one) for one in group.classes.all())
    after = sorted(str(one) for one in chosen)
    if before == after:
        return
    lasting = group.memberships.filter(Q(to_on=None) | Q(to_on__gte=timezone.localdate()))
    here = stays_now().filter(pupil__in=lasting.values("pupil"))
    if stray := here.exclude(school_class__in=chosen).select_related("school_class", "pupil").first():
        raise ValidationError(
            {"classes": f"В группе есть {stray.pupil.name} из {stray.school_class}: сначала уберите из состава."}
        )
    group.classes.set(chosen)
    audit.record(
        "school.set_group_classes", by=by, target=("studygroup", group.pk), label=group.name,
        before={"классы": before}, after={"классы": after},
    )  # fmt: skip


@transaction.atomic
def set_members(group: StudyGroup, pupils: Iterable[Pupil], *, on: date, by: User) -> None:
    """Make exactly these pupils the group's members from the day on; earlier days keep the members they had.

    Raises ValidationError: a whole group (it follows the enrolments), a pupil of another class, a day outside the year.
    """
    refuse_whole(group)
    if not group.year.starts_on <= on <= group.year.ends_on:
        raise ValidationError({"on": f"{on:%d.%m.%Y} вне учебного года {group.year.name}."})
    wanted = {pupil.pk: pupil for pupil in pupils}
    refuse_strangers(group, wanted, on=on)
    lasting = list(
        group.memberships.filter(Q(to_on=None) | Q(to_on__gte=on)).select_related("pupil").order_by("from_on")
    )
    before = {row.pupil_id: row.pupil.name for row in lasting if row.from_on <= on}
    end_others([row for row in lasting if row.pupil_id not in wanted], on=on)
    keep_wanted(group, wanted, [row for row in lasting if row.pupil_id in wanted], on=on)
    came = sorted((pupil.name for key, pupil in wanted.items() if key not in before), key=letters)
    went = sorted((name for key, name in before.items() if key not in wanted), key=letters)
    if came or went:
        audit.record(
            "school.set_members", by=by, target=("studygroup", group.pk), label=f"{group.name}, с {on:%d.%m.%Y}",
            before={"выбыли": went} if went else None, after={"вошли": came} if came else None,
        )  # fmt: skip


def end_others(memberships: list[GroupMembership], *, on: date) -> None:
    """The last day is the day before; a membership that has not begun by then never was."""
    GroupMembership.objects.filter(pk__in=[row.pk for row in memberships if row.from_on >= on]).delete()
    GroupMembership.objects.filter(pk__in=[row.pk for row in memberships if row.from_on < on]).update(to_on=on - DAY)


def keep_wanted(
    group: StudyGroup, wanted: Mapping[int, Pupil], memberships: list[GroupMembership], *, on: date
) -> None:
    """One open membership a pupil: the earliest that lasts is kept open, later ones melt into it, the rest are made."""
    first: dict[int, GroupMembership] = {}
    for row in memberships:
        if row.pupil_id in first:
            row.delete()
        else:
            first[row.pupil_id] = row
    for row in first.values():
        if row.to_on is not None or row.from_on > on:
            row.to_on, row.from_on = None, min(row.from_on, on)
            row.save(update_fields=["to_on", "from_on"])
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, pupil=pupil, from_on=on) for key, pupil in wanted.items() if key not in first
    )


@transaction.atomic
def split_class(
    school_class: SchoolClass, parts: Mapping[str, Iterable[Pupil]], *, on: date, by: User
) -> list[StudyGroup]:
    """Cut a class into new subgroups: name → pupils. A pupil may be in none, never in two."""
    refuse_doubles(parts.values())
    return [create_subgroup(school_class, name=name, pupils=pupils, on=on, by=by) for name, pupils in parts.items()]


@transaction.atomic
def resplit(parts: Mapping[StudyGroup, Iterable[Pupil]], *, on: date, by: User) -> None:
    """Share the pupils anew among groups that exist."""
    refuse_doubles(parts.values())
    for group, pupils in parts.items():
        set_members(group, pupils, on=on, by=by)


@transaction.atomic
def remove_group(group: StudyGroup, *, by: User) -> None:
    """Take away a group that nothing is or was taught to."""
    refuse_whole(group)
    if group.courses.exists():
        raise ValidationError(f"У группы {group.name} есть нагрузка: такую группу не удаляют.")
    members = sorted({row.pupil.name for row in group.memberships.select_related("pupil")}, key=letters)
    audit.record(
        "school.remove_group", by=by, target=("studygroup", group.pk), label=group.name, before={"состав": members}
    )
    group.delete()


def refuse_whole(group: StudyGroup) -> None:
    if group.is_whole:
        raise ValidationError("Состав группы «весь класс» следует за приёмом, переводом и выбытием.")


def refuse_taken_name(group: StudyGroup) -> None:
    if StudyGroup.objects.filter(year=group.year, name__iexact=group.name).exclude(pk=group.pk).exists():
        raise ValidationError({"name": f"Группа «{group.name}» в этом году уже есть."})


def refuse_foreign_classes(year: SchoolYear, classes: Iterable[SchoolClass]) -> list[SchoolClass]:
    chosen = list(classes)
    if not chosen:
        raise ValidationError({"classes": "Выберите классы, из которых собрана группа."})
    if any(one.year_id != year.pk for one in chosen):
        raise ValidationError({"classes": "В группе классы другого учебного года."})
    return chosen


def refuse_strangers(group: StudyGroup, wanted: Mapping[int, Pupil], *, on: date) -> None:
    """Every member is on that day in the group's class, or in one of its classes."""
    classes = [group.school_class_id] if group.school_class_id else list(group.classes.values_list("pk", flat=True))
    own = Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=on), school_class__in=classes, from_on__lte=on)
    strangers = set(wanted) - set(own.values_list("pupil", flat=True))
    if strangers:
        names = ", ".join(sorted((wanted[key].name for key in strangers), key=letters))
        raise ValidationError({"pupils": f"На {on:%d.%m.%Y} не учатся в классах этой группы: {names}."})


def refuse_doubles(parts: Iterable[Iterable[Pupil]]) -> None:
    seen: set[int] = set()
    for pupil in (pupil for part in parts for pupil in part):
        if pupil.pk in seen:
            raise ValidationError(f"{pupil.name} сразу в двух подгруппах.")
        seen.add(pupil.pk)
