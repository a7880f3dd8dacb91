"""Lessons are made from the lines of the timetable: once each, on school days, and nothing written is lost."""

from datetime import date, time

import pytest

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Holiday, Period
from parta.timetable.models import Lesson, TimetableEntry
from parta.timetable.services.lessons import Made, make_lessons
from tests import build

NOVEMBER = {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 30), "by": None}
pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return build.course(build.employee(), build.whole(build.school_class("7Б")))


def days(**fields):
    return [on.day for on in Lesson.objects.filter(**fields).order_by("on").values_list("on", flat=True)]


def test_lessons_stand_on_the_days_of_the_line_inside_the_period(course):
    build.entry(course, weekday=1, slot=2, room=build.room("12"))

    made = make_lessons(**NOVEMBER)

    assert made == Made(made=4)
    assert days() == [9, 16, 23, 30]  # the second quarter begins on Thursday the 5th
    lesson = Lesson.objects.first()
    assert (lesson.slot, lesson.room.name, lesson.state, lesson.starts_at) == (2, "12", "planned", None)


def test_twice_is_once(course):
    build.entry(course)
    make_lessons(**NOVEMBER)

    again = make_lessons(**NOVEMBER)

    assert again == Made()
    assert Lesson.objects.count() == 4
    assert Change.objects.filter(action="timetable.make_lessons").count() == 1


def test_odd_and_even_weeks_share_an_hour(course):
    other = build.course(course.teacher, course.group, "Геометрия")
    build.entry(course, weeks="odd")
    build.entry(other, weeks="even")

    make_lessons(**NOVEMBER)

    assert days(course=course) == [9, 23]
    assert days(course=other) == [16, 30]


def test_holidays_of_the_level_free_only_it(course):
    small = build.course(course.teacher, build.whole(build.school_class("1А")), "Чтение")
    build.entry(course)
    build.entry(small, slot=2)
    Holiday.objects.create(
        year=build.year(), name="дополнительные", starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 22), to_level=1
    )

    make_lessons(**NOVEMBER)

    assert days(course=course) == [9, 16, 23, 30]
    assert days(course=small) == [9, 23, 30]


def test_mixed_group_rests_when_all_its_classes_do(course):
    group = build.subgroup(build.school_class("1А"), "Хор")
    group.school_class = None
    group.save()
    group.classes.set([build.school_class("1Б"), build.school_class("2А")])
    choir = build.course(course.teacher, group, "Хор")
    build.entry(choir)
    for level, day in ((1, 9), (2, 16)):
        Holiday.objects.create(
            year=build.year(),
            name="карантин",
            starts_on=date(2026, 11, day),
            ends_on=date(2026, 11, day),
            to_level=level,
        )

    make_lessons(**NOVEMBER)

    assert days(course=choir) == [9, 23, 30]


def test_closed_period_keeps_its_lessons(course):
    entry = build.entry(course)
    stays = build.lesson(course, date(2026, 11, 12), entry=entry)  # no line asks for a Thursday
    period = Period.objects.get(number=2)
    period.closed_at = "2026-11-20T12:00:00Z"
    period.save()

    made = make_lessons(**NOVEMBER, remove_from=date(2026, 11, 1))

    assert made == Made()
    assert Lesson.objects.get() == stays


def test_lesson_without_a_number_stands_by_its_time(course):
    TimetableEntry.objects.create(
        course=course, weekday=5, starts_at=time(15, 0), ends_at=time(15, 40),
        valid_from=build.YEAR_START, valid_to=build.YEAR_END,
    )  # fmt: skip

    make_lessons(**NOVEMBER)
    again = make_lessons(**NOVEMBER)

    assert days() == [6, 13, 20, 27]
    assert Lesson.objects.first().starts_at == time(15, 0)
    assert again == Made()


def gone_line(course, **fields):
    """Lessons of November on Mondays whose line has ended on the 15th."""
    entry = build.entry(course, **fields)
    make_lessons(**NOVEMBER)
    entry.valid_to = date(2026, 11, 15)
    entry.save()
    return entry


