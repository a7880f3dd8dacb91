"""The practice class: made on first entry, begun anew, written by hand.

Nothing of it goes into the school's history, which is about real children; its own history is `PracticeChange`.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.grading.cells import EMPTY
from parta.grading.ops import wire
from parta.training.models import PracticeCell, PracticeChange, PracticeClass, PracticeLesson, PracticePupil
from parta.training.rules import limits, story

NO_REASON = "Напишите, зачем открыть: завуч решает по этим словам."
OPEN_ALREADY = "Этот урок открыт: его можно править и так."


@transaction.atomic
def ensure_practice(user: User, *, today: date) -> PracticeClass:
    """The user's own class; made when there is none yet."""
    made, is_new = PracticeClass.objects.get_or_create(user=user, defaults={"today": story.day_for(today)})
    if is_new:
        PracticePupil.objects.bulk_create(
            PracticePupil(practice=made, code=code, name=name, position=place)
            for place, (code, name) in enumerate(story.PUPILS.items())
        )
        PracticeLesson.objects.bulk_create(
            PracticeLesson(practice=made, code=one.code, on=made.today) for one in story.LESSONS
        )
        _tell_story(made)
    return made


@transaction.atomic
def restart(practice: PracticeClass, *, today: date) -> None:
    """Begin anew. Keys stay and versions grow, so that what still waits in a browser clashes instead of being lost."""
    held = PracticeClass.objects.select_for_update().get(pk=practice.pk)
    held.today, held.made_at = story.day_for(today), timezone.now()
    held.save()
    PracticeChange.objects.filter(lesson__practice=held).delete()
    _tell_story(held)


def _tell_story(practice: PracticeClass) -> None:
    """Write every lesson and cell as the story begins."""
    now = timezone.now()
    lessons = {lesson.code: lesson for lesson in practice.lessons.all()}
    pupils = {pupil.code: pupil for pupil in practice.pupils.all()}
    for first in story.LESSONS:
        lesson = lessons[first.code]
        lesson.on = practice.today + timedelta(days=first.days)
        lesson.topic, lesson.kind, lesson.homework, lesson.asked_for = first.topic, first.kind, first.homework, ""
        lesson.roll_at = now if first.has_roll else None
        lesson.version, lesson.changed_at = lesson.version + 1, now
    PracticeLesson.objects.bulk_update(
        lessons.values(), ["on", "topic", "kind", "homework", "asked_for", "roll_at", "version", "changed_at"]
    )
    known = {(cell.lesson_id, cell.pupil_id): cell for cell in PracticeCell.objects.filter(lesson__practice=practice)}
    told = {
        (lessons[lesson].pk, pupils[pupil].pk): content
        for lesson, row in story.CELLS.items()
        for pupil, content in row.items()
    }
    for place, cell in known.items():
        cell.content, cell.version, cell.changed_at = wire(told.get(place, EMPTY)), cell.version + 1, now
    PracticeCell.objects.bulk_update(known.values(), ["content", "version", "changed_at"])
    PracticeCell.objects.bulk_create(
        PracticeCell(lesson_id=lesson, pupil_id=pupil, content=wire(content), changed_at=now)
        for (lesson, pupil), content in told.items()
        if (lesson, pupil) not in known
    )
    lesson_code, pupil_code, before = story.CORRECTED
    PracticeChange.objects.create(
        lesson=lessons[lesson_code], pupil=pupils[pupil_code], before=wire(before), version=1,
        after=wire(story.CELLS[lesson_code][pupil_code]),
    )  # fmt: skip


def set_topic(lesson: PracticeLesson, topic: str) -> None:
    """Write the topic. Raises ValidationError where the lesson may not be written."""
    _require_open(lesson)
    lesson.topic = _typed(topic)
    _save(lesson, "topic")


def set_homework(lesson: PracticeLesson, text: str) -> None:
    """Write the task; an empty one is taken back. Raises ValidationError where the lesson may not be written."""
    _require_open(lesson)
    lesson.homework = _typed(text)
    _save(lesson, "homework")


def ask_to_open(lesson: PracticeLesson, reason: str) -> None:
    """Ask for a closed lesson; in the practice class it opens at once. Raises ValidationError."""
    if not limits.lock_of(lesson.on, today=lesson.practice.today, is_opened=bool(lesson.asked_for)) == "days":
        raise ValidationError(OPEN_ALREADY)
    lesson.asked_for = _typed(reason)
    if not lesson.asked_for:
        raise ValidationError(NO_REASON)
    _save(lesson, "asked_for")


def _typed(text: str) -> str:
    """Without the sign no database keeps, which a program may paste."""
    return text.replace("\x00", "").strip()


def _require_open(lesson: PracticeLesson) -> None:
    lock = limits.record_lock_of(lesson.on, today=lesson.practice.today, is_opened=bool(lesson.asked_for))
    if lock:
        raise ValidationError(f"{limits.why_locked(lock, lesson.on)}. Попросите открыть урок.")


def _save(lesson: PracticeLesson, *fields: str) -> None:
    lesson.version += 1
    lesson.changed_at = timezone.now()
    lesson.full_clean()
    lesson.save(update_fields=[*fields, "version", "changed_at"])
