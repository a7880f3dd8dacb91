"""Taking the roll: who is away, and that the teacher has looked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.grading.ops import BadOp, CellOp, Op
from parta.journal.access import OpenLesson
from parta.journal.rules.ops import Result
from parta.lib import sql

from .cells import apply_inside
from .ground import read_ground

OTHER_PLACE = "Перекличка пишет только пропуски своего урока"


def take_roll(opened: OpenLesson, ops: Sequence[Op], *, user: User, now: datetime) -> tuple[list[Result], bool]:
    """Apply the absences and note that the roll is taken; it is noted only when every operation was applied.

    Raises RollClosed when the lesson may not be written now.
    """
    lesson = opened.lesson
    own = [op if _is_of(op, lesson.pk) else BadOp(op.id, OTHER_PLACE) for op in ops]
    ground = read_ground(opened.journal, own, now=now, lesson_id=lesson.pk)
    why = ground.why_closed(lesson.pk)
    if why:
        raise RollClosed(why)
    with transaction.atomic():
        results = apply_inside(ground, own, user=user, now=now)
        is_taken = all(result.status == "applied" for result in results)
        if is_taken:
            _note(lesson.pk, user=user, now=now, label=ground.label(lesson.pk))
    return results, is_taken


class RollClosed(Exception):
    """The lesson may not be written now; the words say why."""


def _is_of(op: Op, lesson_id: int) -> bool:
    return isinstance(op, BadOp) or (isinstance(op, CellOp) and op.lesson_id == lesson_id)


RECORD = ("lesson_id", "version", "topic", "changed_at", "roll_at", "roll_by_id")
KEEP_FIRST = """ON CONFLICT (lesson_id) DO UPDATE SET changed_at = excluded.changed_at,
  roll_at = COALESCE(journal_lessonrecord.roll_at, excluded.roll_at),
  roll_by_id = COALESCE(journal_lessonrecord.roll_by_id, excluded.roll_by_id)"""


def _note(lesson_id: int, *, user: User, now: datetime, label: str) -> None:
    """The first roll call's instant stays, for the control report; every later one is in the history."""
    at = sql.instant_in(now)
    row = (lesson_id, 0, "", at, at, user.pk)
    ((first,),) = sql.insert("journal_lessonrecord", RECORD, [row], end=KEEP_FIRST, returning="roll_at")
    was_taken = sql.instant(first) != now
    record("journal.take_roll", by=user, target=("lesson", lesson_id), label=label, after={"again": was_taken})