def test_lessons_of_a_gone_line_go_from_today_on(course):
    gone_line(course)

    made = make_lessons(**NOVEMBER)

    assert made == Made(removed=2)
    assert days() == [9, 16]  # the 16th has been: it stays


def test_lessons_of_a_gone_line_go_from_the_named_day(course):
    gone_line(course)

    made = make_lessons(**NOVEMBER, remove_from=date(2026, 11, 16))

    assert made == Made(removed=3)
    assert days() == [9]


@pytest.mark.parametrize("written", ["topic", "mark", "homework", "homework_due"])
def test_what_is_written_is_kept(course, written):
    gone_line(course)
    lesson = Lesson.objects.get(on=date(2026, 11, 30))
    first = Lesson.objects.get(on=date(2026, 11, 9))
    task = {"due_on": lesson.on, "author": build.user()}
    {
        "topic": lambda: build.topic(lesson),
        "mark": lambda: build.mark(build.pupil(), lesson),
        "homework": lambda: lesson.homework.create(text="№ 5", **task),
        "homework_due": lambda: first.homework.create(text="№ 5", due_lesson=lesson, **task),
    }[written]()

    made = make_lessons(**NOVEMBER)

    assert made == Made(removed=1, kept=1)
    assert days() == [9, 16, 30]


def test_lesson_put_by_hand_is_never_removed_nor_doubled(course):
    build.entry(course)
    extra = build.lesson(course, date(2026, 11, 25), slot=7)
    build.lesson(course, date(2026, 11, 23), slot=1)

    make_lessons(**NOVEMBER)

    assert days() == [9, 16, 23, 25, 30]
    assert Lesson.objects.filter(pk=extra.pk).exists()


def test_cancelled_and_moved_lessons_are_not_made_again(course):
    build.entry(course)
    make_lessons(**NOVEMBER)
    Lesson.objects.filter(on=date(2026, 11, 23)).update(state="cancelled")
    Lesson.objects.filter(on=date(2026, 11, 30)).update(state="moved")

    made = make_lessons(**NOVEMBER)

    assert made == Made()
    assert days(state="planned") == [9, 16]


def test_lesson_follows_the_room_of_its_new_line_unless_changed_for_the_day(course):
    entry = gone_line(course, room=build.room("12"))
    Lesson.objects.filter(on=date(2026, 11, 30)).update(room=build.room("30"))
    new = build.entry(course, room=build.room("14"), valid_from=date(2026, 11, 16))

    made = make_lessons(**NOVEMBER)

    rooms = dict(Lesson.objects.values_list("on__day", "room__name"))
    assert made == Made(changed=3)
    assert rooms == {9: "12", 16: "14", 23: "14", 30: "30"}
    assert set(Lesson.objects.values_list("entry", flat=True)) == {entry.pk, new.pk}


def test_who_was_to_substitute_is_told_that_the_lesson_is_gone(course):
    gone_line(course)
    helper = build.employee("Белова Анна", user=build.user())
    Lesson.objects.filter(on=date(2026, 11, 30)).update(substitute=helper)

    make_lessons(**NOVEMBER)

    notice = Notice.objects.get(user=helper.user)
    assert notice.text == "Замена снята, изменилось расписание: 7Б · Алгебра, пн, 30 ноября, 1-й урок."


def test_only_the_named_courses_are_touched(course):
    other = build.course(course.teacher, course.group, "Геометрия")
    build.entry(course)
    build.entry(other, slot=2)

    make_lessons(**NOVEMBER, courses=[other.pk])

    assert set(Lesson.objects.values_list("course", flat=True)) == {other.pk}


def test_course_that_stopped_asks_for_no_lessons(course):
    build.entry(course)
    make_lessons(**NOVEMBER)
    course.is_active = False
    course.save()

    make_lessons(**NOVEMBER)

    assert days() == [9, 16]


@pytest.mark.parametrize("lines", [1, 3])
def test_queries_do_not_grow_with_lines(course, lines, django_assert_num_queries):
    for slot in range(1, lines + 1):
        build.entry(course, slot=slot)

    with django_assert_num_queries(13):  # two of them are the savepoint, one looks for homework to follow
        make_lessons(**NOVEMBER)
