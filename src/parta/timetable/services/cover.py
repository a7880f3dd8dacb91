"""The lessons of an absent teacher given to others in one go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.school.models import Employee

from ..models import Lesson
from ..words import lesson_words
from .changes import cancel_lesson, substitute_lesson
from .refusals import Clashing


@dataclass(frozen=True, slots=True)
class Cover:
    """What becomes of one lesson: another gives it, or nobody (it is cancelled)."""

    lesson: Lesson
    teacher: Employee | None


@transaction.atomic
def cover_day(covers: Iterable[Cover], *, reason: str, by: User | None, despite_clashes: bool = False) -> int:
    """Do all of it or nothing; return how many lessons were changed.

    Raises ValidationError or Clashing with the words of every lesson, each beginning with the lesson's name.
    """
    refused: list[str] = []
    clashing: list[str] = []
    done = 0
    for cover in covers:
        try:
            if cover.teacher is None:
                cancel_lesson(cover.lesson, reason=reason or "отсутствие учителя", by=by)
            else:
                substitute_lesson(cover.lesson, cover.teacher, reason=reason, by=by, despite_clashes=despite_clashes)
            done += 1
        except Clashing as clash:
            clashing += [f"{lesson_words(cover.lesson)}: {words}" for words in clash.words]
        except ValidationError as error:
            refused += [f"{lesson_words(cover.lesson)}: {words}" for words in error.messages]
    if refused:
        raise ValidationError(refused)
    if clashing:
        raise Clashing(clashing)
    return done
