"""Changes of one day: a lesson cancelled, given by another, moved, held in another room; each can be taken back."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.services import record
from parta.notices.services import queue
from parta.school.models import Course, Employee, Room
from parta.school.queries.accounts import families_of
from parta.ui.templatetags.ui import day

from ..models import Lesson
from ..queries.busy import day_meetings, say
from ..queries.calendar import Calendar
from ..queries.lessons import has_records
from ..rules import Kind, clashes
from ..signals import lessons_changed
from ..words import lesson_words
from .lessons import levels_of_courses
from .refusals import Clashing, lock_lesson, lock_year, refuse_closed, refuse_outside

PLANNED, CANCELLED, MOVED = Lesson.State.PLANNED, Lesson.State.CANCELLED, Lesson.State.MOVED
SUNDAY = 7
KEPT = "На уроке уже стоят отметки или пропуски: сначала снимите их в журнале."


@transaction.atomic
def add_lesson(
    course: Course, *, on: date, slot: int, by: User | None, room: Room | None = None, reason: str = "",
    despite_clashes: bool = False,
) -> Lesson:  # fmt: skip
    """Put a lesson on a day beside the weekly timetable. Raises ValidationError, Clashing.

    A day off may hold one, asked for twice: it is how a school works off a lost day. No line asks for the lesson, so
    none takes it away.
    """
    if not course.is_active:
        raise ValidationError({"course": f"Курс завершён: {course}."})
    calendar = lock_year(course)
    refuse_outside(calendar, on, course.scheme_id)
    refuse_closed(calendar, on, course.scheme_id)
    lesson = Lesson(course=course, on=on, slot=slot, room=room, reason=reason.strip(), is_added=True)
    refuse_clashes(lesson, despite_clashes=despite_clashes, day_off=day_off_words(calendar, lesson))
    lesson.save()
    lessons_changed.send(Lesson, courses=[course.pk], by=by)
    written(lesson, "add_lesson", by=by, before=None, after=where(lesson))
    tell(lesson, f"Дополнительный урок: {lesson_words(lesson)}.", by=by)
    return lesson


@transaction.atomic
def cancel_lesson(lesson: Lesson, *, reason: str, by: User | None) -> Lesson:
    """Cancel a planned lesson that holds no marks and no absences. Raises ValidationError."""
    lesson = to_change(lesson)
    if not reason.strip():
        raise ValidationError({"reason": "Укажите причину."})
    if has_records(lesson.pk):
        raise ValidationError(KEPT)
    lesson.state, lesson.reason = CANCELLED, reason.strip()
    lesson.save(update_fields=["state", "reason"])
    lessons_changed.send(Lesson, courses=[lesson.course_id], by=by)
    written(lesson, "cancel_lesson", by=by, before=PLANNED.label, after=f"отменён: {lesson.reason}")
    tell(lesson, f"Урок отменён: {lesson_words(lesson)}. {lesson.reason}", by=by)
    return lesson


@transaction.atomic
def restore_lesson(lesson: Lesson, *, by: User | None, despite_clashes: bool = False) -> Lesson:
    """Take a cancellation back. Raises ValidationError, or Clashing when somebody has been taken meanwhile."""
    lesson = to_change(lesson, CANCELLED)
    refuse_clashes(lesson, despite_clashes=despite_clashes)
    before, lesson.state, lesson.reason = f"отменён: {lesson.reason}", PLANNED, ""
    lesson.save(update_fields=["state", "reason"])
    lessons_changed.send(Lesson, courses=[lesson.course_id], by=by)
    written(lesson, "restore_lesson", by=by, before=before, after=PLANNED.label)
    tell(lesson, f"Отмена снята, урок состоится: {lesson_words(lesson)}.", by=by)
    return lesson


@transaction.atomic
def substitute_lesson(
    lesson: Lesson, teacher: Employee, *, by: User | None, reason: str = "", despite_clashes: bool = False
) -> Lesson:
    """Let another give the lesson; the writing rights to this lesson go with it. Raises ValidationError, Clashing."""
    lesson = to_change(lesson)
    if teacher.pk == lesson.course.teacher_id:
        raise ValidationError({"teacher": "Это учитель самого курса."})
    if teacher.left_on and teacher.left_on < lesson.on:
        raise ValidationError({"teacher": f"{teacher.short_name} уже не работает в школе."})
    before = lesson.substitute
    if before == teacher and lesson.reason == reason.strip():
        return lesson
    lesson.substitute, lesson.reason = teacher, reason.strip()
    refuse_clashes(lesson, despite_clashes=despite_clashes, kinds={Kind.TEACHER})
    lesson.save(update_fields=["substitute", "reason"])
    names = {"before": before.short_name if before else None, "after": teacher.short_name}
    written(lesson, "substitute_lesson", by=by, **names)
    if before and before != teacher:
        tell_one(before, f"Замена снята: {lesson_words(lesson)}.", lesson, by=by)
    tell_one(teacher, f"Вы замещаете: {lesson_words(lesson)}.", lesson, by=by)
    words = f"Урок проведёт {teacher.short_name}: {lesson_words(lesson)}."
    tell_one(lesson.course.teacher, words, lesson, by=by)
    tell_families(lesson, words)
    return lesson


@transaction.atomic
def drop_substitute(lesson: Lesson, *, by: User | None) -> Lesson:
    """The teacher gives the lesson after all."""
    lesson = to_change(lesson)
    gone = lesson.substitute
    if gone is None:
        return lesson
    lesson.substitute, lesson.reason = None, ""
    lesson.save(update_fields=["substitute", "reason"])
    written(lesson, "drop_substitute", by=by, before=gone.short_name, after=None)
    for person in (gone, lesson.course.teacher):
        tell_one(person, f"Замена снята: {lesson_words(lesson)}.", lesson, by=by)
    return lesson


@transaction.atomic
def change_room(lesson: Lesson, room: Room | None, *, by: User | None, despite_clashes: bool = False) -> Lesson:
    """Hold the lesson in another room; the timetable's own room takes the change back. Raises as the others."""
    lesson = to_change(lesson)
    before = lesson.room
    if before == room:
        return lesson
    lesson.room = room
    refuse_clashes(lesson, despite_clashes=despite_clashes, kinds={Kind.ROOM})
    lesson.save(update_fields=["room"])
    names = {"before": before.name if before else None, "after": room.name if room else None}
    written(lesson, "change_room", by=by, **names)
    tell(lesson, f"Кабинет {room.name if room else 'не назначен'}: {lesson_words(lesson)}.", by=by)
    return lesson


