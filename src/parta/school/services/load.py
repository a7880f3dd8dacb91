"""The load: subjects, rooms, and courses with their teachers."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.notices import services as notices

from .. import rules
from ..models import Course, Employee, PeriodScheme, Room, Scale, SchoolClass, SchoolYear, StudyGroup, Subject
from . import rows


@transaction.atomic
def create_subject(*, name: str, by: User, **fields: Any) -> Subject:
    """Add a subject. Raises ValidationError when there is one of that name."""
    subject = Subject(name=name.strip(), **fields)
    refuse_taken_name(subject, "Предмет")
    rows.add(subject, "school.create_subject", by=by)
    return subject


@transaction.atomic
def update_subject(subject: Subject, *, by: User, **fields: Any) -> None:
    """Change a subject; courses keep the scale they were made with."""
    refuse_taken_name(Subject(pk=subject.pk, name=fields.get("name", subject.name).strip()), "Предмет")
    rows.change(subject, "school.set_subject", fields, by=by)


@transaction.atomic
def create_room(*, name: str, by: User, **fields: Any) -> Room:
    room = Room(name=name.strip(), **fields)
    refuse_taken_name(room, "Кабинет")
    rows.add(room, "school.create_room", by=by)
    return room


@transaction.atomic
def update_room(room: Room, *, by: User, **fields: Any) -> None:
    refuse_taken_name(Room(pk=room.pk, name=fields.get("name", room.name).strip()), "Кабинет")
    rows.change(room, "school.set_room", fields, by=by)


def refuse_taken_name(row: Subject | Room, kind: str) -> None:
    """Raise ValidationError when another subject or room has the name, whatever the case."""
    if type(row)._default_manager.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise ValidationError({"name": f"{kind} «{row.name}» уже есть."})


@transaction.atomic
def create_course(
    year: SchoolYear,
    *,
    subject: Subject,
    group: StudyGroup,
    teacher: Employee | None,
    hours: Decimal | int,
    by: User,
    scheme: PeriodScheme | None = None,
    scale: str | None = None,
    is_extra: bool | None = None,
) -> Course:
    """Add a course. Unsaid, periods are the class's, scale and kind the subject's; class 1 has no marks.

    Raises ValidationError: such a course goes on already, another year's group, a teacher who left.
    """
    school_class = first_class(group)
    course = Course(
        year=year,
        subject=subject,
        group=group,
        teacher=teacher,
        hours=Decimal(hours),
        scheme=scheme or school_class.scheme,
        scale=scale or (subject.scale if rules.has_marks(school_class.level) else Scale.NONE),
        is_extra=subject.is_extra if is_extra is None else is_extra,
    )
    check(course)
    rows.add(course, "school.create_course", by=by)
    return course


@transaction.atomic
def update_course(course: Course, *, by: User, **fields: Any) -> None:
    """Change hours, periods, scale or teacher. Subject and group stay: lessons and marks hang on them."""
    teacher = course.teacher
    wanted = Course(pk=course.pk, year=course.year, subject=course.subject, group=course.group)
    for name in ("teacher", "hours", "scheme", "scale", "is_extra", "is_active"):
        setattr(wanted, name, fields.get(name, getattr(course, name)))
    check(wanted)
    rows.change(course, "school.set_course", fields, by=by)
    if course.teacher != teacher:
        tell_teacher(course, by=by)


@transaction.atomic
def assign_teacher(course: Course, teacher: Employee | None, *, by: User) -> None:
    """Give the course to a teacher, or to nobody for now; lessons and marks stay with the course."""
    update_course(course, teacher=teacher, by=by)


@transaction.atomic
def stop_course(course: Course, *, by: User) -> None:
    """The course goes on no more; what was written in its journal stays."""
    update_course(course, is_active=False, by=by)


@transaction.atomic
def resume_course(course: Course, *, by: User) -> None:
    update_course(course, is_active=True, by=by)


def first_class(group: StudyGroup) -> SchoolClass:
    """The group's class; the first of its classes for a mixed one."""
    school_class = group.school_class or group.classes.select_related("scheme").first()
    if school_class is None:
        raise ValidationError({"group": f"У группы {group.name} нет классов: сначала выберите их."})
    return school_class


def check(course: Course) -> None:
    if course.group.year_id != course.year_id or course.scheme.year_id != course.year_id:
        raise ValidationError({"group": f"Группа или периоды не из {course.year.name} учебного года."})
    if course.teacher and course.teacher.left_on:
        raise ValidationError({"teacher": f"{course.teacher.short_name} уволен: выберите работающего учителя."})
    if not course.is_active:
        return
    same = Course.objects.filter(subject=course.subject, group=course.group, teacher=course.teacher, is_active=True)
    if same.exclude(pk=course.pk).exists():
        who = course.teacher.short_name if course.teacher else "без учителя"
        raise ValidationError(f"Такой курс уже есть: {course.group} · {course.subject}, {who}.")


def tell_teacher(course: Course, *, by: User) -> None:
    if course.teacher and course.teacher.user_id not in (None, by.pk):
        notices.queue("school.course", f"Вам назначен курс: {course}.", to=[course.teacher.user_id])
