"""Composing the timetable on the board, with and without htmx."""

from datetime import date

import pytest

from parta.school.models import Holiday
from parta.timetable.models import BellSchedule, ClassBells, Lesson, TimetableEntry
from parta.timetable.pages.editor import Asked, class_board
from tests import build

MONDAY, LAST = date(2026, 11, 23), "2027-05-31"


@pytest.fixture
def deputy(cast, sign_in):
    Lesson.objects.all().delete()
    return sign_in(cast.deputy)


def words_of(answer):
    return " ".join(answer.content.decode().split())


def board_url(cast, rest=""):
    return f"/timetable/edit/class/{cast.school_class.pk}/{rest}"


def line(cast, **fields):
    """What the form sends for algebra on Monday, first lesson."""
    values = {
        "course": cast.course.pk,
        "weekday": 1,
        "slot": 1,
        "weeks": "every",
        "from_on": "2026-11-23",
        "to_on": LAST,
    }
    return {**values, **fields}


def test_board_has_hours_lines_and_load(cast, deputy):
    build.entry(cast.course, weekday=2, slot=3, room=build.room("12"))

    words = words_of(deputy.get(board_url(cast)))

    assert "<b>Алгебра</b> <small><span>Орлова Н. В.</span> <span>каб. 12</span></small>" in words
    assert "1 из 3" in words
    assert "Добавить: Понедельник, 1-й урок" in words


def test_line_is_added_from_the_form_and_lessons_are_made(cast, deputy):
    answer = deputy.post(board_url(cast, "add/"), line(cast, room=build.room("12").pk), follow=True)

    entry = TimetableEntry.objects.get()
    assert (entry.weekday, entry.slot, entry.room.name, entry.valid_from) == (1, 1, "12", MONDAY)
    assert Lesson.objects.filter(entry=entry).count() == 26  # Mondays of three quarters
    assert "Строка добавлена. Создано 26 уроков." in words_of(answer)


def test_picked_course_is_put_with_one_press(cast, deputy):
    picked = {"picked": cast.course.pk, "course": cast.course.pk, "weekday": 3, "slot": 2, "on": "2026-11-25"}

    answer = deputy.post(board_url(cast, "add/"), picked)

    assert (TimetableEntry.objects.get().valid_from, TimetableEntry.objects.get().weeks) == (
        date(2026, 11, 25),
        "every",
    )
    assert answer.url == board_url(cast, f"?on=2026-11-25&picked={cast.course.pk}")


def test_picked_course_shows_where_its_teacher_is_busy(cast, deputy):
    elsewhere = build.course(cast.teacher, build.whole(cast.other_class), "Геометрия")
    own = build.course(cast.stranger, build.whole(cast.school_class), "История")
    build.entry(elsewhere, weekday=1, slot=1)
    build.entry(own, weekday=1, slot=2)

    board = class_board(cast.school_class, Asked(MONDAY, cast.course.pk))

    cells = {(cell.weekday, cell.slot): cell for row in board.rows for cell in row.cells}
    assert cells[1, 1].clashes == ["Учитель занят в это время: 7А, Геометрия."]
    assert cells[1, 2].clashes == ["Ученики заняты: 7Б, История."]
    assert [cells[1, slot].busy for slot in (1, 2, 3)] == ["teacher", "pupils", ""]
    assert "учитель занят" in words_of(deputy.get(board_url(cast, f"?picked={cast.course.pk}")))


def test_picked_course_suggests_its_usual_room(cast, deputy):
    build.entry(cast.course, weekday=2, slot=3, room=build.room("12"))
    elsewhere = build.course(cast.teacher, build.whole(cast.other_class), "Геометрия")
    for slot in (1, 2):
        build.entry(elsewhere, slot=slot, room=build.room("30"))

    assert class_board(cast.school_class, Asked(MONDAY, cast.course.pk)).room_id == build.room("12").pk


