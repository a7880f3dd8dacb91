"""What other apps ask of the timetable: lines of lessons with times, people, rooms and changes."""

from datetime import date, time

import pytest

from parta.school.models import GroupMembership
from parta.timetable.models import BellSchedule, ClassBells, DayBells, Lesson
from parta.timetable.queries import (
    Place,
    has_records,
    lessons_between,
    lessons_of_pupil,
    lessons_of_teacher,
    times_of,
    unwritten,
    week_of_class,
    week_of_pupil,
    week_of_room,
    week_of_teacher,
)
from parta.timetable.services.changes import change_room, move_lesson, substitute_lesson
from tests import build

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NORMAL, SHORT, LATE = (time(8, 30), time(9, 15)), (time(8, 30), time(9, 0)), (time(14, 0), time(14, 45))


@pytest.fixture
def short_day(db):
    return schedule("Сокращённые", SHORT)


@pytest.fixture
def second_shift(db):
    return schedule("Вторая смена", LATE)


def schedule(name, span):
    made = BellSchedule.objects.create(name=name)
    made.bells.create(slot=1, starts_at=span[0], ends_at=span[1])
    return made


def test_lesson_rings_by_the_default_bells(cast):
    assert times_of([cast.lesson]) == {cast.lesson.pk: NORMAL}


def test_class_rings_by_its_own_bells(cast, second_shift):
    ClassBells.objects.create(school_class=cast.school_class, schedule=second_shift)

    assert times_of([cast.lesson]) == {cast.lesson.pk: LATE}


def test_shortened_day_is_before_the_bells_of_the_class(cast, short_day, second_shift):
    ClassBells.objects.create(school_class=cast.school_class, schedule=second_shift)
    DayBells.objects.create(on=MONDAY, schedule=short_day)

    assert times_of([cast.lesson]) == {cast.lesson.pk: SHORT}


def test_shortened_day_of_one_shift_leaves_the_other_alone(cast, short_day, second_shift):
    ClassBells.objects.create(school_class=cast.other_class, schedule=second_shift)
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(slot=1)
    DayBells.objects.create(on=MONDAY, schedule=short_day, instead_of=second_shift)

    assert times_of(Lesson.objects.all()) == {cast.lesson.pk: NORMAL, cast.other_lesson.pk: SHORT}


def test_own_times_of_a_lesson_win(cast, short_day):
    DayBells.objects.create(on=MONDAY, schedule=short_day)
    own = (time(16, 0), time(16, 30))
    Lesson.objects.filter(pk=cast.lesson.pk).update(starts_at=own[0], ends_at=own[1])

    assert times_of(Lesson.objects.filter(pk=cast.lesson.pk)) == {cast.lesson.pk: own}