@transaction.atomic
def move_lesson(
    lesson: Lesson, *, on: date, slot: int, by: User | None, reason: str = "", despite_clashes: bool = False
) -> Lesson:
    """Hold the lesson at another time, with all that is written on it; a trace stays at its old place.

    A lesson moved again keeps the one trace of its first place. Raises ValidationError, Clashing.
    """
    lesson = to_change(lesson)
    if (on, slot) == (lesson.on, lesson.slot):
        raise ValidationError({"on": "Урок и так стоит в это время."})
    if on > lesson.on and has_records(lesson.pk):
        raise ValidationError(KEPT)
    calendar = check_target(lesson, on)
    before, trace = where(lesson), Lesson.objects.filter(moved_to=lesson).first() or trace_of(lesson)
    lesson.on, lesson.slot, lesson.starts_at, lesson.ends_at, lesson.entry = on, slot, None, None, None
    refuse_clashes(lesson, despite_clashes=despite_clashes, day_off=day_off_words(calendar, lesson))
    lesson.save(update_fields=["on", "slot", "starts_at", "ends_at", "entry"])
    trace.reason, trace.moved_to = reason.strip(), lesson
    trace.save()
    lessons_changed.send(Lesson, courses=[lesson.course_id], by=by)
    written(lesson, "move_lesson", by=by, before=before, after=where(lesson))
    tell(lesson, f"Урок перенесён: {before} → {where(lesson)}, {lesson.course}.", by=by)
    return lesson


