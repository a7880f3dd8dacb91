"""Subjects, rooms, and courses with their teachers."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Course
from parta.school.queries.load import Wanted, hours_of, load_of
from parta.school.rules import Cut
from parta.school.services import groups, load, years
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("class_name", "subject_scale", "scale"),
    [("2А", "five", "five"), ("2А", "pass", "pass"), ("1А", "five", "none"), ("1А", "pass", "none")],
)
def test_scale_is_the_subjects_but_class_1_has_no_marks(cast, class_name, subject_scale, scale):
    group = build.whole(build.school_class(class_name))
    subject = build.subject("Музыка", scale=subject_scale)

    course = load.create_course(
        build.year(), subject=subject, group=group, teacher=cast.teacher, hours=1, by=cast.deputy
    )

    assert course.scale == scale


def test_course_takes_the_periods_of_its_class(cast):
    halves = years.create_scheme(build.year(), cut=Cut.HALVES, by=cast.admin)
    cast.other_class.scheme = halves
    cast.other_class.save()
    mixed = groups.create_mixed(
        build.year(), name="хор", classes=[cast.other_class, cast.school_class], pupils=[], on=TODAY, by=cast.deputy
    )

    course = load.create_course(
        build.year(), subject=build.subject("Хор"), group=mixed, teacher=None, hours=1, by=cast.deputy
    )

    assert course.scheme == halves  # 7А stands before 7Б
    assert Change.objects.get(action="school.create_course").after["часов в неделю"] == "1"


@pytest.mark.parametrize("teacher", ["same", "nobody"])
def test_course_is_not_doubled(cast, teacher):
    who = cast.teacher if teacher == "same" else None
    course = {"subject": build.subject("Физика"), "group": build.whole(cast.school_class), "teacher": who, "hours": 2}
    load.create_course(build.year(), **course, by=cast.deputy)

    with pytest.raises(ValidationError, match="Такой курс уже есть: 7Б · Физика"):
        load.create_course(build.year(), **course, by=cast.deputy)


def test_two_teachers_may_share_a_subject(cast):
    load.create_course(
        build.year(), subject=cast.course.subject, group=cast.course.group, teacher=cast.stranger, hours=1,
        by=cast.deputy,
    )  # fmt: skip

    assert Course.objects.filter(subject=cast.course.subject, group=cast.course.group).count() == 2


def test_new_teacher_of_a_course_is_recorded_and_told(cast):
    load.assign_teacher(cast.course, cast.stranger, by=cast.deputy)

    cast.course.refresh_from_db()
    assert cast.course.teacher == cast.stranger
    change = Change.objects.get(action="school.set_course")
    assert (change.before, change.after) == (
        {"учитель": "Орлова Нина Васильевна"}, {"учитель": "Громов Илья Ильич"},
    )  # fmt: skip
    assert [(note.user, note.text) for note in Notice.objects.all()] == [
        (cast.stranger.user, "Вам назначен курс: 7Б · Алгебра.")
    ]


def test_dismissed_teacher_gets_no_course(cast):
    cast.stranger.left_on = date(2026, 11, 1)
    cast.stranger.save()

    with pytest.raises(ValidationError, match="уволен"):
        load.assign_teacher(cast.course, cast.stranger, by=cast.deputy)

    cast.course.refresh_from_db()
    assert cast.course.teacher == cast.teacher


def test_stopped_course_goes_on_again_unless_another_took_its_place(cast):
    load.stop_course(cast.course, by=cast.deputy)
    assert not Course.objects.get(pk=cast.course.pk).is_active
    load.resume_course(cast.course, by=cast.deputy)
    assert Course.objects.get(pk=cast.course.pk).is_active

    load.stop_course(cast.course, by=cast.deputy)
    load.create_course(
        build.year(), subject=cast.course.subject, group=cast.course.group, teacher=cast.teacher, hours=3,
        by=cast.deputy,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Такой курс уже есть"):
        load.resume_course(cast.course, by=cast.deputy)


def test_periods_of_another_year_are_refused(cast):
    other = years.create_year(starts_on=date(2027, 9, 1), by=cast.admin)

    with pytest.raises(ValidationError, match="не из 2026/27"):
        load.update_course(cast.course, scheme=other.schemes.get(), by=cast.deputy)


@pytest.mark.parametrize("name", ["Алгебра", "алгебра", " АЛГЕБРА "])
def test_subject_is_not_doubled_whatever_the_case(cast, name):
    with pytest.raises(ValidationError, match="уже есть"):
        load.create_subject(name=name, by=cast.deputy)


def test_room_is_not_doubled(db):
    by = build.user("office", is_admin=True)
    load.create_room(name="24а", seats=30, by=by)

    with pytest.raises(ValidationError, match="Кабинет «24А» уже есть"):
        load.create_room(name="24А", by=by)


def test_load_narrows_by_class_subject_teacher_and_vacancy(cast):
    vacant = build.course(None, build.whole(cast.school_class), "Физика", hours=2)
    stopped = build.course(cast.teacher, build.whole(cast.school_class), "Химия", is_active=False)
    found = {
        name: list(load_of(build.year(), wanted))
        for name, wanted in {
            "all": Wanted(),
            "class": Wanted(school_class=cast.school_class),
            "subject": Wanted(subject=vacant.subject),
            "teacher": Wanted(teacher=cast.stranger),
            "vacant": Wanted(is_vacant=True),
            "stopped": Wanted(is_stopped=True),
        }.items()
    }

    assert found == {
        "all": [cast.other_course, cast.course, vacant],
        "class": [cast.course, vacant],
        "subject": [vacant],
        "teacher": [cast.other_course],
        "vacant": [vacant],
        "stopped": [stopped],
    }
    assert hours_of(load_of(build.year(), Wanted())) == Decimal(8)