def test_lesson_no_bell_rings_for_has_no_times(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(slot=12)

    assert times_of(Lesson.objects.filter(pk=cast.lesson.pk)) == {}
    assert [line.starts_at for line in week_of_class(cast.school_class.pk, MONDAY)] == [None]


def test_mixed_group_follows_the_bells_its_classes_agree_on(cast, second_shift):
    group = mixed(cast.school_class, cast.other_class)
    lesson = build.lesson(build.course(cast.teacher, group, "Хор"), TUESDAY)
    ClassBells.objects.create(school_class=cast.school_class, schedule=second_shift)
    assert times_of([lesson]) == {lesson.pk: NORMAL}

    ClassBells.objects.create(school_class=cast.other_class, schedule=second_shift)
    assert times_of([lesson]) == {lesson.pk: LATE}


def mixed(*classes):
    group = build.StudyGroup.objects.create(year=build.year(), name="Хор")
    group.classes.set(classes)
    return group


def test_line_tells_who_where_and_when(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(room=build.room("12"))

    (line,) = week_of_class(cast.school_class.pk, MONDAY)

    assert (line.id, line.on, line.slot, line.starts_at, line.ends_at) == (cast.lesson.pk, MONDAY, 1, *NORMAL)
    assert (line.subject, line.group, line.where, line.teacher) == ("Алгебра", "7Б", "каб. 12", "Орлова Н. В.")
    assert (line.state, line.substitute, line.is_changed) == ("planned", "", False)


def test_line_tells_what_has_changed(cast):
    entry = build.entry(cast.course, room=build.room("12"))
    Lesson.objects.filter(pk=cast.lesson.pk).update(room=entry.room, entry=entry)
    substitute_lesson(cast.lesson, cast.class_teacher, reason="курсы", by=None)
    change_room(cast.lesson, build.room("30"), by=None)

    (line,) = week_of_class(cast.school_class.pk, MONDAY)

    assert (line.leader, line.leader_id, line.reason) == ("Белова А. П.", cast.class_teacher.pk, "курсы")
    assert (line.room, line.usual_room, line.is_changed) == ("30", "12", True)


def test_moved_lesson_is_two_lines_that_know_each_other(cast):
    move_lesson(cast.lesson, on=TUESDAY, slot=3, by=None)

    trace, line = week_of_class(cast.school_class.pk, MONDAY)

    assert (trace.on, trace.state, trace.moved_to) == (MONDAY, "moved", Place(TUESDAY, 3))
    assert (line.on, line.state, line.moved_from) == (TUESDAY, "planned", Place(MONDAY, 1))


def test_class_has_its_subgroups_and_mixed_groups(cast):
    half = build.course(cast.teacher, build.subgroup(cast.school_class), "Английский язык")
    choir = build.course(cast.teacher, mixed(cast.school_class, cast.other_class), "Хор")
    build.lesson(half, TUESDAY, slot=2)
    build.lesson(choir, TUESDAY, slot=7)

    assert [line.subject for line in week_of_class(cast.school_class.pk, MONDAY)] == [
        "Алгебра",
        "Английский язык",
        "Хор",
    ]
    assert [line.subject for line in week_of_class(cast.other_class.pk, MONDAY)] == ["История", "Хор"]


def test_pupil_has_the_lessons_of_own_groups_while_in_them(cast):
    group = build.subgroup(cast.school_class, pupils=[cast.daria])
    course = build.course(cast.teacher, group, "Английский язык")
    for on in (TUESDAY, date(2026, 11, 26)):
        build.lesson(course, on)
    GroupMembership.objects.filter(group=group, pupil=cast.daria).update(to_on=TUESDAY)

    daria = [(line.on.day, line.subject) for line in week_of_pupil(cast.daria.pk, MONDAY)]

    assert daria == [(23, "Алгебра"), (24, "Английский язык")]
    assert [line.subject for line in week_of_pupil(cast.egor.pk, MONDAY)] == ["Алгебра"]
    assert lessons_of_pupil(cast.alien.pk, TUESDAY, TUESDAY) == []


def test_teacher_has_own_lessons_and_those_given_for_others(cast):
    substitute_lesson(cast.lesson, cast.stranger, by=None)

    assert [line.id for line in lessons_of_teacher(cast.stranger.pk, MONDAY)] == [cast.lesson.pk, cast.other_lesson.pk]
    (given_away,) = lessons_of_teacher(cast.teacher.pk, MONDAY)
    assert given_away.leader_id == cast.stranger.pk
    assert [line.id for line in week_of_teacher(cast.teacher.pk, MONDAY)] == [cast.lesson.pk]


def test_room_has_its_lessons(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(room=build.room("12"))

    assert [line.id for line in week_of_room(build.room("12").pk, MONDAY)] == [cast.lesson.pk]


def test_lines_stand_in_order_of_time_across_shifts(cast, second_shift):
    ClassBells.objects.create(school_class=cast.school_class, schedule=second_shift)

    lines = lessons_between(MONDAY, MONDAY)

    assert [(line.group, line.starts_at) for line in lines] == [("7А", time(9, 25)), ("7Б", time(14, 0))]


@pytest.mark.parametrize("lessons", [1, 3])
def test_week_takes_the_same_queries_for_any_number_of_lessons(cast, lessons, django_assert_num_queries):
    for slot in range(2, lessons + 1):
        build.lesson(cast.course, MONDAY, slot=slot)

    with django_assert_num_queries(4):
        assert len(week_of_class(cast.school_class.pk, MONDAY)) == lessons
    with django_assert_num_queries(5):
        assert len(week_of_pupil(cast.daria.pk, MONDAY)) == lessons
    with django_assert_num_queries(5):
        assert len(times_of(Lesson.objects.filter(course=cast.course))) == lessons


def test_unwritten_lessons_are_those_nothing_hangs_on(cast):
    build.topic(cast.lesson)

    assert list(unwritten(Lesson.objects.all())) == [cast.other_lesson]
    assert not has_records(cast.lesson.pk)
