"""A lesson put on a day beside the weekly timetable."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Holiday
from parta.timetable.models import Lesson
from parta.timetable.services.changes import add_lesson
from parta.timetable.services.lessons import make_lessons
from parta.timetable.services.refusals import Clashing
from tests import build
from tests.cast import TODAY

TUESDAY = date(2026, 11, 24)
ADDRESS = "/timetable/day/add/"


def given(cast, **fields):
    return {"course": cast.course.pk, "on": "2026-11-24", "slot": 6, "room": "", "reason": "отработка", **fields}


def test_added_lesson_is_kept_told_and_seen_by_all(cast, sign_in):
    deputy = sign_in(cast.deputy)

    page = deputy.post(ADDRESS, given(cast), follow=True).content.decode()

    lesson = Lesson.objects.get(on=TUESDAY)
    assert (lesson.course, lesson.slot, lesson.entry, lesson.is_added) == (cast.course, 6, None, True)
    assert "дополнительный" in page
    assert "отработка" in page
    assert Change.objects.get(action="timetable.add_lesson").target_id == lesson.pk
    assert Notice.objects.filter(user=cast.parent.user, text__contains="Дополнительный урок").exists()
    diary = sign_in(cast.parent.user).get(f"/diary/{cast.daria.pk}/day/2026-11-24/").content.decode()
    assert "Алгебра" in diary
    assert "дополнительный урок" in diary
    assert sign_in(cast.teacher.user).get(f"/journal/lesson/{lesson.pk}/").status_code == 200


def test_clash_is_told_and_may_be_overruled(cast, sign_in):
    other = build.course(cast.stranger, build.whole(cast.school_class), "Физика")
    build.lesson(other, TUESDAY, slot=6)
    deputy = sign_in(cast.deputy)

    asked = deputy.post(ADDRESS, given(cast))
    assert asked.status_code == 422
    assert "Ученики заняты: 7Б, Физика." in asked.content.decode()
    assert not Lesson.objects.filter(is_added=True).exists()

    deputy.post(ADDRESS, given(cast, despite="1"))
    assert Lesson.objects.filter(is_added=True).count() == 1


def test_same_form_twice_makes_one_lesson(cast, sign_in):
    deputy = sign_in(cast.deputy)
    deputy.post(ADDRESS, given(cast))

    again = deputy.post(ADDRESS, given(cast, despite="1"))

    assert again.status_code == 422
    assert "В это время у курса уже стоит урок." in again.content.decode()
    assert Lesson.objects.filter(is_added=True).count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"course": ""}, "Выберите курс."),
        ({"on": "2026-10-31"}, "31 октября не входит ни в один учебный период."),
        ({"slot": "99"}, "14"),
    ],
)
def test_wrong_answer_is_said(fields, words, cast, sign_in):
    refused = sign_in(cast.deputy).post(ADDRESS, given(cast, **fields))

    assert refused.status_code == 422
    assert words in refused.content.decode()


def test_stopped_course_and_closed_period_take_none(cast):
    cast.course.is_active = False
    with pytest.raises(ValidationError, match="Курс завершён"):
        add_lesson(cast.course, on=TUESDAY, slot=6, by=cast.deputy)
    cast.course.is_active = True
    period = cast.course.scheme.periods.get(starts_on__lte=TUESDAY, ends_on__gte=TUESDAY)
    period.closed_at, period.closed_by = "2026-11-23T12:00:00Z", cast.admin
    period.save()
    with pytest.raises(ValidationError, match="закрыт"):
        add_lesson(cast.course, on=TUESDAY, slot=6, by=cast.deputy)


def test_making_lessons_leaves_the_added_one(cast):
    added = add_lesson(cast.course, on=TUESDAY, slot=6, by=cast.deputy)

    made = make_lessons(from_on=TODAY, to_on=date(2027, 5, 31), by=cast.deputy)

    assert made.removed == 0
    assert Lesson.objects.filter(pk=added.pk).exists()


def test_added_lesson_is_not_removed_when_a_line_of_the_same_hour_ends(cast):
    added = add_lesson(cast.course, on=TUESDAY, slot=6, by=cast.deputy)
    line = build.entry(cast.course, TUESDAY.isoweekday(), slot=6)
    make_lessons(from_on=TODAY, to_on=TUESDAY, by=cast.deputy)
    assert Lesson.objects.filter(on=TUESDAY, slot=6).count() == 1

    line.valid_to = TODAY
    line.save()
    make_lessons(from_on=TODAY, to_on=TUESDAY, by=cast.deputy)

    assert Lesson.objects.filter(pk=added.pk).exists()


def test_teacher_taken_elsewhere_clashes(cast):
    build.lesson(build.course(cast.teacher, build.whole(cast.other_class), "Геометрия"), TUESDAY, slot=6)

    with pytest.raises(Clashing, match="Учитель занят"):
        add_lesson(cast.course, on=TUESDAY, slot=6, by=cast.deputy)


@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-12-07", "7 декабря уроков нет: «Карантин»."), ("2026-11-29", "29 ноября — воскресенье.")],
)
def test_day_off_is_told_and_may_hold_a_lesson_on_purpose(on, words, cast, sign_in):
    Holiday.objects.create(
        year=build.year(),
        name="Карантин",
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 9),
        from_level=7,
        to_level=7,
    )
    deputy = sign_in(cast.deputy)

    for address, form in (
        (ADDRESS, given(cast, on=on)),
        (f"/timetable/lesson/{cast.lesson.pk}/move/", {"on": on, "slot": 2}),
    ):
        asked = deputy.post(address, form)
        assert asked.status_code == 422
        assert words in asked.content.decode()
        assert not Lesson.objects.filter(on=on).exists()
        assert deputy.post(address, form | {"despite": "1"}).status_code == 302
        assert Lesson.objects.filter(on=on).update(on="2026-11-25") == 1


def test_holidays_of_other_classes_are_no_day_off(cast, sign_in):
    Holiday.objects.create(
        year=build.year(), name="Доп. каникулы", starts_on=TUESDAY, ends_on=TUESDAY, from_level=1, to_level=1
    )

    assert sign_in(cast.deputy).post(ADDRESS, given(cast)).status_code == 302
