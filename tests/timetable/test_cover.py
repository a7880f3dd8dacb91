"""An absent teacher's day: who is offered, and all lessons given to others in one go."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.timetable.models import Lesson
from parta.timetable.queries.cover import AT_SCHOOL, BUSY, FREE, SAME_SUBJECT, SUBGROUP, offers, teaching_staff
from parta.timetable.queries.lessons import lessons_between
from parta.timetable.services.cover import Cover, cover_day
from parta.timetable.services.refusals import Clashing
from tests import build

MONDAY = date(2026, 11, 23)


def offered(lesson):
    """Heading → last names, for the lesson."""
    day = lessons_between(MONDAY, MONDAY)
    line = next(line for line in day if line.id == lesson.pk)
    offer = offers([line], day, teaching_staff(MONDAY))[lesson.pk]
    return {heading: [person.name.split()[0] for person in people] for heading, people in offer}


def test_those_of_the_subject_come_first_and_the_busy_last(cast):
    seven_a = build.whole(cast.other_class)
    build.course(build.employee("Яшина Анна"), seven_a, "Алгебра")
    build.course(build.employee("Котова Анна"), seven_a, "Химия")
    busy = build.course(build.employee("Бусыгина Анна"), seven_a, "Физика")
    build.lesson(busy, MONDAY, slot=1)

    assert list(offered(cast.lesson).items()) == [
        (SAME_SUBJECT, ["Яшина"]),
        (AT_SCHOOL, ["Громов"]),  # gives history at the second lesson
        (FREE, ["Котова"]),
        (BUSY, ["Бусыгина"]),
    ]


def test_teacher_of_the_other_subgroup_is_offered_to_take_both(cast):
    first = build.course(cast.teacher, build.subgroup(cast.school_class, "7Б (1)"), "Английский язык")
    second = build.course(
        build.employee("Бусыгина Анна"), build.subgroup(cast.school_class, "7Б (2)"), "Английский язык"
    )
    lesson = build.lesson(first, MONDAY, slot=4)
    build.lesson(second, MONDAY, slot=4)

    assert offered(lesson)[SUBGROUP] == ["Бусыгина"]


def test_who_is_absent_or_has_left_is_not_offered(cast):
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(substitute=cast.class_teacher)  # Громов is away
    build.course(build.employee("Бывшая Анна", left_on=date(2026, 10, 1)), build.whole(cast.other_class), "Химия")

    assert offered(cast.lesson) == {}


def test_whole_day_is_covered_at_once(cast):
    second = build.lesson(cast.course, MONDAY, slot=5)

    done = cover_day([Cover(cast.lesson, cast.stranger), Cover(second, None)], reason="курсы", by=cast.deputy)

    cast.lesson.refresh_from_db()
    second.refresh_from_db()
    assert done == 2
    assert (cast.lesson.substitute, cast.lesson.reason) == (cast.stranger, "курсы")
    assert (second.state, second.reason) == ("cancelled", "курсы")


def test_one_clash_leaves_the_whole_day_as_it_was(cast):
    second = build.lesson(cast.course, MONDAY, slot=2)  # when Громов gives history

    with pytest.raises(Clashing) as warned:
        cover_day([Cover(cast.lesson, cast.stranger), Cover(second, cast.stranger)], reason="", by=cast.deputy)

    assert warned.value.words == [
        "7Б · Алгебра, пн, 23 ноября, 2-й урок: Учитель занят в это время: 7А, История."
    ]  # fmt: skip
    assert not Lesson.objects.filter(substitute__isnull=False).exists()


def test_refusal_names_the_lesson(cast):
    build.mark(cast.daria, cast.lesson)

    with pytest.raises(ValidationError, match="7Б · Алгебра, пн, 23 ноября, 1-й урок: На уроке уже стоят отметки"):
        cover_day([Cover(cast.lesson, None)], reason="", by=cast.deputy)
