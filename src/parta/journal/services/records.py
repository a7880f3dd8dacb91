"""The topic and the kind of work of a lesson, written one by one from forms; the grid sends whole operations."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from parta.accounts.models import User
from parta.grading.ops import RecordOp
from parta.journal.access import OpenJournal, OpenLesson
from parta.journal.queries.homework import lessons_after
from parta.journal.queries.records import stored_records
from parta.journal.rules.ops import Result, StoredRecord

from .cells import apply

LONGEST_TOPIC = 500


def set_topic(opened: OpenLesson, topic: str, *, was: str, op: UUID, by: User, now: datetime) -> None:
    """Write the topic over `was`. Raises ValidationError when the lesson is locked or another topic stands there."""
    topic = " ".join(topic.split())
    if len(topic) > LONGEST_TOPIC:
        raise ValidationError(f"Тема не длиннее {LONGEST_TOPIC} знаков.")
    key = opened.lesson.pk
    _write(
        opened, lambda old: old.topic == was, lambda seen: RecordOp(op, key, seen, topic, False, None), by=by, now=now
    )


def set_kind(opened: OpenLesson, kind_id: int | None, *, was: int | None, op: UUID, by: User, now: datetime) -> None:
    """Write the column's kind of work over `was`; None is the default kind. Raises ValidationError as above."""
    key = opened.lesson.pk
    _write(
        opened,
        lambda old: old.kind_id == was,
        lambda seen: RecordOp(op, key, seen, None, True, kind_id),
        by=by,
        now=now,
    )


def copy_topic_on(opened: OpenLesson, *, by: User, now: datetime) -> int:
    """Give the next lesson of the course the same topic, and return that lesson's key.

    Raises ValidationError when there is nothing to copy, no next lesson, or it has a topic of its own.
    """
    topic = _stored(opened.lesson.pk).topic
    if not topic:
        raise ValidationError("У этого урока нет темы.")
    later = lessons_after(opened.journal.course, opened.lesson.on, opened.lesson.slot)
    if not later:
        raise ValidationError("Следующего урока в расписании нет.")
    target = _stored(later[0].pk)
    if target.topic:
        raise ValidationError(f"У следующего урока уже есть тема: «{target.topic}».")
    _settle(_apply(opened.journal, RecordOp(uuid4(), later[0].pk, target.version, topic, False, None), by=by, now=now))
    return later[0].pk


def _stored(lesson_id: int) -> StoredRecord:
    return stored_records([lesson_id]).get(lesson_id) or StoredRecord(lesson_id, 0, None, "")


def _write(
    opened: OpenLesson,
    stands: Callable[[StoredRecord], bool],
    change: Callable[[int], RecordOp],
    *,
    by: User,
    now: datetime,
) -> None:
    """Apply the change where what it replaces still stands; the other part of the record, written at the same moment
    by the form beside, is no clash."""
    old = _stored(opened.lesson.pk)
    result = _apply(opened.journal, change(old.version if stands(old) else old.version - 1), by=by, now=now)
    if result.status == "clash" and isinstance(result.stored, StoredRecord) and stands(result.stored):
        result = _apply(opened.journal, change(result.stored.version), by=by, now=now)
    _settle(result)


def _apply(journal: OpenJournal, op: RecordOp, *, by: User, now: datetime) -> Result:
    return apply(journal, [op], user=by, now=now)[0]


def _settle(result: Result) -> None:
    if result.status == "refused":
        raise ValidationError(f"{result.why}.")
    if result.status == "clash" and isinstance(result.stored, StoredRecord):
        raise ValidationError(f"Пока вы писали, {result.by} в {result.at} записал(а) другое. Проверьте и повторите.")
