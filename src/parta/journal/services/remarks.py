"""Remarks and praises: written by teachers, addressed to parents."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import Remark
from parta.notices.services import queue
from parta.school.models import Guardianship, Pupil
from parta.timetable.models import Lesson

from .twice import said_before

LONGEST = 1000


def write_remark(
    pupil: Pupil, *, text: str, kind: str, on: date, pupil_sees: bool, by: User, now: datetime,
    lesson: Lesson | None = None,
) -> Remark:  # fmt: skip
    """Write to the parents of a pupil and notify them; the pupil is told only when `pupil_sees`.

    Raises ValidationError for an empty or too long text, an unknown kind, a day to come.
    """
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Напишите, что произошло."})
    if len(text) > LONGEST:
        raise ValidationError({"text": f"Не длиннее {LONGEST} знаков."})
    if kind not in Remark.Kind.values:
        raise ValidationError({"kind": "Выберите: замечание или похвала."})
    with transaction.atomic():
        twins = said_before(Remark, by, now=now, pupil=pupil, lesson=lesson, on=on, kind=kind, text=text)
        if twins:
            return twins[0]
        remark = Remark.objects.create(
            pupil=pupil, lesson=lesson, on=on, kind=kind, text=text, pupil_sees=pupil_sees, author=by, at=now
        )
        record(
            "journal.write_remark", by=by, target=("remark", remark.pk), pupil_id=pupil.pk, label=_label(remark),
            after={"kind": kind, "text": text, "pupil_sees": pupil_sees},
        )  # fmt: skip
        _notify(remark)
    return remark


def remove_remark(remark: Remark, *, by: User, now: datetime) -> None:
    """Take a remark back: it stays in the history, families no longer see it."""
    with transaction.atomic():
        if Remark.objects.filter(pk=remark.pk, removed_at=None).update(removed_at=now):
            record(
                "journal.remove_remark", by=by, target=("remark", remark.pk), pupil_id=remark.pupil_id,
                label=_label(remark), before={"kind": remark.kind, "text": remark.text},
            )  # fmt: skip


def _notify(remark: Remark) -> None:
    pupil = remark.pupil
    word = remark.get_kind_display().capitalize()
    short = remark.text if len(remark.text) <= 120 else f"{remark.text[:119]}…"
    guardians = Guardianship.objects.filter(pupil=pupil, ended_on=None, guardian__user__isnull=False)
    to = list(guardians.values_list("guardian__user", flat=True))
    if remark.pupil_sees and pupil.user_id is not None:
        to.append(pupil.user_id)
    queue("remark", f"{word}: {pupil.name}. {short}", to=to, url=reverse("diary:remarks", args=[pupil.pk]))


def _label(remark: Remark) -> str:
    return f"{remark.pupil.name} · {remark.on:%d.%m.%Y}"