@transaction.atomic
def return_lesson(lesson: Lesson, *, by: User | None, despite_clashes: bool = False) -> Lesson:
    """Take a move back: the lesson stands again where its trace is. Raises ValidationError, Clashing."""
    lesson = to_change(lesson)
    trace = Lesson.objects.filter(moved_to=lesson).select_related("entry").first()
    if trace is None:
        raise ValidationError("Этот урок не переносили.")
    if trace.on > lesson.on and has_records(lesson.pk):
        raise ValidationError(KEPT)
    check_target(lesson, trace.on)
    before = where(lesson)
    for name in ("on", "slot", "starts_at", "ends_at", "entry"):
        setattr(lesson, name, getattr(trace, name))
    refuse_clashes(lesson, despite_clashes=despite_clashes)
    trace.delete()
    lesson.save(update_fields=["on", "slot", "starts_at", "ends_at", "entry"])
    lessons_changed.send(Lesson, courses=[lesson.course_id], by=by)
    written(lesson, "return_lesson", by=by, before=before, after=where(lesson))
    tell(lesson, f"Перенос снят: {lesson_words(lesson)}.", by=by)
    return lesson


def to_change(lesson: Lesson, state: str = PLANNED) -> Lesson:
    """The lesson, held for a change; raise ValidationError in another state and in a closed period."""
    calendar = lock_year(lesson.course)
    held = lock_lesson(lesson)
    refuse_closed(calendar, held.on, held.course.scheme_id)
    if held.state != state:
        raise ValidationError(f"Урок уже {held.get_state_display()}. Обновите страницу.")
    return held


def check_target(lesson: Lesson, on: date) -> Calendar:
    calendar = lock_year(lesson.course)
    refuse_outside(calendar, on, lesson.course.scheme_id)
    refuse_closed(calendar, on, lesson.course.scheme_id)
    return calendar


def day_off_words(calendar: Calendar, lesson: Lesson) -> str:
    """Why nobody is taught on the lesson's day: holidays of all its classes, or a Sunday; "" on a school day."""
    levels = levels_of_courses(calendar.year).get(lesson.course_id, frozenset())
    name = calendar.holiday_name(lesson.on, levels)
    if name:
        return f"{day(lesson.on).capitalize()} уроков нет: «{name}»."
    return f"{day(lesson.on).capitalize()} — воскресенье." if lesson.on.isoweekday() == SUNDAY else ""


def refuse_clashes(
    lesson: Lesson, *, despite_clashes: bool, kinds: Iterable[Kind] = tuple(Kind), day_off: str = ""
) -> None:
    meetings, meeting = day_meetings(lesson.on, also=lesson)
    assert meeting is not None
    found = [clash for clash in clashes(meeting, meetings) if clash.kind in {*kinds, Kind.DOUBLE}]
    if any(clash.kind == Kind.DOUBLE for clash in found):
        raise ValidationError("В это время у курса уже стоит урок.")
    words = [*([day_off] if day_off else []), *say(found)]
    if words and not despite_clashes:
        raise Clashing(words)


def trace_of(lesson: Lesson) -> Lesson:
    return Lesson(
        course=lesson.course,
        on=lesson.on,
        slot=lesson.slot,
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        room=lesson.room,
        entry=lesson.entry,
        state=MOVED,
    )


def where(lesson: Lesson) -> str:
    """«пн, 23 ноября, 2-й урок»."""
    return lesson_words(lesson).removeprefix(f"{lesson.course}, ")


def written(lesson: Lesson, verb: str, *, by: User | None, before: str | None, after: str | None) -> None:
    target = ("lesson", lesson.pk)
    record(f"timetable.{verb}", by=by, target=target, label=lesson_words(lesson), before=before, after=after)


def tell(lesson: Lesson, words: str, *, by: User | None) -> None:
    """Tell all the change concerns: who gives the lesson, the pupils and their parents."""
    tell_families(lesson, words)
    for person in (lesson.course.teacher, lesson.substitute):
        tell_one(person, words, lesson, by=by)


def tell_families(lesson: Lesson, words: str) -> None:
    """Leave a notice to the pupils of a lesson to come and to their parents: their day has changed."""
    if lesson.on >= timezone.localdate():
        url = f"{reverse('timetable:start')}?week={lesson.on.isoformat()}"
        queue("timetable", words, to=families_of(lesson.course.group_id, lesson.on), url=url)


def tell_one(person: Employee | None, words: str, lesson: Lesson, *, by: User | None) -> None:
    """Leave a notice to the person, unless it is the one who makes the change."""
    if person and person.user_id and person.user_id != (by.pk if by else None):
        queue("timetable", words, to=[person.user_id], url=f"{reverse('timetable:start')}?week={lesson.on.isoformat()}")
