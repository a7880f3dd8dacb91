"""Lending the responsible person's rights until a date (clause 2.1)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices.services import queue
from parta.school.models import Employee

from ..models import Delegation

LONGEST = 366  # days


@transaction.atomic
def delegate(to: User, *, until: date, by: User) -> Delegation:
    """Lend the rights up to and including `until`; they end by themselves. Raises ValidationError in Russian."""
    today = timezone.localdate()
    to = User.objects.select_for_update(no_key=True).get(pk=to.pk)  # a button pressed twice lends once
    if until < today:
        raise ValidationError({"until": "Эта дата уже прошла."})
    if (until - today).days > LONGEST:
        raise ValidationError({"until": "Передать можно не больше чем на год."})
    if to.is_introducer:
        raise ValidationError({"to": "Этот сотрудник и так ответственный за внедрение."})
    if not Employee.objects.filter(user=to, left_on=None).exists():
        raise ValidationError({"to": "Передать обязанности можно только сотруднику школы."})
    if Delegation.objects.filter(to=to, until__gte=today, ended_at=None).exists():
        raise ValidationError({"to": f"{to.short_name} уже исполняет эти обязанности: сначала прекратите передачу."})
    made = Delegation.objects.create(to=to, until=until, by=by, at=timezone.now())
    audit.record(
        "regulation.delegate", by=by, target=("delegation", made.pk), label=to.short_name,
        after={"по": f"{until:%d.%m.%Y}"},
    )  # fmt: skip
    words = f"Вам переданы обязанности ответственного за внедрение по {until:%d.%m.%Y} включительно."
    queue("regulation.delegation", words, to=[to], url=reverse("regulation:delegation"))
    return made


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: User) -> None:
    """Take the rights back before their date. Raises ValidationError when they have already ended."""
    if delegation.ended_at is not None or delegation.until < timezone.localdate():
        raise ValidationError("Эта передача уже закончилась.")
    delegation.ended_at = timezone.now()
    delegation.save(update_fields=["ended_at"])
    audit.record(
        "regulation.end_delegation", by=by, target=("delegation", delegation.pk), label=delegation.to.short_name
    )
    words = "Передача обязанностей ответственного за внедрение прекращена."
    queue("regulation.delegation", words, to=[delegation.to], url=reverse("home:desk"))
