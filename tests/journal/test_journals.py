"""The list of journals, by role."""

from datetime import date

import pytest

from parta.journal.models import LessonRecord
from parta.school.models import Enrolment
from parta.school.services import movement
from tests import build

URL = "/journal/"


def lines(answer, part="own"):
    return [(line.group, line.subject) for line in getattr(answer.context["page"], part)]


def test_teacher_sees_own_journals_with_what_is_not_filled(cast, sign_in):
    build.lesson(cast.course, date(2026, 11, 30))
    build.lesson(cast.course, date(2026, 11, 19), state="cancelled")
    filled = build.lesson(cast.course, date(2026, 11, 20))
    LessonRecord.objects.create(lesson=filled, topic="Степени", roll_at="2026-11-20T09:00Z")
    rolled = build.lesson(cast.course, date(2026, 11, 19), slot=2)
    LessonRecord.objects.create(lesson=rolled, topic="", roll_at="2026-11-19T09:00Z")

    answer = sign_in(cast.teacher.user).get(URL)

    (line,) = answer.context["page"].own
    assert (line.group, line.subject, line.held, line.without_topic, line.without_roll) == ("7Б", "Алгебра", 3, 2, 1)
    assert "office" not in answer.context


def test_class_teacher_sees_the_journals_of_the_class(cast, sign_in):
    mixed = build.subgroup(cast.other_class, "Сводная", pupils=[cast.egor])
    build.course(cast.stranger, mixed, "Физкультура")

    answer = sign_in(cast.class_teacher.user).get(URL)

    (led,) = answer.context["page"].led
    assert [(line.group, line.subject) for line in led.lines] == [("7Б", "Алгебра"), ("Сводная", "Физкультура")]


def test_substitute_sees_the_lesson_of_today(cast, sign_in):
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()
    tomorrow = build.lesson(cast.course, date(2026, 11, 24), substitute=cast.stranger)

    answer = sign_in(cast.stranger.user).get(URL)

    assert [lesson.lesson_id for lesson in answer.context["page"].substituted] == [cast.lesson.pk]
    assert tomorrow.pk != cast.lesson.pk


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [("7А", "История"), ("7Б", "Алгебра")]),
        ({"school_class": "7Б"}, [("7Б", "Алгебра")]),
        ({"subject": "История"}, [("7А", "История")]),
        ({"teacher": "Орлова"}, [("7Б", "Алгебра")]),
        ({"school_class": "7Б", "subject": "История"}, []),
        ({"subject": "нет такого"}, [("7А", "История"), ("7Б", "Алгебра")]),
    ],
)
def test_office_finds_any_journal(cast, sign_in, wanted, found):
    keys = {
        "7Б": cast.school_class.pk, "История": cast.other_course.subject_id, "Орлова": cast.teacher.pk,
        "нет такого": 10**6,
    }  # fmt: skip

    answer = sign_in(cast.deputy).get(URL, {name: keys[value] for name, value in wanted.items()})

    assert [(line.group, line.subject) for line in answer.context["office"].lines] == found


def test_employee_without_courses_is_told_the_next_step(cast, sign_in):
    newcomer = build.employee("Новиков Пётр", user=build.user("novikov"))

    assert "За вами пока нет ни одного курса" in sign_in(newcomer.user).get(URL).content.decode()


def test_former_years_and_finished_courses_are_left_out(cast, sign_in):
    cast.course.is_active = False
    cast.course.save()

    assert lines(sign_in(cast.teacher.user).get(URL)) == []


def test_same_queries_for_one_journal_and_for_three(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.deputy)
    client.get(URL)

    with django_assert_num_queries(OFFICE):
        client.get(URL)
    for subject in ("Геометрия", "Физика"):
        build.lesson(build.course(cast.teacher, build.whole(cast.school_class), subject))
    with django_assert_num_queries(OFFICE):
        client.get(URL)


OFFICE = 12


def test_class_teacher_sees_the_journals_of_who_leaves_on_a_later_day(cast, sign_in):
    mixed = build.subgroup(cast.other_class, "Сводная", pupils=[cast.egor])
    build.course(cast.stranger, mixed, "Физкультура")
    movement.leave(cast.egor, on=date(2026, 11, 30), order="", by=cast.deputy)
    client = sign_in(cast.class_teacher.user)

    def groups():
        return [line.group for line in client.get(URL).context["page"].led[0].lines]

    assert groups() == ["7Б", "Сводная"]
    Enrolment.objects.filter(pupil=cast.egor).update(to_on=date(2026, 11, 22))
    assert groups() == ["7Б"]
