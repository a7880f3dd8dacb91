"""The timetable as people read it."""

from datetime import date, time

import pytest

from parta.school.models import Holiday
from parta.timetable.models import ClassBells, DayBells, Lesson
from parta.timetable.pages.week import When, class_week, teacher_week
from parta.timetable.services.changes import cancel_lesson, move_lesson, substitute_lesson
from tests import build

MONDAY, TUESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 29)


def page_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer, " ".join(answer.content.decode().split())


def when(monday=MONDAY, day=None, today=MONDAY):
    return When(monday, day, today)


@pytest.mark.parametrize(
    ("role", "name"),
    [("teacher", "Орлова Нина Васильевна"), ("pupil", "7Б"), ("parent", "7Б"), ("deputy", "Все расписания")],
)
def test_everybody_starts_at_the_own_timetable(cast, sign_in, role, name):
    answer = sign_in(cast.users()[role]).get("/timetable/?week=2026-11-30", follow=True)

    assert name in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("?week=2026-11-30")


def test_account_without_a_person_is_told_what_to_do(cast, sign_in):
    answer = sign_in(build.user()).get("/timetable/")

    assert "код приглашения" in answer.content.decode()


def test_week_shows_lessons_with_time_room_and_teacher(cast, sign_in):
    Lesson.objects.filter(pk=cast.lesson.pk).update(room=build.room("12"))

    _, words = page_of(sign_in(cast.daria.user), f"/timetable/class/{cast.school_class.pk}/")

    for word in ("23–29 ноября", "нечётная неделя", "Алгебра", "каб. 12", "Орлова Н. В.", "8:30–9:15"):
        assert word in words


def test_week_shows_what_has_changed(cast, sign_in):
    second, third = (build.lesson(cast.course, TUESDAY, slot=slot) for slot in (2, 3))
    substitute_lesson(cast.lesson, cast.class_teacher, by=None)
    cancel_lesson(second, reason="День здоровья", by=None)
    move_lesson(third, on=date(2026, 11, 27), slot=4, by=None)

    _, words = page_of(sign_in(cast.daria.user), f"/timetable/class/{cast.school_class.pk}/")

    assert 'class="whole">Орлова Н. В.</s>' in words
    assert "Белова А. П." in words
    assert "отменён</span> <small>День здоровья" in words
    assert "на пт, 27 ноября, 4-й урок" in words
    assert "с вт, 24 ноября, 3-го урока" in words


def test_substitute_sees_the_lesson_and_whose_it_is(cast, sign_in):
    substitute_lesson(cast.lesson, cast.stranger, by=None)

    _, words = page_of(sign_in(cast.stranger.user), f"/timetable/teacher/{cast.stranger.pk}/")

    assert "вместо: Орлова Н. В." in words


def test_only_who_may_change_gets_links_to_lessons(cast, sign_in):
    url, link = f"/timetable/class/{cast.school_class.pk}/", f"/timetable/lesson/{cast.lesson.pk}/"

    assert link in page_of(sign_in(cast.deputy), url)[1]
    assert link not in page_of(sign_in(cast.teacher.user), url)[1]


def test_parent_of_two_switches_between_their_classes(cast, sign_in):
    build.Guardianship.objects.create(guardian=cast.parent, pupil=cast.alien)

    _, words = page_of(sign_in(cast.parent.user), f"/timetable/class/{cast.school_class.pk}/")

    assert "Дарья, 7Б" in words
    assert "Мира, 7А" in words


def test_shortened_day_is_named_and_its_lessons_tell_their_time(cast):
    build.lesson(cast.course, TUESDAY)
    build.lesson(cast.course, date(2026, 11, 25))
    short = build.BellSchedule.objects.create(name="Сокращённый день")
    short.bells.create(slot=1, starts_at=time(8, 30), ends_at=time(9, 0))
    DayBells.objects.create(on=TUESDAY, schedule=short)

    page = class_week(cast.school_class, when())

    assert [day.note for day in page.days] == ["", "Сокращённый день", "", "", ""]
    (row,) = page.rows
    assert (row.starts_at, row.ends_at) == (time(8, 30), time(9, 15))
    assert [told.own_time for _, cell in row.cells for told in cell] == [False, True, False]


def test_holiday_is_named_for_its_levels_only(cast):
    Holiday.objects.create(
        year=build.year(), name="Карантин", starts_on=TUESDAY, ends_on=TUESDAY, from_level=7, to_level=7
    )

    assert [day.note for day in class_week(cast.school_class, when()).days][1] == "Карантин"
    assert [day.note for day in teacher_week(cast.teacher, when()).days][1] == ""


