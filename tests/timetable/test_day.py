"""The day of changes and the lesson's page, as the deputy head uses them."""

from datetime import date

import pytest

from parta.timetable.models import BellSchedule, DayBells, Lesson
from parta.timetable.services.changes import cancel_lesson, move_lesson, substitute_lesson
from tests import build

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
DAY = "/timetable/day/"


def words_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def deputy(cast, sign_in):
    return sign_in(cast.deputy)


def test_day_without_changes_says_so(cast, deputy):
    assert "Все уроки по расписанию: 2 урока." in words_of(deputy.get(DAY))


def test_day_lists_what_has_changed_for_all_staff(cast, sign_in):
    substitute_lesson(cast.lesson, cast.class_teacher, reason="курсы", by=None)
    cancel_lesson(cast.other_lesson, reason="День здоровья", by=None)

    words = words_of(sign_in(cast.teacher.user).get(DAY))

    assert 'замена</span> Белова А. П. <span class="soft">курсы' in words
    assert 'отменён</span> <span class="soft">День здоровья' in words
    assert "Кого сегодня нет" not in words
    assert f"/timetable/lesson/{cast.lesson.pk}/" not in words


def test_absent_teacher_shows_lessons_and_who_is_free(cast, deputy):
    words = words_of(deputy.get(DAY, {"on": "2026-11-23", "absent": cast.teacher.pk}))

    assert f'name="lesson_{cast.lesson.pk}"' in words
    assert f'<option value="{cast.stranger.pk}">Громов И. И. · 1 урок</option>' in words


def test_saving_covers_the_day(cast, deputy):
    answer = deputy.post(
        "/timetable/day/cover/",
        {
            "on": "2026-11-23",
            "absent": cast.teacher.pk,
            f"lesson_{cast.lesson.pk}": cast.stranger.pk,
            "reason": "курсы",
        },
        follow=True,
    )

    cast.lesson.refresh_from_db()
    assert cast.lesson.substitute == cast.stranger
    assert "Изменено уроков: 1." in words_of(answer)


def test_busy_teacher_comes_back_with_the_choice_kept_and_may_be_insisted_on(cast, deputy):
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(slot=1)
    sent = {"on": "2026-11-23", "absent": cast.teacher.pk, f"lesson_{cast.lesson.pk}": cast.stranger.pk}

    warned = deputy.post("/timetable/day/cover/", sent)
    assert warned.status_code == 422
    words = words_of(warned)
    assert "Учитель занят в это время: 7А, История." in words
    assert f'<option value="{cast.stranger.pk}" selected>' in words
    assert "Всё равно сохранить" in words

    deputy.post("/timetable/day/cover/", {**sent, "despite": "1"})
    cast.lesson.refresh_from_db()
    assert cast.lesson.substitute == cast.stranger


def test_lesson_with_marks_is_not_cancelled_for_absence(cast, deputy):
    build.mark(cast.daria, cast.lesson)

    answer = deputy.post(
        "/timetable/day/cover/",
        {"on": "2026-11-23", "absent": cast.teacher.pk, f"lesson_{cast.lesson.pk}": "cancel"},
    )

    assert answer.status_code == 422
    assert "уже стоят отметки или пропуски" in words_of(answer)


def test_lessons_of_others_are_not_covered_by_a_made_up_form(cast, deputy):
    deputy.post(
        "/timetable/day/cover/",
        {"on": "2026-11-23", "absent": cast.teacher.pk, f"lesson_{cast.other_lesson.pk}": cast.teacher.pk},
    )

    cast.other_lesson.refresh_from_db()
    assert cast.other_lesson.substitute is None


def test_shortened_day_is_set_and_taken_back(cast, deputy):
    short = BellSchedule.objects.create(name="Сокращённые")

    answer = deputy.post("/timetable/day/bells/", {"on": "2026-11-23", "schedule": short.pk}, follow=True)
    assert "Вернуть обычные" in words_of(answer)

    deputy.post(f"/timetable/day/bells/{DayBells.objects.get().pk}/drop/")
    assert not DayBells.objects.exists()


def test_shortened_day_without_bells_is_asked_again(cast, deputy):
    answer = deputy.post("/timetable/day/bells/", {"on": "2026-11-23"})

    assert answer.status_code == 422
    assert "Обязательное поле" in words_of(answer)


def post(deputy, lesson, act, **sent):
    return deputy.post(f"/timetable/lesson/{lesson.pk}/{act}/", sent)


