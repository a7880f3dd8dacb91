"""Changes of the duty matrix (clauses 1.1, 1.5), and the warning when nobody helps with a topic."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices.services import queue
from parta.school.models import Employee

from ..models import Delegation, Duty, UncoveredTopic
from ..queries.duties import uncovered_topics
from ..rules import CHANNELS, TOPICS

MEANWHILE = "Такое назначение только что сделано: откройте матрицу помощи заново."


@transaction.atomic
def save_duty(
    *,
    topic: str,
    employee: Employee,
    line: int,
    rank: str,
    channels: list[str],
    hours: str = "",
    by: User,
    duty: Duty | None = None,
) -> Duty:
    """Appoint a helper, or change the appointment; the helper is told. Raises ValidationError in Russian.

    `channels` are of `CHANNELS`, at least one. A line of a topic has one main helper; the others are deputies.
    """
    before = None if duty is None else told(duty)
    duty = duty or Duty()
    if employee.left_on is not None:
        raise ValidationError(f"{employee.short_name} больше не работает в школе.")
    if not channels or set(channels) - set(CHANNELS):
        raise ValidationError("Укажите, как обратиться к помощнику.")
    values = {"topic": topic, "employee": employee, "line": line, "rank": rank, "channels": channels, "hours": hours}
    for name, value in values.items():
        setattr(duty, name, value)
    duty.full_clean()
    try:
        with transaction.atomic():
            duty.save()
    except IntegrityError:
        raise ValidationError(MEANWHILE) from None
    label = f"{TOPICS[duty.topic]}: {employee.short_name}"
    audit.record("regulation.save_duty", by=by, target=("duty", duty.pk), label=label, before=before, after=told(duty))
    tell_helper(duty, by=by)
    settle(timezone.now())
    return duty


def told(duty: Duty) -> dict[str, Any]:
    return {
        "тема": TOPICS.get(duty.topic, duty.topic), "помощник": duty.employee.short_name, "линия": duty.line,
        "место": duty.get_rank_display(), "как обратиться": ", ".join(duty.channel_words), "когда": duty.hours,
    }  # fmt: skip


def tell_helper(duty: Duty, *, by: User) -> None:
    if duty.employee.user_id not in (None, by.pk):
        words = f"Вы помогаете по теме «{TOPICS[duty.topic]}» ({duty.get_rank_display()}). {duty.hours}".strip()
        queue("regulation.duty", words, to=[duty.employee.user_id], url=reverse("regulation:duties"))


@transaction.atomic
def stop_duty(duty: Duty, *, by: User) -> None:
    """Take the helper off the topic."""
    duty.is_active = False
    duty.save(update_fields=["is_active"])
    label = f"{TOPICS.get(duty.topic, duty.topic)}: {duty.employee.short_name}"
    audit.record("regulation.stop_duty", by=by, target=("duty", duty.pk), label=label, before=told(duty))
    if duty.employee.user_id not in (None, by.pk):
        words = f"Вы больше не помогаете по теме «{TOPICS.get(duty.topic, duty.topic)}»."
        queue("regulation.duty", words, to=[duty.employee.user_id], url=reverse("regulation:duties"))
    warn_uncovered(timezone.now())


@transaction.atomic
def warn_uncovered(now: datetime) -> list[str]:
    """Tell the responsible person of topics of 2.1 that have just lost their last helper; return these topics.

    Called when a helper is taken off, and every so often for who is dismissed. One warning until a helper is found.
    """
    missing = settle(now)
    known = set(UncoveredTopic.objects.filter(covered_at=None).values_list("topic", flat=True))
    fresh = [topic for topic in missing if topic not in known]
    UncoveredTopic.objects.bulk_create(UncoveredTopic(topic=topic, since=now) for topic in fresh)
    if fresh:
        names = "; ".join(f"{topic} «{TOPICS[topic]}»" for topic in fresh)
        words = f"Некому помогать по темам регламента: {names}. Назначьте помощника."
        queue("regulation.uncovered", words, to=responsible(now), url=reverse("regulation:duties"))
    return fresh


def settle(now: datetime) -> list[str]:
    """Close the warnings of topics that have a helper again; return the topics that have none."""
    missing = uncovered_topics()
    UncoveredTopic.objects.filter(covered_at=None).exclude(topic__in=missing).update(covered_at=now)
    return missing


def responsible(now: datetime) -> list[int]:
    """Accounts that introduce the journal today: by office and by delegation."""
    today = timezone.localdate(now)
    lent = Delegation.objects.filter(until__gte=today, ended_at=None, by__is_introducer=True)
    lent_to = lent.exclude(to__employee__left_on__isnull=False).values_list("to", flat=True)
    return [*User.objects.filter(is_introducer=True, is_active=True).values_list("pk", flat=True), *lent_to]
