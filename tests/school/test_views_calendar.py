"""Screens of the school's calendar and settings, as the administrator meets them."""

import re
from datetime import date

import pytest
from django.urls import reverse

from parta.school.models import Holiday, Period, School, SchoolYear
from parta.timetable.models import Lesson
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def lines_of(periods):
    """The formset's POST of (name, start, end) rows."""
    data = {"period-TOTAL_FORMS": len(periods), "period-INITIAL_FORMS": 4}
    for number, (name, starts_on, ends_on) in enumerate(periods):
        data |= {
            f"period-{number}-name": name, f"period-{number}-starts_on": starts_on,
            f"period-{number}-ends_on": ends_on,
        }  # fmt: skip
    return data


def test_new_school_is_told_where_to_begin(sign_in):
    page = text(sign_in(build.user("office", is_admin=True)).get(reverse("school:overview")))

    assert "Семь шагов до первого звонка" in page
    assert "периоды и каникулы предложит сама программа" in page
    assert page.count("Начать<span") == 1  # one next step
    assert page.count("загрузить из файла") == 3  # employees, pupils, load


def test_overview_leads_to_what_is_missing(cast, sign_in):
    build.course(None, build.whole(cast.school_class), "Физика")
    build.pupil("Ничейный Лев")

    page = text(sign_in(cast.deputy).get(reverse("school:overview")))

    assert "II четверть" in page
    assert f'href="{reverse("school:load")}?vacant=on">без учителя: 1<' in page
    assert f'href="{reverse("school:pupils")}?kind=nowhere">не приняты в класс: 1<' in page
    assert f'href="{reverse("school:pupils")}?kind=orphan">без родителей: 1<' in page


def test_school_without_a_year_says_so_on_every_list(sign_in):
    client = sign_in(build.user("office", is_admin=True))

    for name in ("classes", "groups", "load", "movement", "class-new", "group-new", "course-new", "pupil-new"):
        assert client.get(reverse(f"school:{name}")).url == reverse("school:years")
    assert "Учебного года ещё нет" in text(client.get(reverse("school:years")))
    for name in ("pupils", "guardians", "employees", "subjects", "rooms"):
        assert client.get(reverse(f"school:{name}")).status_code == 200


def test_year_is_offered_with_usual_dates_and_made(sign_in):
    client = sign_in(build.user("office", is_admin=True))
    offered = text(client.get(reverse("school:year-new")))
    assert 'value="2026-09-01"' in offered
    assert 'value="2027-08-31"' in offered

    made = client.post(
        reverse("school:year-new"),
        {"starts_on": "2026-09-01", "ends_on": "2027-08-31", "cuts": ["trimesters"], "with_holidays": "on"},
        follow=True,
    )

    assert "Учебный год 2026/27 создан" in text(made)
    assert [one.name for one in SchoolYear.objects.get().schemes.all()] == ["триместры"]
    assert "13–21 февраля 2027" in text(made)


def test_crossing_year_is_refused_beside_the_date(cast, sign_in):
    answer = sign_in(cast.admin).post(
        reverse("school:year-new"), {"starts_on": "2027-01-01", "ends_on": "2027-12-31", "cuts": ["quarters"]}
    )

    assert answer.status_code == 422
    assert "Дни пересекаются с годом 2026/27" in text(answer)
    assert SchoolYear.objects.count() == 1


def test_dates_of_periods_are_set_at_once(cast, sign_in):
    scheme = build.scheme()
    rows = [
        ("I четверть", "2026-09-01", "2026-10-23"), ("II четверть", "2026-11-02", "2026-12-30"),
        ("III четверть", "2027-01-11", "2027-03-26"), ("", "", ""), ("Лето", "2027-04-01", "2027-05-31"),
    ]  # fmt: skip

    answer = sign_in(cast.admin).post(reverse("school:scheme", args=[scheme.pk]), lines_of(rows))

    assert answer.status_code == 302
    assert list(scheme.periods.values_list("number", "name", "starts_on")) == [
        (1, "I четверть", date(2026, 9, 1)), (2, "II четверть", date(2026, 11, 2)),
        (3, "III четверть", date(2027, 1, 11)), (4, "Лето", date(2027, 4, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("I", "2026-09-01", "2026-11-05"), ("II", "2026-11-02", "2026-12-30")],
            "II начинается 02.11.2026, а I ещё идёт до 05.11.2026.",
        ),
        ([("I", "2026-08-01", "2026-11-05")], "I выходит за учебный год 2026/27"),
        ([("I", "2026-09-01", "")], "Заполните название, начало и конец"),
        ([("I", "2026-09-01", "вчера")], "Введите правильную дату."),
    ],
)
def test_wrong_dates_of_periods_change_nothing(cast, sign_in, rows, words):
    scheme = build.scheme()
    before = list(scheme.periods.values_list("name", "starts_on", "ends_on"))

    answer = sign_in(cast.admin).post(reverse("school:scheme", args=[scheme.pk]), lines_of(rows))

    assert answer.status_code == 422
    assert words in text(answer)
    assert list(scheme.periods.values_list("name", "starts_on", "ends_on")) == before


def test_deputy_closes_and_opens_a_period(cast, sign_in):
    client, period = sign_in(cast.deputy), build.scheme().periods.get(number=1)

    closed = client.post(reverse("school:period-close", args=[period.pk]), follow=True)
    assert "закрыт 23 ноября, Зуева В." in text(closed)
    opened = client.post(reverse("school:period-open", args=[period.pk]), follow=True)

    assert "закончился, не закрыт" in text(opened)
    assert Period.objects.get(pk=period.pk).closed_at is None