def test_clash_comes_back_as_a_warning_and_may_be_insisted_on(cast, deputy):
    build.entry(build.course(cast.teacher, build.whole(cast.other_class), "Геометрия"))

    warned = deputy.post(board_url(cast, "add/"), line(cast))
    assert warned.status_code == 422
    assert "Учитель занят в это время: 7А, Геометрия." in words_of(warned)
    assert 'name="despite" value="1">Всё равно сохранить' in words_of(warned)
    assert TimetableEntry.objects.count() == 1

    deputy.post(board_url(cast, "add/"), line(cast, despite="1"))
    assert TimetableEntry.objects.count() == 2


def test_doubled_line_is_refused_whatever_is_pressed(cast, deputy):
    build.entry(cast.course)

    answer = deputy.post(board_url(cast, "add/"), line(cast, despite="1"))

    assert answer.status_code == 422
    assert "Такая строка уже есть: 7Б, Алгебра." in words_of(answer)
    assert TimetableEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"course": ""}, "Обязательное поле."),
        ({"slot": ""}, "Обязательное поле."),
        ({"slot": "20"}, "меньше либо равно 14"),
        ({"from_on": "2026-08-01"}, "Учебный год идёт с 1 сентября по 31 мая 2027."),
        ({"starts_at": "15:00", "ends_at": "14:00", "slot": ""}, "Конец раньше начала."),
    ],
)
def test_wrong_line_comes_back_with_words(cast, deputy, fields, words):
    answer = deputy.post(board_url(cast, "add/"), line(cast, **fields))

    assert answer.status_code == 422
    assert words in words_of(answer)


def test_course_of_another_class_is_not_placed_on_this_board(cast, deputy):
    answer = deputy.post(board_url(cast, "add/"), line(cast, course=cast.other_course.pk))

    assert answer.status_code == 422
    assert not TimetableEntry.objects.exists()


def test_line_of_another_class_is_not_on_this_board(cast, deputy):
    entry = build.entry(cast.other_course)

    assert deputy.get(board_url(cast, f"entry/{entry.pk}/")).status_code == 404
    assert deputy.post(board_url(cast, f"entry/{entry.pk}/remove/"), {"from_on": "2026-12-01"}).status_code == 404
    entry.refresh_from_db()
    assert entry.valid_to == date(2027, 5, 31)


def test_line_is_changed_from_a_day(cast, deputy):
    entry = build.entry(cast.course)

    form = words_of(deputy.get(board_url(cast, f"entry/{entry.pk}/")))
    assert "Действует с 1 сентября. До дня изменения останется прежней." in form
    deputy.post(board_url(cast, f"entry/{entry.pk}/change/"), line(cast, weekday=2, from_on="2026-12-01"))

    found = TimetableEntry.objects.order_by("valid_from").values_list("weekday", "valid_from", "valid_to")
    assert list(found) == [
        (1, date(2026, 9, 1), date(2026, 11, 30)),
        (2, date(2026, 12, 1), date(2027, 5, 31)),
    ]


def test_line_is_removed_from_a_day(cast, deputy):
    entry = build.entry(cast.course)

    answer = deputy.post(board_url(cast, f"entry/{entry.pk}/remove/"), {"from_on": "2026-12-01"}, follow=True)

    entry.refresh_from_db()
    assert entry.valid_to == date(2026, 11, 30)
    assert "Строка убрана." in words_of(answer)


def test_line_that_begins_later_is_shown_with_its_day(cast, deputy):
    build.entry(cast.course, valid_from=date(2026, 12, 1))
    build.entry(cast.course, weekday=2, valid_to=date(2026, 12, 20), weeks="odd")

    words = words_of(deputy.get(board_url(cast)))

    assert "с 1 декабря" in words
    assert "по 20 декабря" in words
    assert "по нечётным" in words


def test_lesson_by_the_clock_is_added(cast, deputy):
    sent = line(cast, slot="", starts_at="15:00", ends_at="15:40")

    words = words_of(deputy.post(board_url(cast, "add/"), sent, follow=True))

    assert "Понедельник, 15:00–15:40" in words


