"""Setting up the help desk: its hours, norms, rules and prepared answers."""

from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import HelpDesk, Norm, PreparedAnswer, WorkingHours
from ..rules.norms import CONFIRM_DAYS, HOURS, NORMS

Hours = tuple[int, time, time]


@transaction.atomic
def ensure_defaults() -> None:
    """Give a new school its desk, hours and norms; what is set already stays."""
    HelpDesk.objects.get_or_create(pk=1, defaults={"confirm_days": CONFIRM_DAYS})
    for kind, (answer, solution) in NORMS.items():
        Norm.objects.get_or_create(kind=kind, defaults={"answer_minutes": answer, "solution_minutes": solution})
    if not WorkingHours.objects.exists():
        WorkingHours.objects.bulk_create(
            WorkingHours(weekday=weekday, starts_at=start, ends_at=end) for weekday, (start, end) in HOURS.items()
        )


@transaction.atomic
def set_desk(*, hours: Sequence[Hours], norms: dict[str, tuple[int, int]], by: User, **desk_fields: object) -> None:
    """Put in working hours, norms (kind → minutes to answer, to solve) and the desk's own fields."""
    check_hours(hours)
    WorkingHours.objects.all().delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=weekday, starts_at=start, ends_at=end) for weekday, start, end in hours
    )
    for kind, (answer, solution) in norms.items():
        Norm.objects.update_or_create(kind=kind, defaults={"answer_minutes": answer, "solution_minutes": solution})
    desk, _ = HelpDesk.objects.get_or_create(pk=1)
    for name, value in desk_fields.items():
        setattr(desk, name, value)
    desk.full_clean()
    desk.save()
    audit.record(
        "support.set_desk", by=by, label="часы и нормы помощи",
        after={"часы": [f"{day}: {start:%H.%M}–{end:%H.%M}" for day, start, end in hours], "нормы": norms},
    )  # fmt: skip


def check_hours(hours: Sequence[Hours]) -> None:
    """Raise ValidationError unless each span ends after it begins and none of a day crosses another."""
    if not hours:
        raise ValidationError("Нужен хотя бы один рабочий день: без часов не посчитать срок.")
    ordered = sorted(hours)
    for day, start, end in ordered:
        if end <= start:
            raise ValidationError(f"День {day}: конец часов раньше начала.")
    for (day, _, end), (next_day, start, _) in pairwise(ordered):
        if day == next_day and start < end:
            raise ValidationError(f"День {day}: часы пересекаются.")


@transaction.atomic
def save_prepared(answer: PreparedAnswer, *, by: User) -> PreparedAnswer:
    is_new = answer.pk is None
    if is_new:
        answer.by = by
    answer.full_clean()
    answer.save()
    audit.record("support.save_prepared", by=by, target=("prepared", answer.pk), label=answer.title)
    return answer
