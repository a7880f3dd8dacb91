"""Bells: schedules, the classes that follow another one, and the days with other bells."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import capfirst

from parta.accounts.models import User
from parta.audit.services import record
from parta.notices.services import queue
from parta.school.models import SchoolClass
from parta.ui.templatetags.ui import clock, weekday_day

from ..models import Bell, BellSchedule, ClassBells, DayBells, Lesson
from ..rules import BellTime, bell_faults


@transaction.atomic
def save_bells(
    *, name: str, bells: Iterable[BellTime], by: User | None, schedule: BellSchedule | None = None,
    is_default: bool = False,
) -> BellSchedule:  # fmt: skip
    """Make a schedule of bells, or give an existing one this name and these bells. Raises ValidationError.

    The first schedule is the default; making another the default takes it from the one before.
    """
    wanted = list(bells)
    check(name, wanted, schedule)
    before = told(schedule) if schedule else None
    saved = schedule or BellSchedule()
    others = BellSchedule.objects.exclude(pk=saved.pk).filter(is_default=True)
    if is_default:
        others.update(is_default=False)
    saved.name = name.strip()
    saved.is_default = is_default or saved.is_default or not others.exists()
    saved.save()
    saved.bells.all().delete()
    Bell.objects.bulk_create(
        Bell(schedule=saved, slot=bell.slot, starts_at=bell.starts_at, ends_at=bell.ends_at) for bell in wanted
    )
    after = told(saved)
    if after != before:
        record("timetable.save_bells", by=by, target=("bells", saved.pk), label=saved.name, before=before, after=after)
    return saved


def check(name: str, bells: list[BellTime], schedule: BellSchedule | None) -> None:
    if not name.strip():
        raise ValidationError({"name": "Назовите звонки."})
    namesakes = BellSchedule.objects.filter(name__iexact=name.strip())
    if schedule:
        namesakes = namesakes.exclude(pk=schedule.pk)
    if namesakes.exists():
        raise ValidationError({"name": "Такие звонки уже есть."})
    if not bells:
        raise ValidationError("Запишите время хотя бы одного урока.")
    faults = bell_faults(bells)
    if faults:
        raise ValidationError(list(faults.values()))


def told(schedule: BellSchedule) -> dict[str, Any]:
    bells = Bell.objects.filter(schedule=schedule)
    return {
        "name": schedule.name,
        "is_default": schedule.is_default,
        "bells": {str(bell.slot): f"{clock(bell.starts_at)}–{clock(bell.ends_at)}" for bell in bells},
    }


@transaction.atomic
def remove_bells(schedule: BellSchedule, *, by: User | None) -> None:
    """Delete bells nobody follows; raise ValidationError for the default ones and for those in use."""
    if schedule.is_default:
        raise ValidationError("Основные звонки нельзя удалить: сначала сделайте основными другие.")
    if ClassBells.objects.filter(schedule=schedule).exists():
        raise ValidationError("По этим звонкам учатся классы: сначала назначьте им другие.")
    if DayBells.objects.filter(Q(schedule=schedule) | Q(instead_of=schedule)).exists():
        raise ValidationError("По этим звонкам проходили сокращённые дни: они остаются в истории.")
    record("timetable.remove_bells", by=by, target=("bells", schedule.pk), label=schedule.name, before=told(schedule))
    schedule.delete()


@transaction.atomic
def set_class_bells(school_class: SchoolClass, schedule: BellSchedule | None, *, by: User | None) -> None:
    """Let the class follow these bells; None or the default schedule means the default."""
    old = ClassBells.objects.filter(school_class=school_class).select_related("schedule").first()
    new = None if schedule is None or schedule.is_default else schedule
    if (old.schedule_id if old else None) == (new.pk if new else None):
        return
    if new is None:
        ClassBells.objects.filter(school_class=school_class).delete()
    else:
        ClassBells.objects.update_or_create(school_class=school_class, defaults={"schedule": new})
    record(
        "timetable.set_class_bells", by=by, target=("class", school_class.pk), label=school_class.name,
        before=old.schedule.name if old else None, after=new.name if new else None,
    )  # fmt: skip


@transaction.atomic
def set_day_bells(
    on: date, schedule: BellSchedule, *, by: User | None, instead_of: BellSchedule | None = None
) -> DayBells:
    """Ring other bells that day (сокращённый день): for all, or in place of one schedule, as for one shift."""
    if schedule == instead_of:
        raise ValidationError({"schedule": "Это те же самые звонки."})
    old = DayBells.objects.filter(on=on, instead_of=instead_of).select_related("schedule").first()
    if old and old.schedule_id == schedule.pk:
        return old
    saved, _ = DayBells.objects.update_or_create(on=on, instead_of=instead_of, defaults={"schedule": schedule})
    record(
        "timetable.set_day_bells", by=by, target=("day", saved.pk), label=day_words(on, instead_of),
        before=old.schedule.name if old else None, after=schedule.name,
    )  # fmt: skip
    tell_teachers(on, f"{weekday_day(on)}: звонки «{schedule.name}».")
    return saved


@transaction.atomic
def drop_day_bells(bells: DayBells, *, by: User | None) -> None:
    """Ring the usual bells that day again."""
    record(
        "timetable.drop_day_bells", by=by, target=("day", bells.pk), label=day_words(bells.on, bells.instead_of),
        before=bells.schedule.name,
    )  # fmt: skip
    tell_teachers(bells.on, f"{weekday_day(bells.on)}: звонки обычные.")
    bells.delete()


def day_words(on: date, instead_of: BellSchedule | None) -> str:
    return f"{weekday_day(on)}, вместо звонков «{instead_of.name}»" if instead_of else weekday_day(on)


def tell_teachers(on: date, words: str) -> None:
    lessons = Lesson.objects.filter(on=on, state=Lesson.State.PLANNED)
    teachers = lessons.values_list("course__teacher__user", "substitute__user")
    queue("bells", capfirst(words), to={user for pair in teachers for user in pair if user})
