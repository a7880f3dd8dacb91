"""Giving, changing and taking back homework."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.access import OpenLesson
from parta.journal.models import Homework, HomeworkFile
from parta.journal.queries.homework import pupils_on
from parta.journal.rules import limits
from parta.journal.rules.homework import Task
from parta.lib.uploads import Upload, are_same, check_all, kept_together
from parta.school.models import SchoolYear
from parta.timetable.models import Lesson
from parta.ui.templatetags.ui import day

from .ground import why_locked
from .twice import said_before

LONGEST_TEXT = 4000
LONGEST_MINUTES = 300


class Changed(ValidationError):
    """The task says other things than it did when its form was opened; the words tell what."""


def give_homework(
    opened: OpenLesson, task: Task, *, uploads: Sequence["UploadedFile[bytes]"] = (), by: User, now: datetime
) -> Homework:
    """Give a task at the lesson. Raises ValidationError with words for the teacher."""
    _refuse_locked(opened, now, limits.record_lock_of)
    _check(opened, task, has_files=bool(uploads))
    checked = check_all(uploads)
    with kept_together() as keep, transaction.atomic():
        _hold_due_lesson(opened, task)
        for twin in said_before(Homework, by, now=now, lesson=opened.lesson.pk, **_fields(task)):
            if _told_the_same(twin, task, checked):
                return twin
        homework = Homework.objects.create(lesson_id=opened.lesson.pk, author=by, at=now, **_fields(task))
        homework.pupils.set(task.pupil_ids)
        _add_links(homework, task.links)
        keep(checked, partial(HomeworkFile, homework=homework))
        _record("journal.give_homework", homework, opened, by=by, after=told(homework))
    return homework


def _told_the_same(twin: Homework, task: Task, uploads: Sequence[Upload]) -> bool:
    """Whether a task in the same words is also for the same pupils and with the same files."""
    whom = set(twin.pupils.values_list("pk", flat=True))
    return whom == set(task.pupil_ids) and are_same(uploads, twin.files.filter(url=""))


def change_homework(
    homework: Homework, opened: OpenLesson, task: Task, *, uploads: Sequence["UploadedFile[bytes]"] = (),
    seen: str = "", by: User, now: datetime,
) -> None:  # fmt: skip
    """Replace what the task says; files stay, new ones are added. Raises ValidationError.

    `seen` is the `mark_of` the task shown in the form ("": whichever): what another tab or a colleague has changed
    since is not replaced unseen.
    """
    _refuse_locked(opened, now)
    _check(opened, task, has_files=bool(uploads) or homework.files.filter(removed_at=None).exists())
    checked = check_all(uploads)
    with kept_together() as keep, transaction.atomic():
        _hold_due_lesson(opened, task)
        homework = Homework.objects.select_for_update().get(pk=homework.pk)
        _refuse_unseen(homework, task, seen)
        before = told(homework)
        for name, value in _fields(task).items():
            setattr(homework, name, value)
        homework.save()
        homework.pupils.set(task.pupil_ids)
        _add_links(homework, task.links)
        keep(checked, partial(HomeworkFile, homework=homework))
        _record("journal.change_homework", homework, opened, by=by, before=before, after=told(homework))


def remove_homework(homework: Homework, opened: OpenLesson, *, by: User, now: datetime) -> None:
    """Take the task back; its row and files stay, and families do not see it. Raises ValidationError."""
    _refuse_locked(opened, now)
    with transaction.atomic():
        if Homework.objects.filter(pk=homework.pk, removed_at=None).update(removed_at=now):
            _record("journal.remove_homework", homework, opened, by=by, before=told(homework))


def remove_file(file: HomeworkFile, opened: OpenLesson, *, by: User, now: datetime) -> None:
    """Take one file or link off its task. Raises ValidationError."""
    _refuse_locked(opened, now)
    with transaction.atomic():
        if HomeworkFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=now):
            _record("journal.remove_homework_file", file.homework, opened, by=by, before=file.name)


def _refuse_locked(opened: OpenLesson, now: datetime, rule: limits.LockRule = limits.task_lock_of) -> None:
    why = why_locked(opened.journal, opened.lesson.pk, rule, now=now)
    if why:
        raise ValidationError(f"{why}.")


def _check(opened: OpenLesson, task: Task, *, has_files: bool) -> None:
    if not (task.text or task.links or has_files):
        raise ValidationError({"text": "Напишите задание, добавьте файл или ссылку."})
    if "\x00" in task.text:
        raise ValidationError({"text": "В тексте недопустимый знак."})
    if len(task.text) > LONGEST_TEXT:
        raise ValidationError({"text": f"Задание не длиннее {LONGEST_TEXT} знаков."})
    if task.minutes is not None and not 1 <= task.minutes <= LONGEST_MINUTES:
        raise ValidationError({"minutes": f"От 1 до {LONGEST_MINUTES} минут."})
    if task.due_on < opened.lesson.on:
        raise ValidationError({"due_on": "Срок раньше урока, на котором задано."})
    if not SchoolYear.objects.filter(courses=opened.journal.course.pk, ends_on__gte=task.due_on).exists():
        raise ValidationError({"due_on": "Срок позже конца учебного года."})
    if task.pupil_ids - {pupil.pk for pupil in pupils_on(opened.journal.course, opened.lesson.on)}:
        raise ValidationError({"pupils": "Выбран ученик не из этой группы."})


def _hold_due_lesson(opened: OpenLesson, task: Task) -> None:
    """Keep the lesson the task is due at as it is to the end of the transaction: then its moves see the task."""
    if task.due_lesson_id is None:
        return
    due = Lesson.objects.select_for_update().filter(pk=task.due_lesson_id, course=opened.journal.course.pk).first()
    if due is None:
        raise ValidationError({"due_lesson": "Такого урока в этом журнале нет."})
    if due.state != Lesson.State.PLANNED or due.on != task.due_on:
        raise ValidationError({"due_lesson": "Этот урок только что перенесли или отменили: выберите срок заново."})


def _fields(task: Task) -> dict[str, Any]:
    return {
        "text": task.text,
        "due_on": task.due_on,
        "due_lesson_id": task.due_lesson_id,
        "minutes": task.minutes,
        "is_individual": bool(task.pupil_ids),
    }


is_web_address = URLValidator(schemes=["http", "https"], message="Ссылка должна начинаться с http:// или https://.")


def _add_links(homework: Homework, links: Sequence[str]) -> None:
    for link in links:
        try:
            is_web_address(link)
        except ValidationError as error:
            raise ValidationError({"links": f"{link[:60]}: {error.messages[0]}"}) from None
        if not homework.files.filter(url=link, removed_at=None).exists():  # the same form sent again adds no second
            HomeworkFile.objects.create(homework=homework, name=link[:255], url=link)


def _refuse_unseen(homework: Homework, task: Task, seen: str) -> None:
    if homework.removed_at:
        raise ValidationError("Пока вы писали, задание сняли. Задайте его заново.")
    stands = all(getattr(homework, name) == value for name, value in _fields(task).items())
    is_same = stands and set(homework.pupils.values_list("pk", flat=True)) == set(task.pupil_ids)
    if seen and seen != mark_of(homework) and not is_same:
        raise Changed(
            f"Пока вы писали, задание изменили. Теперь в нём: «{homework.text[:200]}», к {day(homework.due_on)}. "
            "Если нужно ваше, сохраните ещё раз."
        )


def mark_of(homework: Homework) -> str:
    """Sixteen letters that are others once the task says other things; its files are not looked at."""
    said = [value for name, value in told(homework).items() if name != "files"]
    return sha256(repr(said).encode()).hexdigest()[:16]


def told(homework: Homework) -> dict[str, Any]:
    """A task as the history keeps it."""
    return {
        "text": homework.text,
        "due": homework.due_on.isoformat(),
        "minutes": homework.minutes,
        "pupils": sorted(homework.pupils.values_list("pk", flat=True)),
        "files": list(homework.files.filter(removed_at=None).values_list("name", flat=True)),
    }


def _record(action: str, homework: Homework, opened: OpenLesson, *, by: User, before: Any = None,
            after: Any = None) -> None:  # fmt: skip
    label = f"{opened.journal.course} · {opened.lesson.on:%d.%m}"
    record(action, by=by, target=("homework", homework.pk), label=label, before=before, after=after)
