"""Build the demo school: «Школа № 15», invented, the same on every machine on the same day."""

import time
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from parta.accounts.models import User
from parta.journal.models import WorkKind
from parta.journal.services.bulk import load as load_journal
from parta.journal.services.kinds import ensure_default_kinds
from parta.school.models import Course, GroupMembership, School, SchoolYear
from parta.school.rules import Cut
from parta.school.services import school as school_services
from parta.school.services import years
from parta.timetable.models import Lesson
from parta.timetable.services.lessons import make_lessons

from . import (
    days,
    help_consultations,
    help_mail,
    help_readiness,
    help_regulation,
    help_support,
    help_training,
    life,
    load,
    people,
)
from .names import People

SEED = 15
DEMO_USERS = {
    "teacher": "учитель", "classteacher": "классный руководитель", "deputy": "завуч", "head": "директор",
    "admin": "администратор журнала", "introducer": "ответственный за внедрение",
    "pupil": "ученик", "parent": "родитель",
}  # fmt: skip


def build(today: date, *, say: Callable[[str], None] = lambda words: None) -> None:
    """Fill an empty database with the demo school up to `today`. All or nothing."""
    started = time.perf_counter()
    with transaction.atomic():
        by = people.first_administrator()
        year = open_year(today, by=by)
        crowd = People(SEED)
        staff = people.hire(crowd, by=by)
        classes = people.open_classes(year, staff, by=by)
        people.enrol(crowd, classes, on=year.starts_on, by=by)
        say(f"  люди и классы: {time.perf_counter() - started:.1f} с")
        load.ring()
        units = load.teach(year, classes, staff, on=year.starts_on, by=by)
        load.lay_week(year, units, seed=SEED)
        make_lessons(from_on=year.starts_on, to_on=year.ends_on, by=by)
        say(f"  нагрузка и расписание: {time.perf_counter() - started:.1f} с")
        write_journals(year, today, by=by)
        life.go_on(year, today, seed=SEED, by=by)
        help_regulation.build(today, seed=SEED, by=by)
        help_readiness.build(today, seed=SEED, by=by)
        help_consultations.build(today, seed=SEED, by=by)
        help_training.build(today, seed=SEED, by=by)
        help_support.build(today, seed=SEED, by=by)
        help_mail.build(today, seed=SEED, by=by)
        say(f"  журналы: {time.perf_counter() - started:.1f} с")


def open_year(today: date, *, by: User) -> SchoolYear:
    school_services.update_school(
        by=by, name="Муниципальное бюджетное общеобразовательное учреждение «Школа № 15»", short_name="Школа № 15",
        city="Приморск", address="ул. Школьная, 15", phone="+7 900 000-15-15", email="school15@example.org",
    )  # fmt: skip
    first = today.year if today.month >= 9 else today.year - 1
    return years.create_year(starts_on=date(first, 9, 1), cuts=[Cut.QUARTERS, Cut.HALVES], by=by)


def write_journals(year: SchoolYear, today: date, *, by: User) -> None:
    ensure_default_kinds(by=by)
    kinds = {kind.name: kind for kind in WorkKind.objects.all()}
    story = days.Story(seed=SEED, today=today, kinds=kinds)
    story.meet(sorted(GroupMembership.objects.values_list("pupil", flat=True).distinct()), year.starts_on)
    courses = list(
        Course.objects.filter(year=year)
        .select_related("subject", "teacher__user", "group__school_class")
        .order_by("pk")
    )
    members = days.members_of_groups({course.group_id for course in courses})
    lessons: dict[int, list[Lesson]] = {course.pk: [] for course in courses}
    for lesson in Lesson.objects.filter(course__year=year, on__lte=today + timedelta(days=14)).order_by("on", "slot"):
        lessons[lesson.course_id].append(lesson)
    for course in courses:
        teacher = course.teacher.user if course.teacher else by
        level = course.group.school_class.level if course.group.school_class else 11
        written = story.write(course, lessons[course.pk], members[course.group_id], teacher or by, level)
        load_journal(
            course, records=written.records, cells=written.cells, marks=written.marks, homework=written.homework, by=by
        )


def is_built() -> bool:
    return School.objects.exists()