def test_htmx_gets_only_the_board(cast, deputy):
    answer = deputy.get(board_url(cast), headers={"hx-request": "true"})

    assert words_of(answer).startswith('<div class="board" id="board"')


def test_teacher_has_a_board_too(cast, deputy):
    build.entry(cast.course, weekday=2, slot=3)

    words = words_of(deputy.get(f"/timetable/edit/teacher/{cast.teacher.pk}/"))

    assert "Орлова Нина Васильевна" in words
    assert "<b>Алгебра</b> <small><span>7Б</span> </small>" in words


def test_overview_counts_courses_that_wait(cast, deputy):
    for day in range(1, 4):
        build.entry(cast.course, weekday=day)

    words = words_of(deputy.get("/timetable/edit/"))

    assert "2026/27: 3 строки, 0 уроков" in words
    assert words.count("не расставлено: 1 курс") == 2  # 7А and Громов


def test_lessons_follow_new_holidays_when_asked(cast, deputy):
    deputy.post(board_url(cast, "add/"), line(cast))
    Holiday.objects.create(year=build.year(), name="Карантин", starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 13))

    answer = deputy.post("/timetable/edit/lessons/", {"from_on": "2026-11-23"}, follow=True)

    assert not Lesson.objects.filter(on=date(2026, 12, 7)).exists()
    assert "Уроки согласованы с расписанием. Убрано 1 урок." in words_of(answer)


def test_school_without_a_year_is_told_what_to_do_first(db, sign_in):
    client = sign_in(build.user(is_admin=True))

    assert "Сначала откройте учебный год" in words_of(client.get("/timetable/edit/"))
    assert client.post("/timetable/edit/lessons/", {"from_on": "2026-11-23"}).status_code == 422


def bells_form(name="Вторая смена", **times):
    return {"name": name, **times}


def test_bells_are_written_changed_and_given_to_a_class(cast, deputy):
    deputy.post("/timetable/bells/new/", bells_form(start_1="14:00", end_1="14:45"))
    bells = BellSchedule.objects.get(name="Вторая смена")
    deputy.post(f"/timetable/bells/{bells.pk}/", bells_form(start_1="14:10", end_1="14:55"))
    answer = deputy.post(
        "/timetable/bells/classes/", {"school_class": cast.school_class.pk, "schedule": bells.pk}, follow=True
    )

    assert ClassBells.objects.get().schedule == bells
    words = words_of(answer)
    assert "14:10–14:55" in words
    assert "7Б: Вторая смена" in words


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"start_1": "14:00"}, "Урок 1: укажите и начало, и конец."),
        ({"start_1": "14:00", "end_1": "13:00"}, "Урок 1 кончается не позже, чем начинается."),
        ({"start_1": "утром", "end_1": "13:00"}, "Введите правильное время."),
        ({}, "Запишите время хотя бы одного урока."),
    ],
)
def test_wrong_bells_come_back_with_words(cast, deputy, times, words):
    answer = deputy.post("/timetable/bells/new/", bells_form(**times))

    assert answer.status_code == 422
    assert words in words_of(answer)
    assert not BellSchedule.objects.filter(name="Вторая смена").exists()


def test_bells_in_use_stay_with_words(cast, deputy):
    answer = deputy.post(f"/timetable/bells/{build.bells().pk}/remove/")

    assert answer.status_code == 422
    assert "Основные звонки нельзя удалить" in words_of(answer)


@pytest.mark.parametrize("lines", [1, 3])
def test_queries_do_not_grow_with_lines(cast, deputy, lines, django_assert_num_queries):
    for slot in range(1, lines + 1):
        build.entry(cast.course, slot=slot)
    picked = board_url(cast, f"?picked={cast.course.pk}")
    deputy.get(picked)

    with django_assert_num_queries(10):
        deputy.get(board_url(cast))
    with django_assert_num_queries(21):
        deputy.get(picked)
    with django_assert_num_queries(12):
        deputy.get("/timetable/edit/")
    with django_assert_num_queries(11):
        deputy.get("/timetable/bells/")
