"""Making an answer fit for all: written anew without names, found by search; and «нашёл ответ»."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.handbook.services.index import Indexed, forget, index

from ..models import AnswerFound, SharedAnswer, Ticket
from ..queries.people import names_of_school
from ..rules.privacy import hide, stems_of
from . import ground


@transaction.atomic
def share(
    ticket: Ticket, *, title: str, question: str, answer: str, roles: list[str], by: User, now: datetime
) -> SharedAnswer:
    """Put the answer into search. Raises ValidationError while it names a person of the school."""
    row = ground.locked(ticket)
    if not row.resolution:
        raise ValidationError("Открыть для всех можно обращение, на которое уже ответили.")
    named = hide(f"{title}\n{question}\n{answer}", stems=stems_of(names_of_school(row.asker_name))).removed
    if named:
        raise ValidationError(f"В тексте названы люди: {', '.join(named)}. Уберите: ответ увидят все.")
    fields = {"title": title, "question": question, "answer": answer, "roles": roles, "by": by, "at": now}
    shared, _ = SharedAnswer.objects.update_or_create(ticket=row, defaults={**fields, "taken_back_at": None})
    index([indexed(shared)])
    ground.note(row, "shared", title, by=by, now=now, is_internal=True)
    return shared


def indexed(shared: SharedAnswer) -> Indexed:
    return Indexed(
        kind="answer", target_id=shared.pk, title=shared.title, text=f"{shared.question}\n{shared.answer}",
        url=reverse("support:answer", args=[shared.pk]), summary=shared.answer[:200], roles=shared.roles,
    )  # fmt: skip


@transaction.atomic
def unshare(ticket: Ticket, *, by: User, now: datetime) -> None:
    """Nobody finds it any more."""
    for shared in SharedAnswer.objects.filter(ticket=ticket, taken_back_at=None):
        shared.taken_back_at = now
        shared.save(update_fields=["taken_back_at"])
        forget("answer", [shared.pk])
        ground.note(ticket, "unshared", by=by, now=now, is_internal=True)


def found_answer(*, user: User, words: str, page: str) -> None:
    """«Нашёл ответ»: counted once a day for the same words, however often it is pressed."""
    today = timezone.localdate()
    typed = "".join(sign for sign in words if sign.isprintable())  # PostgreSQL takes no zero byte
    same = {"user": user, "words": typed[:200], "page": page[:80]}
    if not AnswerFound.objects.filter(**same, at__date=today).exists():
        AnswerFound.objects.create(**same, at=timezone.now())


def nameless(text: str, *, more: Iterable[str] = ()) -> str:
    """The text without people of the school, to begin a shared answer or an article with."""
    return hide(text, stems=stems_of(names_of_school(*more))).text