@pytest.mark.parametrize(
    ("day", "today", "selected"),
    [
        (None, MONDAY, 23),
        (date(2026, 11, 26), MONDAY, 26),
        (None, date(2026, 11, 25), 25),
        (None, date(2026, 12, 7), 24),  # another week: its first day with lessons
        (SUNDAY, MONDAY, 23),  # no such column
    ],
)
def test_phone_opens_at_the_best_day(cast, day, today, selected):
    Lesson.objects.filter(pk=cast.lesson.pk).update(on=TUESDAY)

    assert class_week(cast.school_class, when(day=day, today=today)).selected.on.day == selected


def test_saturday_has_a_column_only_with_lessons(cast):
    assert len(class_week(cast.school_class, when()).days) == 5

    build.lesson(cast.course, date(2026, 11, 28))
    assert len(class_week(cast.school_class, when()).days) == 6


def test_teacher_of_two_shifts_has_rows_for_each(cast):
    late = build.BellSchedule.objects.create(name="Вторая смена")
    late.bells.create(slot=1, starts_at=time(14, 0), ends_at=time(14, 45))
    ClassBells.objects.create(school_class=cast.other_class, schedule=late)
    build.lesson(build.course(cast.teacher, build.whole(cast.other_class)), MONDAY, slot=1)
    build.lesson(cast.course, MONDAY, slot=3)

    rows = teacher_week(cast.teacher, when()).rows

    assert [(row.label, row.starts_at) for row in rows] == [
        ("1", time(8, 30)),
        ("2", time(9, 25)),
        ("3", time(10, 20)),
        ("1", time(14, 0)),
    ]


def test_shortened_day_does_not_change_the_order_of_rows(cast):
    build.lesson(cast.course, TUESDAY, slot=3)
    short = build.BellSchedule.objects.create(name="Сокращённый день")
    short.bells.create(slot=3, starts_at=time(9, 0), ends_at=time(9, 20))  # before the usual second lesson
    DayBells.objects.create(on=TUESDAY, schedule=short)

    rows = class_week(cast.school_class, when()).rows

    assert [(row.label, row.starts_at) for row in rows] == [
        ("1", time(8, 30)),
        ("2", time(9, 25)),
        ("3", time(10, 20)),
    ]


def test_lesson_without_a_number_has_a_row_of_its_time(cast):
    Lesson.objects.create(course=cast.course, on=MONDAY, starts_at=time(15, 0), ends_at=time(15, 40))

    rows = class_week(cast.school_class, when()).rows

    assert [(row.label, row.starts_at) for row in rows] == [("1", time(8, 30)), ("", time(15, 0))]


def test_empty_week_leads_on(cast, sign_in):
    _, words = page_of(sign_in(cast.daria.user), f"/timetable/class/{cast.school_class.pk}/?week=2026-12-07")

    assert "На этой неделе уроков нет" in words
    assert "?week=2026-12-14" in words


def test_week_of_holidays_is_named(cast, sign_in):
    Holiday.objects.create(
        year=build.year(), name="Осенние каникулы", starts_on=date(2026, 10, 26), ends_on=date(2026, 11, 4)
    )

    _, words = page_of(sign_in(cast.deputy), f"/timetable/class/{cast.school_class.pk}/?week=2026-10-26")

    assert "Осенние каникулы: уроков нет." in words
    assert "Составить расписание" not in words


@pytest.mark.parametrize("week", ["вчера", "2026-99-99", ""])
def test_strange_week_is_this_week(cast, sign_in, week):
    _, words = page_of(sign_in(cast.daria.user), f"/timetable/class/{cast.school_class.pk}/?week={week}")

    assert "23–29 ноября" in words


def test_choice_lists_classes_teachers_and_rooms_in_order(cast, sign_in):
    for name in ("Спортзал", "10", "9"):
        build.room(name)

    _, words = page_of(sign_in(cast.head), "/timetable/all/")

    places = [words.index(f">{name}<") for name in ("7А", "7Б", "Громов Илья Ильич", "9", "10", "Спортзал")]
    assert places == sorted(places)


@pytest.mark.parametrize("lessons", [1, 3])
def test_queries_of_a_page_do_not_grow(cast, sign_in, lessons, django_assert_num_queries):
    for slot in range(2, lessons + 1):
        build.lesson(cast.course, MONDAY, slot=slot)
    client = sign_in(cast.daria.user)
    url = f"/timetable/class/{cast.school_class.pk}/"
    client.get(url)

    with django_assert_num_queries(16):
        client.get(url)


@pytest.mark.parametrize("asked", ["week=0001-01-01", "day=9999-12-31", "week=2026-02-30"])
def test_day_at_the_end_of_the_calendar_is_this_week(cast, sign_in, asked):
    _, page = page_of(sign_in(cast.deputy), f"/timetable/class/{cast.school_class.pk}/?{asked}")

    assert 'aria-current="date"' in page
