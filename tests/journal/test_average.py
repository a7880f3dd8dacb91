"""«Показать расчёт»: every average opens to its marks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from parta.journal.models import LessonRecord
from parta.journal.queries.average import calculation
from parta.school.models import GroupMembership
from tests import build

FROM, TO = date(2026, 11, 5), date(2026, 12, 30)


def of(cast, pupil=None):
    return calculation(cast.course.pk, (pupil or cast.daria).pk, starts_on=FROM, ends_on=TO)


def test_weights_come_from_mark_column_and_default(cast):
    control = build.work_kind("контрольная", weight=3)
    homework = build.work_kind("домашняя", weight=2)
    column = build.lesson(cast.course, date(2026, 11, 16))
    LessonRecord.objects.create(lesson=column, work_kind=control)
    build.mark(cast.daria, column, value=3)
    build.mark(cast.daria, column, value=4, work_kind=homework)
    build.mark(cast.daria, cast.lesson, value=5)

    found = of(cast)

    assert [(line.kind, line.weight, line.product) for line in found.lines] == [
        ("контрольная", 3, 9),
        ("домашняя", 2, 8),
        ("ответ", 1, 5),
    ]
    assert (found.total, found.weights, found.exact, found.average) == (22, 6, Fraction(11, 3), Decimal("3.67"))
    assert (found.suggested, found.has_weights) == (4, True)


def test_marks_that_do_not_count_say_why(cast):
    trial = build.work_kind("диагностическая", counts=False)
    build.mark(cast.daria, cast.lesson, value=2)
    build.mark(cast.daria, cast.lesson, value=4, retakes=True)
    build.mark(cast.daria, cast.lesson, value=None, word="н/а")
    build.mark(cast.daria, cast.lesson, value=3, work_kind=trial)

    found = of(cast)

    assert [(line.shown, line.why_not) for line in found.lines] == [
        ("2", "пересдана"),
        ("4", ""),
        ("н/а", "не число"),
        ("3", "вид работы не входит в средний"),
    ]
    assert (found.average, found.has_weights) == (Decimal("4.00"), False)


def test_half_goes_up(cast):
    for number, value in enumerate([5, 4, 4, 4, 4, 4, 4, 4]):
        build.mark(cast.daria, build.lesson(cast.course, date(2026, 11, 9 + number)), value=value)

    assert of(cast).average == Decimal("4.13")


def test_no_marks_no_average(cast):
    found = of(cast)

    assert (found.lines, found.average, found.suggested, found.weights) == ([], None, None, 0)


def test_other_periods_courses_and_pupils_are_left_out(cast):
    build.mark(cast.daria, build.lesson(cast.course, date(2026, 10, 20)), value=2)
    build.mark(cast.egor, cast.lesson, value=2)
    music = build.course(cast.teacher, build.whole(cast.school_class), "Музыка")
    build.mark(cast.daria, build.lesson(music), value=2)
    build.mark(cast.daria, cast.lesson, value=5)

    assert [line.value for line in of(cast).lines] == [5]


def test_newcomer_brings_marks_of_the_subject_and_the_group_is_named(cast):
    elsewhere = build.course(cast.stranger, build.whole(cast.other_class))
    build.mark(cast.alien, build.lesson(elsewhere, date(2026, 11, 9)), value=4)
    group = build.whole(cast.school_class)
    GroupMembership.objects.create(group=group, pupil=cast.alien, from_on=date(2026, 11, 16))

    assert [(line.value, line.elsewhere) for line in of(cast, cast.alien).lines] == [(4, "7А")]


def test_member_from_the_beginning_brings_nothing(cast):
    second = build.course(cast.stranger, build.subgroup(cast.school_class, pupils=[cast.daria]))
    build.mark(cast.daria, build.lesson(second, date(2026, 11, 9)), value=4)

    assert of(cast).lines == []


def test_thresholds_are_the_school_s(cast):
    build.school(threshold_5=Decimal("4.65"))
    for number, value in enumerate([5, 5, 4]):
        build.mark(cast.daria, build.lesson(cast.course, date(2026, 11, 9 + number)), value=value)

    found = of(cast)

    assert (found.average, found.suggested, found.thresholds.five) == (Decimal("4.67"), 5, Decimal("4.65"))


@pytest.mark.parametrize("scale", ["ten", "hundred"])
def test_other_scales_suggest_nothing(cast, scale):
    cast.course.scale = scale
    cast.course.save()
    build.mark(cast.daria, cast.lesson, value=9)

    found = of(cast)

    assert (found.average, found.suggested, found.thresholds) == (Decimal("9.00"), None, None)


def test_fragment_shows_the_sum_and_the_rule(cast, sign_in):
    control = build.work_kind("контрольная", weight=3)
    build.mark(cast.daria, cast.lesson, value=5, work_kind=control)
    build.mark(cast.daria, cast.lesson, value=4)
    period = cast.course.scheme.periods.get(number=2).pk

    answer = sign_in(cast.teacher.user).get(reverse("journal:average", args=[cast.course.pk, period, cast.daria.pk]))

    text = answer.content.decode()
    assert "19 : 4 = <b>4,75</b>" in text
    assert "предлагается «5»" in text
