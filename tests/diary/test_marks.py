"""Marks by subject: the row, the average, what would lift it, and the calculation."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from parta.journal.models import LessonRecord
from parta.journal.queries.average import calculation
from parta.school.models import Enrolment, GroupMembership, Period
from tests import build
from tests.cast import TODAY
from tests.diary.seen import text

DAY = timedelta(days=1)


def period(number: int) -> Period:
    return Period.objects.get(number=number)


def put(cast, *values, on=TODAY - 10 * DAY, kind=None, course=None):
    """Marks of the pupil, each at a lesson of its own, a day after another."""
    for number, value in enumerate(values):
        lesson = build.lesson(course or cast.course, on + number * DAY, slot=7)
        build.mark(cast.daria, lesson, value, work_kind=kind)


def rows(client, url):
    return {row.name: row for row in client.get(url).context["page"].rows}


def marks(cast) -> str:
    return f"/diary/{cast.daria.pk}/marks/"


def test_marks_stand_in_order_with_their_kinds(cast, sign_in):
    control = build.work_kind("контрольная", short_name="КР", weight=3)
    put(cast, 4, on=TODAY - 5 * DAY)
    put(cast, 2, on=TODAY - 9 * DAY, kind=control)
    build.mark(cast.egor, cast.lesson, 3)

    row = rows(sign_in(cast.parent.user), marks(cast))["Алгебра"]

    assert [(cell.text, cell.kind, cell.hint) for cell in row.cells] == [
        ("2", "КР", "14.11, контрольная"),
        ("4", "ОТ", "18.11, ответ"),
    ]
    assert row.average == "2,50"  # (2×3 + 4×1) / 4


def test_average_counts_only_what_counts(cast, sign_in):
    behaviour = build.work_kind("поведение", counts=False)
    put(cast, 5, 4)
    put(cast, 2, on=TODAY - 3 * DAY, kind=behaviour)
    lesson = build.lesson(cast.course, TODAY - 2 * DAY)
    build.mark(cast.daria, lesson, 2)
    build.mark(cast.daria, lesson, 3, retakes=True)
    build.mark(cast.daria, lesson, None, word="осв")

    row = rows(sign_in(cast.parent.user), marks(cast))["Алгебра"]

    assert row.average == "4,00"  # 5, 4, 3
    assert [(cell.text, cell.is_quiet, cell.is_replaced) for cell in row.cells] == [
        ("5", False, False), ("4", False, False), ("2", True, False), ("2", False, True), ("3", False, False),
        ("осв", False, False),
    ]  # fmt: skip


def test_subject_without_marks_is_listed_with_a_dash_and_another_class_is_not(cast, sign_in):
    page = text(sign_in(cast.parent.user), marks(cast))

    assert "Алгебра Отметок пока нет" in page
    assert "История" not in page


def test_page_is_of_the_present_period_and_others_by_their_tabs(cast, sign_in):
    put(cast, 3, on=date(2026, 10, 5))
    put(cast, 5, on=date(2026, 11, 9))
    client = sign_in(cast.parent.user)

    now, first, year = (
        rows(client, url)["Алгебра"].average
        for url in (marks(cast), f"{marks(cast)}{period(1).pk}/", f"{marks(cast)}year/")
    )

    assert (now, first, year) == ("5,00", "3,00", "4,00")


def test_period_of_another_scheme_is_404(cast, sign_in):
    foreign = build.scheme("полугодия").periods.first()

    assert sign_in(cast.parent.user).get(f"{marks(cast)}{foreign.pk}/").status_code == 404


def move(cast, on):
    """The pupil of 7А joins 7Б on the day."""
    GroupMembership.objects.filter(pupil=cast.daria).update(from_on=on)
    GroupMembership.objects.create(
        group=build.whole(cast.other_class), pupil=cast.daria, from_on=build.YEAR_START, to_on=on - DAY
    )
    return build.course(cast.stranger, build.whole(cast.other_class))


def test_marks_travel_with_the_pupil_as_in_the_journal(cast, sign_in):
    old = move(cast, TODAY - 5 * DAY)
    put(cast, 5, on=TODAY - 10 * DAY, course=old)
    put(cast, 3, on=TODAY - 3 * DAY)

    found = rows(sign_in(cast.parent.user), marks(cast))

    journal = calculation(cast.course.pk, cast.daria.pk, starts_on=period(2).starts_on, ends_on=period(2).ends_on)
    assert found["Алгебра"].average == "4,00"
    assert journal.average == Decimal("4.00")
    assert "Алгебра, 7А" not in found


def test_course_left_before_the_period_is_told_in_its_own_period_only(cast, sign_in):
    old = move(cast, date(2026, 10, 26))
    put(cast, 5, on=date(2026, 10, 5), course=old)
    put(cast, 3, on=TODAY - 3 * DAY)
    client = sign_in(cast.parent.user)

    assert rows(client, marks(cast))["Алгебра"].average == "3,00"
    assert rows(client, f"{marks(cast)}{period(1).pk}/")["Алгебра"].average == "5,00"
    assert rows(client, f"{marks(cast)}year/")["Алгебра"].average == "4,00"


def test_two_courses_of_a_subject_at_once_keep_apart(cast, sign_in):
    extra = build.subgroup(cast.school_class, "7Б (олимпиада)", pupils=[cast.daria])
    put(cast, 5, course=build.course(cast.stranger, extra))
    put(cast, 3, on=TODAY - 3 * DAY)

    found = rows(sign_in(cast.parent.user), marks(cast))

    assert {name: row.average for name, row in found.items()} == {
        "Алгебра, 7Б": "3,00", "Алгебра, 7Б (олимпиада)": "5,00"
    }  # fmt: skip


def test_subject_left_behind_without_marks_is_not_listed(cast, sign_in):
    group = build.subgroup(cast.school_class, "7Б (1)", pupils=[cast.daria])
    build.course(cast.teacher, group, "Немецкий язык")
    GroupMembership.objects.filter(group=group).update(to_on=date(2026, 10, 1))
    client = sign_in(cast.parent.user)

    assert "Немецкий язык" not in rows(client, marks(cast))
    assert "Немецкий язык" in rows(client, f"{marks(cast)}{period(1).pk}/")


def test_what_if_is_drawn_apart_from_marks(cast, sign_in):
    put(cast, 4, 4, 5)

    html = sign_in(cast.parent.user).get(marks(cast)).content.decode()

    assert '<span class="if">если <i>5</i> </span> <small>→ 4,50, это «5»</small>' in html
    assert "не отметки, а подсказка" in html
    assert html.count('class="mark"') == 4  # three marks and the average; what is not there yet is none of them


@pytest.mark.parametrize(
    ("values", "lift"), [([5, 5], None), ([], None), ([3] * 10, None), ([3, 4], ((4,), "3,67", 4))]
)
def test_what_if_only_where_few_marks_lift(cast, sign_in, values, lift):
    put(cast, *values)
    build.school(threshold_4=Decimal("3.60"))

    found = rows(sign_in(cast.parent.user), marks(cast))["Алгебра"].lift

    assert (found and (found.values, found.average, found.target)) == lift


def test_what_if_weighs_as_an_ordinary_answer(cast, sign_in):
    answer = build.work_kind("ответ")
    answer.weight = 10
    answer.save()
    put(cast, 4)

    assert rows(sign_in(cast.parent.user), marks(cast))["Алгебра"].lift.average == "4,50"


def test_no_what_if_for_a_period_that_is_over_nor_for_the_year(cast, sign_in):
    put(cast, 4, on=date(2026, 10, 5))
    client = sign_in(cast.parent.user)

    for url in (f"{marks(cast)}{period(1).pk}/", f"{marks(cast)}year/"):
        assert rows(client, url)["Алгебра"].lift is None


def test_line_tells_the_way_in_words(cast, sign_in):
    put(cast, 3, 5)

    html = sign_in(cast.parent.user).get(marks(cast)).content.decode()

    assert 'role="img" aria-label="Средний балл вырос: 3,00 → 4,00"' in html


def test_line_of_the_year_goes_by_periods(cast, sign_in):
    put(cast, 5, 5, on=date(2026, 10, 5))
    put(cast, 2, 4, on=date(2026, 11, 9))

    line = rows(sign_in(cast.parent.user), f"{marks(cast)}year/")["Алгебра"].line

    assert line.words == "Средний балл снизился: 5,00 → 3,00"


def test_other_scales_have_averages_without_suggestions(cast, sign_in):
    course = build.course(cast.teacher, build.whole(cast.school_class), "Физика", scale="ten")
    put(cast, 9, 6, course=course)

    row = rows(sign_in(cast.parent.user), marks(cast))["Физика"]

    assert (row.average, row.level, row.lift) == ("7,50", "", None)
    assert [cell.level for cell in row.cells] == ["5", "3"]


def test_class_without_marks_says_so(cast, sign_in):
    type(cast.course).objects.update(scale="none")

    assert "В этом классе отметки не ставятся." in text(sign_in(cast.parent.user), marks(cast))


def test_pupil_who_was_never_in_a_class_has_no_marks_page(cast, sign_in):
    Enrolment.objects.filter(pupil=cast.daria).delete()

    assert "Ученик ещё не числится в классе." in text(sign_in(cast.parent.user), marks(cast))


@pytest.mark.parametrize("prefix", ["period", "year"])
def test_calculation_shows_marks_weights_and_division(cast, sign_in, prefix):
    control = build.work_kind("контрольная", weight=3)
    put(cast, 5)
    put(cast, 4, on=TODAY - 5 * DAY, kind=control)
    lesson = build.lesson(cast.course, TODAY - 2 * DAY)
    LessonRecord.objects.create(lesson=lesson, work_kind=control)
    build.mark(cast.daria, lesson, None, word="осв", comment="соревнования")
    where = "year" if prefix == "year" else period(2).pk

    page = text(sign_in(cast.parent.user), f"{marks(cast)}{where}/{cast.course.pk}/")

    assert "13.11 5 ответ 1 5" in page
    assert "18.11 4 контрольная 3 12" in page
    assert "21.11 осв контрольная, «соревнования» не число" in page
    assert "17 : 4 = 4,25" in page


def test_calculation_tells_the_rule_and_the_ways_up(cast, sign_in):
    put(cast, 5, 4, 4)

    page = text(sign_in(cast.parent.user), f"{marks(cast)}{period(2).pk}/{cast.course.pk}/")

    assert "13 : 3 = 4,33" in page
    assert "поэтому предлагается «4»." in page
    assert "Отметку за период ставит учитель. Что подняло бы средний балл до «5» (это не отметки" in page
    assert "): если 5 → 4,50" in page


def test_calculation_by_htmx_is_a_fragment(cast, sign_in):
    put(cast, 2)

    answer = sign_in(cast.parent.user).get(
        f"{marks(cast)}{period(2).pk}/{cast.course.pk}/", headers={"HX-Request": "true"}
    )

    assert "<html" not in answer.content.decode()
    assert "поэтому предлагается «2»" in answer.content.decode()


def test_calculation_of_a_foreign_subject_is_404(cast, sign_in):
    url = f"{marks(cast)}{period(2).pk}/{cast.other_course.pk}/"

    assert sign_in(cast.parent.user).get(url).status_code == 404
