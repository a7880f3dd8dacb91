"""The first page of each role: what a person sees, and what is nobody else's."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parta.journal.models import AbsenceNotice, Homework, LessonRecord, UnlockRequest
from parta.regulation.models import Document, Duty
from parta.support.services.opening import open_ticket

from .. import build
from ..cast import TODAY


@pytest.fixture
def page_of(sign_in):
    return lambda user, url="/": sign_in(user).get(url).content.decode()


def test_desk_needs_signing_in(cast, sign_in):
    assert sign_in(None).get("/")["Location"] == "/accounts/login/?next=/"


def test_teacher_sees_todays_lesson_and_what_it_lacks(cast, page_of):
    page = page_of(cast.teacher.user)

    assert "Понедельник, 23 ноября" in page
    assert f"/journal/lesson/{cast.lesson.pk}/" in page
    assert "не заполнено: перекличка, тема, задание" in page


def test_teacher_sees_a_filled_lesson_as_done(cast, page_of):
    LessonRecord.objects.create(lesson=cast.lesson, topic="Степень", roll_at=timezone.now())
    Homework.objects.create(lesson=cast.lesson, due_on=TODAY, text="§1", author=cast.teacher.user)

    assert 'data-state="done">перекличка, тема, задание' in page_of(cast.teacher.user)


def test_lesson_ahead_is_not_late(cast, page_of):
    build.lesson(cast.course, TODAY, slot=8)  # 14:55, and it is noon

    assert 'data-state="">впереди' in page_of(cast.teacher.user)


def test_substitute_sees_the_lesson_and_its_teacher_does_not(cast, page_of):
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()

    assert "замена" in page_of(cast.stranger.user)
    assert f"/journal/lesson/{cast.lesson.pk}/" not in page_of(cast.teacher.user)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({}, "нет переклички и темы"),
        ({"topic": "Степень"}, "нет переклички"),
        ({"roll_at": timezone.now()}, "нет темы"),
    ],
)
def test_teacher_sees_what_was_not_filled(written, words, cast, page_of):
    late = build.lesson(cast.course, TODAY - timedelta(days=3))
    if written:
        LessonRecord.objects.create(lesson=late, **written)

    assert f"<small>{words}</small>" in page_of(cast.teacher.user)


def test_gaps_of_long_ago_and_of_others_are_not_shown(cast, page_of):
    build.lesson(cast.course, TODAY - timedelta(days=40))
    build.lesson(cast.other_course, TODAY - timedelta(days=3))

    assert "Всё заполнено за последний месяц" in page_of(cast.teacher.user)


def test_teacher_sees_how_many_have_no_mark_for_a_control_work(cast, page_of):
    late = build.lesson(cast.course, TODAY - timedelta(days=3))
    kind = build.work_kind("контрольная", is_control=True)
    LessonRecord.objects.create(lesson=late, topic="Контрольная", work_kind=kind, roll_at=timezone.now())
    build.mark(cast.daria, late, 4)

    assert "контрольная: без отметки 1" in page_of(cast.teacher.user)


def test_absent_pupils_owe_no_control_mark(cast, page_of):
    late = build.lesson(cast.course, TODAY - timedelta(days=3))
    kind = build.work_kind("контрольная", is_control=True)
    LessonRecord.objects.create(lesson=late, topic="Контрольная", work_kind=kind, roll_at=timezone.now())
    build.mark(cast.daria, late, 4)
    build.cell(late, cast.egor, absence="б")

    assert "контрольная" not in page_of(cast.teacher.user)


def test_teacher_sees_a_point_whose_date_has_come(cast, page_of):
    late = build.lesson(cast.course, TODAY - timedelta(days=3))
    LessonRecord.objects.create(lesson=late, topic="Степень", roll_at=timezone.now())
    build.mark(cast.daria, late, None, word="•", due_on=TODAY)

    assert "не сдана работа: Ермакова Дарья, срок 23.11" in page_of(cast.teacher.user)


def test_class_teacher_sees_who_is_away(cast, page_of):
    build.cell(cast.lesson, cast.daria, absence="н")

    page = page_of(cast.class_teacher.user)

    assert "<b>1</b> из 2" in page
    assert "1-й: н" in page


def test_deputy_sees_the_day_and_requests_to_open(cast, page_of):
    UnlockRequest.objects.create(course=cast.course, reason="Принесли работы", by=cast.teacher.user)

    page = page_of(cast.deputy)

    assert "<dt>Уроков по расписанию</dt><dd><b>2</b></dd>" in page
    assert "Принесли работы" in page
    assert "Ученики с учётной записью" not in page


def test_head_is_not_asked_to_open_what_others_open(cast, page_of):
    UnlockRequest.objects.create(course=cast.course, reason="Принесли работы", by=cast.teacher.user)

    page = page_of(cast.head)

    assert "Журналы сегодня" in page
    assert "Просят открыть журнал" not in page
    assert "/journal/unlock/" not in page


def test_administrator_sees_who_can_sign_in(cast, page_of):
    assert "<dt>Ученики с учётной записью</dt><dd>2 из 3</dd>" in page_of(cast.admin)


def test_parent_sees_own_childs_day_and_nobody_elses(cast, page_of):
    build.mark(cast.daria, cast.lesson, 5)
    build.mark(cast.egor, cast.lesson, 2)
    Homework.objects.create(lesson=cast.lesson, due_on=TODAY + timedelta(days=1), text="§14, № 312", author=cast.admin)
    build.cell(cast.other_lesson, cast.alien, absence="п")

    page = page_of(cast.parent.user)

    assert "Дарья, 7Б" in page
    assert '<span class="mark" data-level="5">5</span>' in page
    assert '<span class="mark" data-level="2">' not in page
    assert "§14, № 312" in page
    assert 'data-level="away"' not in page


def test_individual_homework_is_shown_to_its_pupil_only(cast, page_of):
    task = Homework.objects.create(
        lesson=cast.lesson, due_on=TODAY + timedelta(days=1), text="Доклад", author=cast.admin, is_individual=True
    )
    task.pupils.add(cast.egor)

    assert "Доклад" in page_of(cast.egor.user)
    assert "Доклад" not in page_of(cast.daria.user)


def test_account_of_nobody_is_told_what_to_do(cast, page_of):
    assert "Здесь пока пусто" in page_of(build.user("nobody"))


@pytest.mark.parametrize(
    ("role", "opens"),
    [("class_teacher", True), ("admin", True), ("head", True), ("deputy", True), ("teacher", False),
     ("stranger", False), ("introducer", False), ("pupil", False), ("parent", False)],
)  # fmt: skip
def test_class_page_opens_for(role, opens, cast, sign_in):
    answer = sign_in(cast.users()[role]).get(f"/my-class/{cast.school_class.pk}/")

    assert (answer.status_code == 200) is opens


def test_class_page_shows_notices_to_decide(cast, page_of):
    AbsenceNotice.objects.create(
        pupil=cast.daria, from_on=TODAY, to_on=TODAY, reason="б", text="к врачу", by=cast.parent.user
    )

    page = page_of(cast.class_teacher.user, f"/my-class/{cast.school_class.pk}/")

    assert "к врачу" in page
    assert "Подтвердить" in page


@pytest.mark.parametrize("extra", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("teacher", 19), ("deputy", 18), ("parent", 23)])
def test_desk_asks_the_same_for_any_number_of_lessons(role, queries, extra, cast, sign_in, django_assert_num_queries):
    for slot in range(extra):
        lesson = build.lesson(cast.course, TODAY, slot=slot + 3)
        build.mark(cast.daria, lesson, 4)
        Homework.objects.create(lesson=lesson, due_on=date(2026, 11, 24), text="§1", author=cast.admin)
    client = sign_in(cast.users()[role])

    with django_assert_num_queries(queries):
        client.get("/")


def test_desk_shows_what_waits_for_a_helper_and_what_is_asked_of_all(cast, page_of):
    Duty.objects.create(topic="2.1.3", employee=cast.class_teacher, line=1)
    Document.objects.create(
        kind="agreement",
        title="Соглашение",
        text="…",
        version=1,
        is_current=True,
        published_at=timezone.now(),
        in_force_from=TODAY,
    )
    open_ticket(
        asker=cast.parent.user, text="Не видно отметок по алгебре", topic="2.1.3", channel="page", now=timezone.now()
    )

    helper, other = page_of(cast.class_teacher.user), page_of(cast.stranger.user)

    assert "Не видно отметок по алгебре" in helper
    assert "1 обращение ждёт" in helper
    assert "Не видно отметок по алгебре" not in other
    assert "пользовательское соглашение" in other


def test_desk_of_a_new_school_leads_to_the_next_step_and_shows_no_zeros(db, page_of):
    admin = build.user("office", is_admin=True)

    assert "Начать: Школа" in page_of(admin)
    build.school()
    page = page_of(admin)

    assert 'href="/school/years/">Начать: Учебный год</a>' in page
    assert "Журналы сегодня" not in page


def test_desk_of_a_school_with_pupils_has_its_numbers(cast, page_of):
    page = page_of(cast.admin)

    assert "Журналы сегодня" in page
    assert "Школу ещё заводят" not in page