def test_lesson_is_changed_and_taken_back_from_its_page(cast, deputy):
    lesson = cast.lesson
    for act, sent, state in [
        ("substitute", {"teacher": cast.stranger.pk, "reason": "курсы"}, ("planned", MONDAY, 1, cast.stranger.pk)),
        ("drop-substitute", {}, ("planned", MONDAY, 1, None)),
        ("move", {"on": "2026-11-25", "slot": 3}, ("planned", WEDNESDAY, 3, None)),
        ("return", {}, ("planned", MONDAY, 1, None)),
        ("cancel", {"reason": "День здоровья"}, ("cancelled", MONDAY, 1, None)),
        ("restore", {}, ("planned", MONDAY, 1, None)),
    ]:
        assert post(deputy, lesson, act, **sent).status_code == 302, act
        lesson.refresh_from_db()
        assert (lesson.state, lesson.on, lesson.slot, lesson.substitute_id) == state, act


def test_room_is_changed_from_the_page(cast, deputy):
    post(deputy, cast.lesson, "change-room", room=build.room("30").pk)

    cast.lesson.refresh_from_db()
    assert cast.lesson.room == build.room("30")


@pytest.mark.parametrize(
    ("act", "sent", "words"),
    [
        ("substitute", {}, "Выберите учителя."),
        ("cancel", {}, "Обязательное поле."),
        ("move", {"on": "2026-11-01", "slot": 1}, "1 ноября не входит ни в один учебный период."),
        ("move", {"on": "завтра", "slot": 1}, "Введите правильную дату."),
        ("return", {}, "Этот урок не переносили."),
    ],
)
def test_wrong_input_comes_back_with_words(cast, deputy, act, sent, words):
    answer = post(deputy, cast.lesson, act, **sent)

    assert answer.status_code == 422
    assert words in words_of(answer)


def test_clash_on_the_page_is_a_warning_with_a_second_button(cast, deputy):
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(slot=1)

    answer = post(deputy, cast.lesson, "substitute", teacher=cast.stranger.pk)
    assert answer.status_code == 422
    assert 'name="despite" value="1">Всё равно' in words_of(answer)

    post(deputy, cast.lesson, "substitute", teacher=cast.stranger.pk, despite="1")
    cast.lesson.refresh_from_db()
    assert cast.lesson.substitute == cast.stranger


def test_page_tells_what_was_done(cast, deputy):
    substitute_lesson(cast.lesson, cast.stranger, by=cast.deputy)

    words = words_of(deputy.get(f"/timetable/lesson/{cast.lesson.pk}/"))

    assert "Назначена замена: Громов И. И." in words
    assert "Снять замену" in words


def test_trace_of_a_moved_lesson_leads_to_it(cast, deputy):
    move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=None)
    trace = Lesson.objects.get(moved_to=cast.lesson)

    words = words_of(deputy.get(f"/timetable/lesson/{trace.pk}/"))

    assert f'href="/timetable/lesson/{cast.lesson.pk}/">К перенесённому уроку' in words
    assert "Отменить урок" not in words


@pytest.mark.parametrize("lessons", [1, 3])
def test_queries_do_not_grow_with_lessons(cast, deputy, lessons, django_assert_num_queries):
    for slot in range(2, lessons + 1):
        build.lesson(cast.course, MONDAY, slot=slot)
    url = f"{DAY}?on=2026-11-23&absent={cast.teacher.pk}"
    deputy.get(url)

    with django_assert_num_queries(15):
        deputy.get(url)
    with django_assert_num_queries(13):
        deputy.get(f"/timetable/lesson/{cast.lesson.pk}/")


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_day_at_the_end_of_the_calendar_is_today(deputy, on):
    schedule = BellSchedule.objects.create(name="Короткий день")

    assert "23 ноября" in words_of(deputy.get(DAY, {"on": on}))
    answer = deputy.post(f"{DAY}bells/", {"on": on, "schedule": schedule.pk}, follow=True)
    assert "23 ноября" in words_of(answer)
    assert not DayBells.objects.exists()


@pytest.mark.parametrize(("on", "title"), [(MONDAY, "Кого сегодня нет"), (WEDNESDAY, "Кого нет 25 ноября")])
def test_who_is_away_is_titled_by_the_day(on, title, cast, deputy):
    page = words_of(deputy.get(DAY, {"on": on.isoformat()}))

    assert f"<h2>{title}</h2>" in page
    assert page.count("Кого ") == 1
