"""Changes of one day: each is told, written down, and can be taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Period
from parta.timetable.models import Lesson
from parta.timetable.services.changes import (
    cancel_lesson,
    change_room,
    drop_substitute,
    move_lesson,
    restore_lesson,
    return_lesson,
    substitute_lesson,
)
from parta.timetable.services.lessons import Made, make_lessons
from parta.timetable.services.refusals import Clashing
from tests import build

TODAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


def told(person):
    return list(Notice.objects.filter(user=person.user).order_by("id").values_list("text", flat=True))


def last_change():
    change = Change.objects.first()
    return (change.action, change.label, change.before, change.after)


def test_cancelled_lesson_says_why_and_the_teacher_is_told(cast):
    cancel_lesson(cast.lesson, reason="День здоровья", by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert (cast.lesson.state, cast.lesson.reason) == ("cancelled", "День здоровья")
    assert told(cast.teacher) == ["Урок отменён: 7Б · Алгебра, пн, 23 ноября, 1-й урок. День здоровья"]
    words = "7Б · Алгебра, пн, 23 ноября, 1-й урок"
    assert last_change() == ("timetable.cancel_lesson", words, "по расписанию", "отменён: День здоровья")


def test_families_of_the_group_are_told_of_the_change_and_others_are_not(cast):
    colleague = build.employee("Зимин Олег", user=build.user("zimin"))

    substitute_lesson(cast.lesson, colleague, by=cast.deputy)
    cancel_lesson(build.lesson(cast.course, WEDNESDAY), reason="Карантин", by=cast.deputy)
    cancel_lesson(build.lesson(cast.course, date(2026, 11, 20)), reason="Было", by=cast.deputy)

    for person in (cast.daria, cast.egor, cast.parent):
        substituted, cancelled = told(person)
        assert "Урок проведёт Зимин О." in substituted
        assert "Карантин" in cancelled
    assert told(cast.other_parent) == []


def test_cancellation_is_taken_back(cast):
    cancel_lesson(cast.lesson, reason="День здоровья", by=cast.deputy)

    restore_lesson(cast.lesson, by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert (cast.lesson.state, cast.lesson.reason) == ("planned", "")
    assert told(cast.teacher)[1] == "Отмена снята, урок состоится: 7Б · Алгебра, пн, 23 ноября, 1-й урок."


def test_lesson_with_marks_is_not_cancelled(cast):
    build.mark(cast.daria, cast.lesson)

    with pytest.raises(ValidationError, match="уже стоят отметки или пропуски"):
        cancel_lesson(cast.lesson, reason="День здоровья", by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert cast.lesson.state == "planned"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [({"absence": "н"}, True), ({"late_minutes": 5}, True), ({"comment": "молодец"}, False), ({}, False)],
)
def test_absences_hold_a_lesson_but_emptied_cells_do_not(cast, fields, refused):
    build.cell(cast.lesson, cast.daria, **fields)

    if refused:
        with pytest.raises(ValidationError):
            cancel_lesson(cast.lesson, reason="День здоровья", by=None)
    else:
        assert cancel_lesson(cast.lesson, reason="День здоровья", by=None).state == "cancelled"


def test_cancelling_needs_a_reason(cast):
    with pytest.raises(ValidationError) as refused:
        cancel_lesson(cast.lesson, reason=" ", by=cast.deputy)

    assert refused.value.message_dict == {"reason": ["Укажите причину."]}


def test_substitute_gets_the_lesson_and_both_are_told(cast):
    substitute_lesson(cast.lesson, cast.class_teacher, reason="курсы", by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert (cast.lesson.substitute, cast.lesson.reason) == (cast.class_teacher, "курсы")
    words = "7Б · Алгебра, пн, 23 ноября, 1-й урок."
    assert told(cast.class_teacher) == [f"Вы замещаете: {words}"]
    assert told(cast.teacher) == [f"Урок проведёт Белова А. П.: {words}"]
    assert last_change()[2:] == (None, "Белова А. П.")


def test_another_substitute_releases_the_first(cast):
    substitute_lesson(cast.lesson, cast.class_teacher, by=cast.deputy)

    substitute_lesson(cast.lesson, cast.stranger, by=cast.deputy)

    assert told(cast.class_teacher)[-1] == "Замена снята: 7Б · Алгебра, пн, 23 ноября, 1-й урок."
    assert last_change()[2:] == ("Белова А. П.", "Громов И. И.")


def test_substitution_is_taken_back(cast):
    substitute_lesson(cast.lesson, cast.class_teacher, reason="курсы", by=cast.deputy)

    drop_substitute(cast.lesson, by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert (cast.lesson.substitute, cast.lesson.reason) == (None, "")
    assert told(cast.class_teacher)[-1].startswith("Замена снята")


def test_busy_substitute_is_a_warning(cast):
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(slot=1)

    with pytest.raises(Clashing) as warned:
        substitute_lesson(cast.lesson, cast.stranger, by=cast.deputy)
    assert warned.value.words == ["Учитель занят в это время: 7А, История."]

    substitute_lesson(cast.lesson, cast.stranger, by=cast.deputy, despite_clashes=True)
    cast.lesson.refresh_from_db()
    assert cast.lesson.substitute == cast.stranger


@pytest.mark.parametrize(
    ("who", "words"), [("teacher", "учитель самого курса"), ("gone", "Седова Т. уже не работает в школе")]
)
def test_who_can_not_substitute(cast, who, words):
    teacher = cast.teacher if who == "teacher" else build.employee("Седова Тамара", left_on=date(2026, 10, 1))

    with pytest.raises(ValidationError, match=words):
        substitute_lesson(cast.lesson, teacher, by=cast.deputy)


def test_moved_lesson_takes_its_topic_along_and_leaves_a_trace(cast):
    build.topic(cast.lesson)

    move_lesson(cast.lesson, on=WEDNESDAY, slot=3, reason="олимпиада", by=cast.deputy)

    cast.lesson.refresh_from_db()
    trace = Lesson.objects.get(moved_to=cast.lesson)
    assert (cast.lesson.on, cast.lesson.slot, cast.lesson.state) == (WEDNESDAY, 3, "planned")
    assert cast.lesson.record.topic == "Линейная функция"
    assert (trace.on, trace.slot, trace.state, trace.reason) == (TODAY, 1, "moved", "олимпиада")
    words = "пн, 23 ноября, 1-й урок → ср, 25 ноября, 3-й урок"
    assert told(cast.teacher) == [f"Урок перенесён: {words}, 7Б · Алгебра."]


def test_timetable_does_not_make_a_moved_lesson_again(cast):
    entry = build.entry(cast.course)
    Lesson.objects.filter(pk=cast.lesson.pk).update(entry=entry)
    move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy)

    made = make_lessons(from_on=TODAY, to_on=date(2026, 11, 29), by=None)

    assert made == Made()


def test_lesson_moved_twice_has_one_trace(cast):
    move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy)

    move_lesson(cast.lesson, on=date(2026, 11, 26), slot=5, by=cast.deputy)

    trace = Lesson.objects.exclude(pk=cast.lesson.pk).get(course=cast.course)
    assert (trace.on, trace.moved_to) == (TODAY, cast.lesson)


def test_move_is_taken_back(cast):
    entry = build.entry(cast.course)
    Lesson.objects.filter(pk=cast.lesson.pk).update(entry=entry)
    move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy)

    return_lesson(cast.lesson, by=cast.deputy)

    cast.lesson.refresh_from_db()
    assert (cast.lesson.on, cast.lesson.slot, cast.lesson.entry) == (TODAY, 1, entry)
    assert Lesson.objects.filter(course=cast.course).count() == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 1), "1 ноября не входит ни в один учебный период"),
        (date(2027, 7, 1), "1 июля 2027 не входит ни в один учебный период"),
        (date(2026, 10, 5), "период «I четверть» закрыт"),
    ],
)
def test_lesson_moves_only_into_an_open_period(cast, on, words):
    Period.objects.filter(number=1).update(closed_at="2026-10-26T09:00:00Z")

    with pytest.raises(ValidationError, match=words):
        move_lesson(cast.lesson, on=on, slot=1, by=cast.deputy)


def test_move_onto_busy_pupils_is_a_warning(cast):
    other = build.course(cast.stranger, build.whole(cast.school_class), "История")
    build.lesson(other, WEDNESDAY, slot=3)

    with pytest.raises(Clashing, match="Ученики заняты: 7Б, История"):
        move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy)


def test_move_onto_the_same_course_is_refused(cast):
    build.lesson(cast.course, WEDNESDAY, slot=3)

    with pytest.raises(ValidationError, match="уже стоит урок"):
        move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy, despite_clashes=True)


def test_lesson_with_marks_does_not_move_forward(cast):
    build.mark(cast.daria, cast.lesson)

    with pytest.raises(ValidationError, match="уже стоят отметки"):
        move_lesson(cast.lesson, on=WEDNESDAY, slot=3, by=cast.deputy)


def test_room_for_a_day_and_back(cast):
    change_room(cast.lesson, build.room("30"), by=cast.deputy)
    cast.lesson.refresh_from_db()
    assert cast.lesson.room.name == "30"
    assert told(cast.teacher) == ["Кабинет 30: 7Б · Алгебра, пн, 23 ноября, 1-й урок."]

    change_room(cast.lesson, None, by=cast.deputy)
    cast.lesson.refresh_from_db()
    assert cast.lesson.room is None


def test_taken_room_is_a_warning(cast):
    Lesson.objects.filter(pk=cast.other_lesson.pk).update(slot=1, room=build.room("30"))

    with pytest.raises(Clashing) as warned:
        change_room(cast.lesson, build.room("30"), by=cast.deputy)

    assert warned.value.words == ["Кабинет 30 занят: 7А, История."]


def test_who_makes_the_change_is_not_told_of_it(cast):
    cancel_lesson(cast.lesson, reason="болею", by=cast.teacher.user)

    assert told(cast.teacher) == []


def test_closed_period_refuses_changes(cast):
    Period.objects.filter(number=2).update(closed_at="2026-11-22T09:00:00Z")

    with pytest.raises(ValidationError, match="период «II четверть» закрыт"):
        cancel_lesson(cast.lesson, reason="День здоровья", by=cast.deputy)


def test_second_deputy_is_told_that_the_lesson_is_cancelled_already(cast):
    stale = Lesson.objects.get(pk=cast.lesson.pk)
    cancel_lesson(cast.lesson, reason="День здоровья", by=cast.deputy)

    with pytest.raises(ValidationError, match="Урок уже отменён"):
        move_lesson(stale, on=WEDNESDAY, slot=3, by=cast.admin)
