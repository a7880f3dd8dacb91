"""What families change in the journal: ticks, weeks read, notices of absence and what is decided on them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import Absence, AbsenceNotice, Cell, Homework, HomeworkDone, WeekRead
from parta.journal.queries.cells import stored_cells
from parta.notices.services import queue
from parta.school.models import Period, Pupil, SchoolClass, SchoolYear
from parta.school.models.stays import stays_now

from .writing import Written, write

BACK_DAYS = 7  # a child falls ill on Thursday, the parent writes on Monday
LONGEST = 92  # days; a longer absence is the office's affair, with an order
REASONS = {Absence.ILL.value: "болезнь", Absence.VALID.value: "уважительная причина"}


@transaction.atomic
def tick_homework(homework: Homework, pupil: Pupil, *, is_done: bool, by: User) -> None:
    """Set or take off the pupil's own «сделано». Doing it twice changes nothing."""
    if is_done:
        _, is_changed = HomeworkDone.objects.get_or_create(
            homework=homework, pupil=pupil, defaults={"at": timezone.now()}
        )
    else:
        is_changed = bool(HomeworkDone.objects.filter(homework=homework, pupil=pupil).delete()[0])
    if is_changed:
        record(
            "journal.tick_homework", by=by, target=("homework", homework.pk), pupil_id=pupil.pk,
            label=f"{pupil.name} · {homework}", before=not is_done, after=is_done,
        )  # fmt: skip


@transaction.atomic
def mark_week_read(pupil: Pupil, *, week_on: date, by: User) -> WeekRead:
    """«Ознакомлен» of a guardian with the week that begins on Monday `week_on`; the first reading's instant stays.

    Raises ValidationError for a week that has not begun.
    """
    if week_on.weekday() or week_on > timezone.localdate():
        raise ValidationError("Эта неделя ещё не началась.")
    read, is_new = WeekRead.objects.get_or_create(
        pupil=pupil, user=by, week_on=week_on, defaults={"at": timezone.now()}
    )
    if is_new:
        record(
            "journal.mark_week_read", by=by, target=("week_read", read.pk), pupil_id=pupil.pk,
            label=f"{pupil.name} · неделя с {week_on:%d.%m.%Y}", after=week_on.isoformat(),
        )  # fmt: skip
    return read


@transaction.atomic
def announce_absence(
    pupil: Pupil, *, from_on: date, to_on: date, reason: str, text: str = "", by: User
) -> AbsenceNotice:
    """Keep a parent's notice that the child will be away, and tell the class teacher. Raises ValidationError.

    `reason` is «б» or «у». No diagnosis is asked for or kept (152-ФЗ; domain §2).
    """
    Pupil.objects.select_for_update().get(pk=pupil.pk)  # two parents may announce the same days at once
    _refuse_dates(pupil, from_on, to_on)
    notice = AbsenceNotice(
        pupil=pupil, from_on=from_on, to_on=to_on, reason=reason, text=text, by=by, at=timezone.now()
    )
    notice.full_clean(exclude=["is_confirmed"])  # None is «waits», which a form would call empty
    notice.save()
    record(
        "journal.announce_absence", by=by, target=("absence_notice", notice.pk), pupil_id=pupil.pk,
        label=_label(notice), after=_told(notice),
    )  # fmt: skip
    _tell_class_teacher(notice, f"{pupil.name}: сообщают об отсутствии {_days(notice)}, {REASONS[reason]}")
    return notice


def _refuse_dates(pupil: Pupil, from_on: date, to_on: date) -> None:
    today = timezone.localdate()
    if to_on < from_on:
        raise ValidationError({"to_on": "Последний день раньше первого."})
    if from_on < today - timedelta(days=BACK_DAYS):
        raise ValidationError(
            {"from_on": f"Сообщить можно не позже чем через {BACK_DAYS} дней. Напишите классному руководителю."}
        )
    if (to_on - from_on).days >= LONGEST:
        raise ValidationError({"to_on": f"За один раз сообщают не больше чем о {LONGEST} днях."})
    year = SchoolYear.objects.filter(is_current=True).first()
    if year is None or not (year.starts_on <= from_on and to_on <= year.ends_on):
        raise ValidationError({"to_on": "Эти дни вне текущего учебного года."})
    ends = list(stays_now().filter(pupil=pupil).values_list("to_on", flat=True))
    if ends and ends[0] and to_on > ends[0] and not pupil.enrolments.filter(from_on__gt=ends[0]).exists():
        raise ValidationError({"to_on": f"Ребёнок учится здесь по {ends[0]:%d.%m.%Y}: позже сообщать не о чем."})
    standing = AbsenceNotice.objects.filter(pupil=pupil, from_on__lte=to_on, to_on__gte=from_on, withdrawn_at=None)
    if standing.exclude(is_confirmed=False).exists():
        raise ValidationError("На эти дни уже сообщили об отсутствии.")


