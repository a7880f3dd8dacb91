"""Requests to open what the time limits have closed (domain §3)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.access import CourseHead, LessonHead
from parta.journal.models import UnlockRequest
from parta.notices.services import queue

MOST_HOURS = 168
LONGEST = 500


def ask_to_open(
    course: CourseHead, lesson: LessonHead | None, *, reason: str, by: User, now: datetime
) -> UnlockRequest:
    """Ask the deputies to open one lesson, or with None the whole course. Raises ValidationError."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Напишите, зачем открыть журнал."})
    if len(reason) > LONGEST:
        raise ValidationError({"reason": f"Не длиннее {LONGEST} знаков."})
    lesson_id = lesson.pk if lesson else None
    with transaction.atomic():
        if UnlockRequest.objects.filter(course=course.pk, lesson=lesson_id, by=by, decided_at=None).exists():
            raise ValidationError("Вы уже попросили об этом: завуч ещё не ответил.")
        unlock = UnlockRequest.objects.create(course_id=course.pk, lesson_id=lesson_id, reason=reason, by=by, at=now)
        record(
            "journal.ask_to_open",
            by=by,
            target=("unlock", unlock.pk),
            label=what(course, lesson),
            after={"reason": reason},
        )
        deciders = User.objects.filter(Q(is_deputy=True) | Q(is_admin=True), is_active=True).exclude(pk=by.pk)
        text = f"{by.short_name} просит открыть журнал: {what(course, lesson)}. {reason}"
        queue("unlock", text, to=list(deciders.values_list("pk", flat=True)), url=reverse("journal:unlock-list"))
    return unlock


def what(course: CourseHead, lesson: LessonHead | None) -> str:
    """«7Б · Алгебра · 23.11», or «7Б · Алгебра, весь журнал»."""
    return f"{course} · {lesson.on:%d.%m}" if lesson else f"{course}, весь журнал"


def grant(unlock: UnlockRequest, *, hours: int, answer: str = "", by: User, now: datetime) -> None:
    """Open for so many hours from now. Raises ValidationError."""
    if not 1 <= hours <= MOST_HOURS:
        raise ValidationError({"hours": f"От 1 до {MOST_HOURS} часов."})
    _decide(unlock, open_until=now + timedelta(hours=hours), answer=answer, by=by, now=now)


def refuse(unlock: UnlockRequest, *, answer: str, by: User, now: datetime) -> None:
    """Leave it closed and say why. Raises ValidationError."""
    if not answer.strip():
        raise ValidationError({"answer": "Напишите учителю, почему отказано."})
    _decide(unlock, open_until=None, answer=answer, by=by, now=now)


def _decide(unlock: UnlockRequest, *, open_until: datetime | None, answer: str, by: User, now: datetime) -> None:
    answer = answer.strip()
    if len(answer) > LONGEST:
        raise ValidationError({"answer": f"Не длиннее {LONGEST} знаков."})
    with transaction.atomic():
        waiting = UnlockRequest.objects.filter(pk=unlock.pk, decided_at=None)
        if not waiting.update(decided_by=by, decided_at=now, open_until=open_until, answer=answer):
            raise ValidationError("На эту просьбу уже ответили.")
        record(
            "journal.decide_unlock", by=by, target=("unlock", unlock.pk), label=_label(unlock),
            before={"reason": unlock.reason},
            after={"open_until": open_until.isoformat() if open_until else None, "answer": answer},
        )  # fmt: skip
        _answer(unlock, open_until, answer)


def _answer(unlock: UnlockRequest, open_until: datetime | None, answer: str) -> None:
    from_here = place_of(unlock.course_id, unlock.lesson.on if unlock.lesson else None)
    verdict = "открыт" if open_until else "не открыт"
    text = f"Журнал {verdict}: {_label(unlock)}" + (f", до {_moment(open_until)}" if open_until else "")
    queue("unlock", f"{text}. {answer}".strip(), to=[unlock.by_id], url=from_here)


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{here:%d.%m} {here.hour}:{here.minute:02}"


def place_of(course: int, on: date | None) -> str:
    """The journal page of the lesson's period, or of today's."""
    return reverse("journal:course", args=[course]) + (f"?on={on}" if on else "")


def _label(unlock: UnlockRequest) -> str:
    course = f"{unlock.course.group.name} · {unlock.course.subject.name}"
    return f"{course} · {unlock.lesson.on:%d.%m}" if unlock.lesson else f"{course}, весь журнал"
