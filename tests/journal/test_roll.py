"""The roll call: its page, and the one batch that saves it."""

import json
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import AbsenceNotice, Cell, LessonRecord
from parta.school.models import GroupMembership
from tests import build

from .wire import cell_op, content, record_op


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def url(lesson):
    return reverse("journal:roll-call", args=[lesson.pk])


def save(client, lesson, *ops, **body):
    return client.post(url(lesson), {"ops": ops, "roll": True, **body}, content_type="application/json")


def rows(client, lesson):
    return json.loads(client.get(url(lesson)).context["roll_json"])["pupils"]


def test_page_lists_the_pupils_of_the_day_with_what_is_noted(cast, teacher):
    build.cell(cast.lesson, cast.egor, late_minutes=5)
    gone = build.pupil("Абрамов Пётр", of=cast.school_class)
    GroupMembership.objects.filter(pupil=gone).update(to_on=date(2026, 11, 22))

    assert rows(teacher, cast.lesson) == [
        [cast.egor.pk, "", 5, [cast.lesson.pk, cast.egor.pk, 1, "", 5, "", []]],
        [cast.daria.pk, "", None, [cast.lesson.pk, cast.daria.pk, 0, "", None, "", []]],
    ]


class TestNotices:
    def notice(self, cast, **fields):
        return AbsenceNotice.objects.create(
            **{"pupil": cast.daria, "from_on": date(2026, 11, 20), "to_on": date(2026, 11, 23), "reason": "б",
               "by": cast.parent.user, "is_confirmed": True, **fields}
        )  # fmt: skip

    def daria(self, cast, teacher):
        return teacher.get(url(cast.lesson)).context["pupils"][1]

    def test_confirmed_notice_fills_in_the_reason(self, cast, teacher):
        self.notice(cast)

        row = self.daria(cast, teacher)

        assert (row.absence, row.noticed, row.is_confirmed) == ("б", "болезнь", True)

    def test_waiting_notice_is_told_and_fills_in_nothing(self, cast, teacher):
        self.notice(cast, is_confirmed=None)

        row = self.daria(cast, teacher)

        assert (row.absence, row.noticed, row.is_confirmed) == ("", "болезнь", False)

    @pytest.mark.parametrize(
        "fields", [{"is_confirmed": False}, {"to_on": date(2026, 11, 22)}, {"withdrawn_at": "2026-11-22T09:00Z"}]
    )
    def test_notice_that_says_nothing_of_today(self, cast, teacher, fields):
        self.notice(cast, **fields)

        assert self.daria(cast, teacher).noticed == ""

    def test_what_the_teacher_noted_goes_before(self, cast, teacher):
        self.notice(cast)
        build.cell(cast.lesson, cast.daria)

        assert self.daria(cast, teacher).absence == ""


def test_roll_is_saved_with_its_instant_and_its_taker(cast, teacher):
    answer = save(teacher, cast.lesson, cell_op(cast.lesson, cast.egor, content(absence="н")))

    assert (answer.json()["roll"], answer.json()["results"][0]["status"]) == (True, "applied")
    assert Cell.objects.get().absence == "н"
    record = LessonRecord.objects.get()
    assert (record.roll_by, record.roll_at is not None, record.version) == (cast.teacher.user, True, 0)
    assert set(Change.objects.values_list("action", flat=True)) == {"journal.set_cell", "journal.take_roll"}


def test_all_present_is_a_roll_call_too(cast, teacher):
    assert save(teacher, cast.lesson).json()["roll"] is True
    assert LessonRecord.objects.get().roll_at is not None


def test_second_roll_call_keeps_the_first_instant(cast, teacher):
    build.topic(cast.lesson)
    LessonRecord.objects.update(roll_at="2026-11-23T06:00Z", roll_by=cast.admin)

    save(teacher, cast.lesson)

    record = LessonRecord.objects.get()
    assert (record.roll_by, record.topic, record.version) == (cast.admin, "Линейная функция", 1)
    assert Change.objects.get().after == {"again": True}


def test_marks_of_the_cell_stay(cast, teacher):
    build.mark(cast.egor, cast.lesson, value=4)

    save(teacher, cast.lesson, cell_op(cast.lesson, cast.egor, content(4, late=10), seen=1))

    cell = Cell.objects.get()
    assert (cell.late_minutes, cell.marks.get().value) == (10, 4)


def test_clash_leaves_the_roll_untaken(cast, teacher):
    build.cell(cast.lesson, cast.egor, absence="б")

    answer = save(
        teacher,
        cast.lesson,
        cell_op(cast.lesson, cast.egor, content(absence="н")),
        cell_op(cast.lesson, cast.daria, content(absence="н")),
    ).json()

    assert ([result["status"] for result in answer["results"]], answer["roll"]) == (["clash", "applied"], False)
    assert LessonRecord.objects.count() == 0


def test_only_cells_of_the_lesson(cast, teacher):
    other = build.lesson(cast.course, date(2026, 11, 20))

    answer = save(
        teacher, cast.lesson, cell_op(other, cast.egor, content(absence="н")), record_op(cast.lesson, topic="x")
    ).json()

    assert [result["why"] for result in answer["results"]] == ["Перекличка пишет только пропуски своего урока"] * 2
    assert Cell.objects.count() == 0


def test_closed_lesson_is_409_with_words(cast, teacher):
    future = build.lesson(cast.course, date(2026, 11, 24))

    answer = save(teacher, future)

    assert (answer.status_code, answer.json()["error"]) == (409, "Урок будет 24 ноября")
    assert teacher.get(url(future)).context["roll"].why_closed == "Урок будет 24 ноября"


@pytest.mark.parametrize("body", [{"ops": []}, {"ops": [], "roll": 1}, {"roll": True}])
def test_malformed_body_is_400(cast, teacher, body):
    answer = teacher.post(url(cast.lesson), body, content_type="application/json")

    assert answer.status_code == 400
    assert LessonRecord.objects.count() == 0


def test_reader_sees_why_not(cast, sign_in):
    answer = sign_in(cast.deputy).get(url(cast.lesson))

    assert answer.context["roll"].why_closed == "Перекличку проводит учитель урока"


def test_same_queries_for_one_pupil_and_for_four(cast, teacher, django_assert_num_queries):
    teacher.get(url(cast.lesson))

    with django_assert_num_queries(PAGE):
        teacher.get(url(cast.lesson))
    with django_assert_num_queries(SAVE):
        save(teacher, cast.lesson, cell_op(cast.lesson, cast.egor, content(absence="н")))
    pupils = [build.pupil(f"Иванов Иван{number}", of=cast.school_class) for number in range(3)]
    with django_assert_num_queries(PAGE):
        teacher.get(url(cast.lesson))
    other = build.lesson(cast.course, date(2026, 11, 20))
    with django_assert_num_queries(SAVE):
        save(teacher, other, *(cell_op(other, pupil, content(absence="н")) for pupil in pupils))


PAGE, SAVE = 10, 16 if connection.features.has_select_for_update else 14