@transaction.atomic
def withdraw_absence(notice: AbsenceNotice, *, by: User) -> None:
    """Take a notice back: while it waits, or before its first day. Raises ValidationError later on."""
    notice = _locked(notice)
    if notice.withdrawn_at:
        return
    if notice.is_confirmed is not None and notice.from_on <= timezone.localdate():
        raise ValidationError("Заявление уже рассмотрено, и его дни начались: напишите классному руководителю.")
    notice.withdrawn_at = timezone.now()
    notice.save(update_fields=["withdrawn_at"])
    record(
        "journal.withdraw_absence", by=by, target=("absence_notice", notice.pk), pupil_id=notice.pupil_id,
        label=_label(notice), before=_told(notice),
    )  # fmt: skip
    _tell_class_teacher(notice, f"{notice.pupil.name}: сообщение об отсутствии {_days(notice)} отозвано")


@transaction.atomic
def decide_absence(notice: AbsenceNotice, *, is_confirmed: bool, by: User) -> int:
    """Confirm or decline a parent's notice, tell its author, and return how many cells changed.

    Confirmed, it turns every «н» of those days into its own letter, each cell with its history row; roll calls of the
    days to come start from it. Cells of closed periods stay as they are. Raises ValidationError when it was decided
    or taken back before.
    """
    notice = _locked(notice)
    if notice.withdrawn_at:
        raise ValidationError("Родитель отозвал это заявление.")
    if notice.is_confirmed is not None:
        raise ValidationError("Это заявление уже рассмотрено.")
    notice.is_confirmed, notice.decided_by, notice.decided_at = is_confirmed, by, timezone.now()
    notice.save(update_fields=["is_confirmed", "decided_by", "decided_at"])
    record(
        "journal.decide_absence", by=by, target=("absence_notice", notice.pk), pupil_id=notice.pupil_id,
        label=_label(notice), before=None, after=is_confirmed,
    )  # fmt: skip
    changed = _excuse_cells(notice, by=by) if is_confirmed else 0
    verdict = "подтверждено" if is_confirmed else "не подтверждено, свяжитесь с классным руководителем"
    queue(
        "absence", f"{notice.pupil.name}: отсутствие {_days(notice)} {verdict}", to=[notice.by_id],
        url=reverse("diary:absences", args=[notice.pupil_id]),
    )  # fmt: skip
    return changed


def _locked(notice: AbsenceNotice) -> AbsenceNotice:
    """The notice as it stands now, held until the end."""
    return AbsenceNotice.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=notice.pk)


def _excuse_cells(notice: AbsenceNotice, *, by: User) -> int:
    """Turn the «н» of the notice's days into its letter, as operations on cells do: versions up, history kept."""
    closed = Period.objects.filter(
        scheme=OuterRef("lesson__course__scheme"), starts_on__lte=OuterRef("lesson__on"),
        ends_on__gte=OuterRef("lesson__on"), closed_at__isnull=False,
    )  # fmt: skip
    away = Cell.objects.filter(
        ~Exists(closed), pupil=notice.pupil_id, absence=Absence.UNKNOWN, lesson__on__gte=notice.from_on,
        lesson__on__lte=notice.to_on, lesson__course__year__closed_at=None,
    )  # fmt: skip
    fields = ("lesson_id", "lesson__on", "lesson__course__group__name", "lesson__course__subject__name")
    name = notice.pupil.name
    labels = {pk: f"{group} · {subject} · {on:%d.%m} · {name}" for pk, on, group, subject in away.values_list(*fields)}
    written = Written()
    if labels:
        for old in stored_cells({(lesson, notice.pupil_id) for lesson in labels}, lock=True).values():
            if old.content.absence == Absence.UNKNOWN:
                content = old.content._replace(absence=notice.reason)
                new = replace(old, version=old.version + 1, content=content)
                written.cell(uuid4(), old, new, label=labels[old.lesson_id])
        write(written, by=by, now=timezone.now())
    return len(written.cells)


def _tell_class_teacher(notice: AbsenceNotice, text: str) -> None:
    here = SchoolClass.objects.filter(enrolments__in=stays_now().filter(pupil=notice.pupil_id))
    for pk, user in here.values_list("pk", "class_teacher__user"):
        if user is not None:
            queue("absence", text, to=[user], url=reverse("home:my-class", args=[pk]) + "#notices")


def _days(notice: AbsenceNotice) -> str:
    """«23.11» or «23.11–25.11»."""
    first, last = f"{notice.from_on:%d.%m}", f"{notice.to_on:%d.%m}"
    return first if first == last else f"{first}–{last}"


def _label(notice: AbsenceNotice) -> str:
    return f"{notice.pupil.name} · {_days(notice)}"


def _told(notice: AbsenceNotice) -> dict[str, str]:
    return {"с": notice.from_on.isoformat(), "по": notice.to_on.isoformat(), "причина": REASONS[notice.reason]}
