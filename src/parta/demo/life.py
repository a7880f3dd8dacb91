"""What else goes on at the demo school: remarks and praise, notices of parents, substitutions, requests to open."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.journal.access import course_to_read, lesson_to_read
from parta.journal.services.family import announce_absence, decide_absence
from parta.journal.services.remarks import write_remark
from parta.journal.services.unlock import ask_to_open
from parta.school.models import Course, Employee, Period, Pupil, SchoolYear
from parta.school.services.years import close_period
from parta.timetable.models import Lesson
from parta.timetable.services.changes import substitute_lesson
from parta.timetable.services.refusals import Clashing

from . import content

REMARKS = 60


def go_on(year: SchoolYear, today: date, *, seed: int, by: User) -> None:
    random = Random(seed)
    close_past_periods(year, today, by=by)
    write_remarks(random, today)
    announce(today)
    substitute(today, by=by)
    ask(today)


def close_past_periods(year: SchoolYear, today: date, *, by: User) -> None:
    for period in Period.objects.filter(scheme__year=year, ends_on__lt=today - timedelta(days=14)):
        close_period(period, by=by)


def write_remarks(random: Random, today: date) -> None:
    """A remark or a praise a day or two, each by the teacher of a lesson the pupil was at."""
    lessons = list(
        Lesson.objects.filter(on__lte=today, on__gt=today - timedelta(days=30), course__group__is_whole=True)
        .exclude(course__group__school_class__level=1)
        .select_related("course__teacher__user")
        .order_by("pk")
    )
    for lesson in random.sample(lessons, min(REMARKS, len(lessons))):
        pupil = random.choice(list(Pupil.objects.filter(memberships__group=lesson.course.group_id).order_by("pk")))
        is_praise = random.random() < 0.4
        if lesson.course.teacher and lesson.course.teacher.user:
            write_remark(
                pupil, text=random.choice(content.PRAISES if is_praise else content.REMARKS),
                kind="praise" if is_praise else "remark", on=lesson.on, pupil_sees=is_praise,
                by=lesson.course.teacher.user, now=timezone.now(), lesson=lesson,
            )  # fmt: skip


def announce(today: date) -> None:
    """The demo's parent waits for an answer; another family of 7Б has one already."""
    parent, leader = User.objects.get(username="parent"), User.objects.get(username="classteacher")
    child = Pupil.objects.get(user__username="pupil")
    announce_absence(
        child, from_on=today + timedelta(days=2), to_on=today + timedelta(days=3), reason="у",
        text="едем на соревнования по плаванию", by=parent,
    )  # fmt: skip
    other = (
        Pupil.objects.filter(enrolments__school_class__class_teacher__user=leader, guardians__user__isnull=False)
        .exclude(pk=child.pk)
        .order_by("pk")
        .first()
    )
    if other is not None:
        family = User.objects.filter(guardian__guardianships__pupil=other).order_by("pk")[0]
        told = announce_absence(other, from_on=today, to_on=today + timedelta(days=1), reason="б", by=family)
        decide_absence(told, is_confirmed=True, by=leader)


def substitute(today: date, *, by: User) -> None:
    """A teacher of English is away today; colleagues take the lessons where they are free."""
    absent = Employee.objects.filter(courses__subject__name="Английский язык").order_by("pk").first()
    team = Employee.objects.filter(courses__subject__name="Английский язык").distinct().order_by("pk")
    free = [colleague for colleague in team if colleague != absent]
    for lesson in Lesson.objects.filter(on=today, course__teacher=absent).order_by("slot"):
        for colleague in free:
            try:
                substitute_lesson(lesson, colleague, reason="болеет учитель", by=by)
            except Clashing:  # busy at this hour
                continue
            break


def ask(today: date) -> None:
    """Two teachers ask to open a closed lesson."""
    courses = Course.objects.filter(group__name="7Б", teacher__user__isnull=False).order_by("pk")
    for course, reason in zip(
        courses[:2],
        ("Принёс работу после болезни, нужно поставить отметку.", "Ошиблась столбцом в октябре."),
        strict=False,
    ):
        user = User.objects.get(employee=course.teacher_id)
        lesson = course.lessons.filter(on__lt=today - timedelta(days=40)).order_by("-on").first()
        if lesson is not None:
            ask_to_open(
                course_to_read(user, course.pk).course, lesson_to_read(user, lesson.pk).lesson, reason=reason, by=user,
                now=timezone.now(),
            )  # fmt: skip