def test_period_to_come_has_no_button_and_is_refused(cast, sign_in):
    client, period = sign_in(cast.deputy), build.scheme().periods.get(number=4)

    answer = client.post(reverse("school:period-close", args=[period.pk]), follow=True)

    assert "IV четверть начнётся 29.03.2027" in text(answer)
    assert "Закрыть: IV четверть" not in text(answer)
    assert "Закрыть: II четверть" in text(answer)


def test_holiday_is_added_for_some_levels_and_removed(cast, sign_in):
    client, year = sign_in(cast.admin), build.year()
    given = {"name": "Карантин", "starts_on": "2027-02-01", "ends_on": "2027-02-07", "from_level": 1, "to_level": 4}

    added = client.post(reverse("school:holiday-new", args=[year.pk]), given, follow=True)
    assert "1–4 классы" in text(added)
    holiday = Holiday.objects.get()
    edited = client.post(reverse("school:holiday", args=[holiday.pk]), {**given, "ends_on": "2027-01-01"})
    assert edited.status_code == 422
    assert "Конец раньше начала." in text(edited)

    client.post(reverse("school:holiday-remove", args=[holiday.pk]))
    assert not Holiday.objects.exists()


def test_new_holiday_says_what_to_press_and_the_press_takes_its_lessons_away(cast, sign_in):
    client, year = sign_in(cast.admin), cast.course.year
    entry = build.entry(cast.course, weekday=1)
    lesson = build.lesson(cast.course, on=date(2026, 12, 7), entry=entry)
    given = {"name": "Карантин", "starts_on": "2026-12-07", "ends_on": "2026-12-13", "from_level": 1, "to_level": 11}

    added = client.post(reverse("school:holiday-new", args=[year.pk]), given, follow=True)

    assert "Добавлено: Карантин. Чтобы изменились и будущие уроки, нажмите «Обновить уроки»" in text(added)
    assert reverse("timetable:make-lessons") in text(added)
    assert Lesson.objects.filter(pk=lesson.pk).exists()
    from_on = re.search(r'name="from_on" value="([^"]+)"', text(added))
    client.post(reverse("timetable:make-lessons"), {"from_on": from_on[1]})
    assert not Lesson.objects.filter(pk=lesson.pk).exists()


def test_year_without_courses_has_no_lessons_to_follow(sign_in):
    client, year = sign_in(build.user("office", is_admin=True)), build.year()
    given = {"name": "Карантин", "starts_on": "2026-12-07", "ends_on": "2026-12-13", "from_level": 1, "to_level": 11}

    added = client.post(reverse("school:holiday-new", args=[year.pk]), given, follow=True)

    assert "Добавлено: Карантин." in text(added)
    assert "Обновить уроки" not in text(added)


def test_class_of_other_periods_says_what_to_press(cast, sign_in):
    halves = build.scheme("полугодия")
    school_class = cast.school_class
    given = {"level": 7, "letter": "Б", "shift": 1, "class_teacher": school_class.class_teacher_id or ""}

    same = sign_in(cast.admin).post(
        reverse("school:class-edit", args=[school_class.pk]), {**given, "scheme": school_class.scheme_id}, follow=True
    )
    other = sign_in(cast.admin).post(
        reverse("school:class-edit", args=[school_class.pk]), {**given, "scheme": halves.pk}, follow=True
    )

    assert "Обновить уроки" not in text(same)
    assert "Периоды класса сменились: полугодия." in text(other)
    assert "нажмите «Обновить уроки»" in text(other)


def test_periods_of_a_new_class_are_asked_in_words(sign_in):
    build.scheme("полугодия")

    page = text(sign_in(build.user("office", is_admin=True)).get(reverse("school:class-new")))

    assert '<option value="" selected>выберите</option>' in page
    assert "---------" not in page


def test_settings_keep_the_school_and_refuse_falling_thresholds(sign_in):
    client = sign_in(build.user("office", is_admin=True))
    given = {
        "name": "Школа № 15", "short_name": "Школа № 15", "edit_days": 7, "late_topic_hours": 1,
        "written_work_days": 7, "threshold_3": "2.65", "threshold_4": "3.65", "threshold_5": "4.65",
    }  # fmt: skip

    saved = client.post(reverse("school:settings"), given, follow=True)
    assert "Настройки школы сохранены" in text(saved)
    refused = client.post(reverse("school:settings"), {**given, "threshold_4": "4.70"})

    assert refused.status_code == 422
    assert "Пороги должны расти" in text(refused)
    school = School.objects.get()
    assert (school.edit_days, str(school.threshold_4)) == (7, "3.65")


def test_year_made_current_is_shown_first(cast, sign_in):
    client = sign_in(cast.admin)
    client.post(reverse("school:year-new"), {"starts_on": "2027-09-01", "ends_on": "2028-08-31", "cuts": ["quarters"]})
    following = SchoolYear.objects.get(name="2027/28")
    assert client.get(reverse("school:years")).url == reverse("school:year", args=[build.year().pk])

    client.post(reverse("school:year-make-current", args=[following.pk]))

    assert client.get(reverse("school:years")).url == reverse("school:year", args=[following.pk])
    assert following.starts_on > TODAY
    assert client.get(reverse("school:classes")).status_code == 200
