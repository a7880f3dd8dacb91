"""The day a task is due on follows the lesson it is due at."""

from collections.abc import Collection

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import Homework
from parta.journal.queries.homework import due_days


def follow_lessons(courses: Collection[int] | None, *, by: User | None) -> int:
    """Put right the due days of the tasks of these courses (None: all) and tell how many were wrong.

    Called inside the transaction that moves, cancels, restores, makes or removes lessons. One query if all are right.
    """
    right = due_days(courses)
    strayed = Homework.objects.select_related("lesson__course__group", "lesson__course__subject").in_bulk(right)
    for task in strayed.values():
        before, task.due_on = {"due": task.due_on.isoformat()}, right[task.pk]
        after = {"due": task.due_on.isoformat()}
        label = f"{task.lesson.course} · {task.lesson.on:%d.%m}"
        record("journal.follow_lesson", by=by, target=("homework", task.pk), label=label, before=before, after=after)
    Homework.objects.bulk_update(strayed.values(), ["due_on"], batch_size=500)
    return len(strayed)
