"""Seminars: announcing, changing and cancelling them; places, attendance, materials."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.lib.uploads import check_all, kept_together
from parta.notices.services import queue
from parta.readiness.services import raise_level
from parta.school.models import Employee

from .. import rules
from ..models import Seminar, SeminarFile, SeminarPlace
from .telling import when_of_seminar

MOVING = ("on", "starts_at", "ends_at", "room")  # what people must be told of, and calendars must take


@transaction.atomic
def announce(*, by: User, **fields: Any) -> Seminar:
    """Add a seminar: fields of Seminar. Raises ValidationError in Russian."""
    row = Seminar(**fields)
    check(row)
    row.save()
    record("announce_seminar", row, by=by, after=when_of_seminar(row))
    return row


@transaction.atomic
def change(seminar: Seminar, *, by: User, now: datetime, **fields: Any) -> None:
    """Change what is said of a seminar; who has a place is told of another time or room. Raises ValidationError."""
    row = locked(seminar)
    if row.cancelled_at:
        raise ValidationError("Семинар отменён: объявите новый.")
    before, was = when_of_seminar(row), {name: getattr(row, name) for name in MOVING}
    for name, value in fields.items():
        setattr(row, name, value)
    check(row)
    moved = any(getattr(row, name) != value for name, value in was.items())
    if moved and rules.is_over(was["on"], was["ends_at"], now=timezone.localtime(now)):
        raise ValidationError("Семинар уже прошёл: время и место не изменить.")
    refuse_fewer_places(row)
    row.sequence, row.changed_at = row.sequence + 1, now
    row.save()
    record("change_seminar", row, by=by, before=before, after=when_of_seminar(row))
    if moved:
        tell(row, f"Семинар «{row.title}» перенесён: {when_of_seminar(row)}.")


def locked(seminar: Seminar) -> Seminar:
    """The seminar as it is now; other changes of it, and taking its places, wait till the transaction ends."""
    rows = Seminar.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("room", "leader").get(pk=seminar.pk)


def check(row: Seminar) -> None:
    if row.ends_at <= row.starts_at:
        raise ValidationError({"ends_at": "Семинар должен кончаться позже, чем начинается."})
    row.full_clean()


def refuse_fewer_places(row: Seminar) -> None:
    """Places already taken stay; their numbers are brought under the new most. Raises ValidationError."""
    taken = list(row.taken.filter(left_at=None).order_by("number"))
    if len(taken) > row.places:
        raise ValidationError({"places": f"Уже записано {len(taken)}: меньше мест сделать нельзя."})
    numbers = {place.number for place in taken if place.number <= row.places}
    for place in taken:
        if place.number > row.places:
            place.number = rules.first_free(numbers, row.places) or place.number
            numbers.add(place.number)
            place.save(update_fields=["number"])


@transaction.atomic
def cancel(seminar: Seminar, *, reason: str, by: User, now: datetime) -> None:
    """Call the seminar off and tell everybody who has a place. Raises ValidationError when it is over or off."""
    row = locked(seminar)
    if row.cancelled_at:
        raise ValidationError("Семинар уже отменён.")
    if rules.is_over(row.on, row.ends_at, now=timezone.localtime(now)):
        raise ValidationError("Семинар уже прошёл: отменить его нельзя.")
    row.cancelled_at, row.cancel_reason, row.changed_at = now, reason.strip(), now
    row.sequence += 1
    row.save(update_fields=["cancelled_at", "cancel_reason", "changed_at", "sequence"])
    record("cancel_seminar", row, by=by, after=row.cancel_reason or "отменён")
    why = f" Причина: {row.cancel_reason}" if row.cancel_reason else ""
    tell(row, f"Семинар «{row.title}» отменён: {when_of_seminar(row)}.{why}")


def tell(row: Seminar, text: str) -> None:
    users = row.taken.filter(left_at=None).values_list("user", flat=True)
    queue("consultations.seminar", text, to=users, url=reverse("consultations:seminar", args=[row.pk]))


@transaction.atomic
def join(seminar: Seminar, *, user: User, now: datetime) -> SeminarPlace:
    """Take the lowest free place; the database refuses two on one. Raises ValidationError when there is none."""
    seminar = locked(seminar)
    if seminar.cancelled_at:
        raise ValidationError("Семинар отменён.")
    if rules.has_begun(seminar.on, seminar.starts_at, now=timezone.localtime(now)):
        raise ValidationError("Семинар уже начался: записаться нельзя.")
    taken = seminar.taken.filter(left_at=None)
    if taken.filter(user=user).exists():
        raise ValidationError("Вы уже записаны на этот семинар.")
    number = rules.first_free(taken.values_list("number", flat=True), seminar.places)
    if number is None:
        raise ValidationError("Все места уже заняты. Спросите ведущего о повторе семинара.")
    place = SeminarPlace.objects.create(seminar=seminar, number=number, user=user, at=now)
    record("join_seminar", seminar, by=user, after=number)
    return place


@transaction.atomic
def leave(seminar: Seminar, *, user: User, now: datetime) -> None:
    """Give one's place back before the start. Raises ValidationError."""
    if rules.has_begun(seminar.on, seminar.starts_at, now=timezone.localtime(now)):
        raise ValidationError("Семинар уже начался.")
    if SeminarPlace.objects.filter(seminar=seminar, user=user, left_at=None).update(left_at=now):
        record("leave_seminar", seminar, by=user)


@transaction.atomic
def mark_attendance(seminar: Seminar, *, present: Iterable[int], by: User, now: datetime) -> int:
    """Who of those with a place came (keys of places), the rest did not; how many came.

    A skill the seminar names rises for employees who came. Raises ValidationError before the seminar.
    """
    seminar = locked(seminar)
    if seminar.cancelled_at or not rules.has_begun(seminar.on, seminar.starts_at, now=timezone.localtime(now)):
        raise ValidationError("Отметить присутствие можно, когда семинар начался.")
    came = set(present)
    places = list(seminar.taken.filter(left_at=None))
    staff = Employee.objects.filter(user__in=[place.user_id for place in places], left_on=None)
    employees = {row.user_id: row for row in staff} if seminar.skill_code else {}
    for place in places:
        was, place.attended = place.attended, place.pk in came
        place.save(update_fields=["attended"])
        if place.attended and not was and place.user_id in employees:
            raise_level(employees[place.user_id], seminar.skill_code, level=seminar.skill_level, by=by)
    number = sum(bool(place.attended) for place in places)
    record("mark_attendance", seminar, by=by, after={"записано": len(places), "пришло": number})
    return number


def record(action: str, row: Seminar, *, by: User, before: Any = None, after: Any = None) -> None:
    audit.record(
        f"consultations.{action}", by=by, target=("seminar", row.pk), label=row.title, before=before, after=after
    )


def add_materials(seminar: Seminar, uploads: Sequence["UploadedFile[bytes]"], *, by: User) -> None:
    """Keep files with the seminar, checked by content, all or none. Raises ValidationError naming the wrong ones."""
    checked = check_all(uploads)
    with kept_together() as keep, transaction.atomic():
        kept = keep(checked, partial(SeminarFile, seminar=seminar))
        record("add_materials", seminar, by=by, after=[row.name for row in kept])


@transaction.atomic
def remove_material(file: SeminarFile, *, by: User, now: datetime) -> None:
    if SeminarFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=now):
        record("remove_material", file.seminar, by=by, before=file.name)
