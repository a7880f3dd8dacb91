"""Notices of absence, ticks and weeks read: what changes, what is refused, who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from parta.audit.models import Change
from parta.journal.access import lesson_to_read
from parta.journal.models import AbsenceNotice, Cell, Homework, HomeworkDone, WeekRead
from parta.journal.queries import family as queries
from parta.journal.queries.roll import roll_of
from parta.journal.services import family
from parta.notices.models import Notice
from parta.school.models import Guardianship, Period
from tests import build
from tests.cast import TODAY

DAY = timedelta(days=1)


def announce(cast, **fields):
    values = {"from_on": TODAY, "to_on": TODAY + 2 * DAY, "reason": "б", "by": cast.parent.user, **fields}
    return family.announce_absence(cast.daria, **values)


def texts(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def actions():
    return list(Change.objects.order_by("pk").values_list("action", flat=True))


def test_announced_absence_waits_and_tells_class_teacher(cast):
    notice = announce(cast)

    assert notice.is_confirmed is None
    assert texts(cast.class_teacher.user) == ["Ермакова Дарья: сообщают об отсутствии 23.11–25.11, болезнь"]
    assert actions() == ["journal.announce_absence"]
    assert queries.waiting_notices([cast.school_class.pk]) == [notice]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to_on": TODAY - DAY}, "Последний день раньше первого."),
        ({"from_on": TODAY - 8 * DAY}, "не позже чем через 7 дней"),
        ({"to_on": TODAY + 120 * DAY}, "не больше чем о 92 днях"),
        ({"from_on": date(2027, 5, 30), "to_on": date(2027, 6, 3)}, "вне текущего учебного года"),
        ({"reason": "п"}, "нет среди допустимых"),
        ({"text": "х" * 301}, "не более 300"),
    ],
)
def test_notice_is_refused_with_words(cast, fields, words):
    with pytest.raises(ValidationError) as caught:
        announce(cast, **fields)

    assert words in " ".join(caught.value.messages)
    assert not AbsenceNotice.objects.exists()


def test_same_days_are_announced_once_but_again_after_a_refusal(cast):
    first = announce(cast)
    with pytest.raises(ValidationError, match="уже сообщили"):
        announce(cast, from_on=TODAY + 2 * DAY, to_on=TODAY + 4 * DAY)
    family.decide_absence(first, is_confirmed=False, by=cast.class_teacher.user)

    assert announce(cast).pk != first.pk


def test_confirmed_notice_turns_unknown_absences_only(cast):
    other = build.course(cast.teacher, build.whole(cast.school_class), "Физика")
    lessons = [build.lesson(other, on, slot=3) for on in (TODAY - DAY, TODAY, TODAY + DAY, TODAY + 3 * DAY)]
    before, unknown, known, after = (
        build.cell(at, cast.daria, absence=letter, version=4) for at, letter in zip(lessons, "ннпн", strict=True)
    )
    classmate = build.cell(cast.lesson, cast.egor, absence="н")
    late = build.cell(cast.lesson, cast.daria, late_minutes=5)
    notice = announce(cast)

    changed = family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)

    stored = dict(Cell.objects.values_list("pk", "absence"))
    assert changed == 1
    assert stored == {before.pk: "н", unknown.pk: "б", known.pk: "п", after.pk: "н", classmate.pk: "н", late.pk: ""}
    assert Cell.objects.get(pk=unknown.pk).version == 5
    row = Change.objects.get(action="journal.set_cell")
    assert (row.target_id, row.pupil_id, row.by) == (lessons[1].pk, cast.daria.pk, cast.class_teacher.user)
    assert row.before == {"version": 4, "absence": "н"}
    assert row.after == {"version": 5, "absence": "б"}
    assert row.label == "7Б · Физика · 23.11 · Ермакова Дарья"
    assert texts(cast.parent.user) == ["Ермакова Дарья: отсутствие 23.11–25.11 подтверждено"]


def test_confirmed_notice_keeps_marks_of_the_cell(cast):
    mark = build.mark(cast.daria, cast.lesson, 4, comment="дома")
    Cell.objects.filter(pk=mark.cell_id).update(absence="н")

    family.decide_absence(announce(cast), is_confirmed=True, by=cast.class_teacher.user)

    cell = Cell.objects.get(pk=mark.cell_id)
    assert (cell.absence, [(m.pk, m.value, m.comment) for m in cell.marks.all()]) == ("б", [(mark.pk, 4, "дома")])


def test_closed_period_keeps_its_cells(cast):
    cell = build.cell(cast.lesson, cast.daria, absence="н")
    Period.objects.filter(number=2).update(closed_at=timezone.now())

    changed = family.decide_absence(announce(cast), is_confirmed=True, by=cast.class_teacher.user)

    assert changed == 0
    assert Cell.objects.get(pk=cell.pk).absence == "н"


def test_declined_notice_changes_no_cell_and_tells_the_parent(cast):
    cell = build.cell(cast.lesson, cast.daria, absence="н")
    notice = announce(cast, to_on=TODAY)

    family.decide_absence(notice, is_confirmed=False, by=cast.class_teacher.user)

    assert Cell.objects.get(pk=cell.pk).absence == "н"
    assert texts(cast.parent.user) == [
        "Ермакова Дарья: отсутствие 23.11 не подтверждено, свяжитесь с классным руководителем"
    ]
    assert noted(cast, cast.lesson) == {"Ермакова Дарья": "н", "Дмитриев Егор": ""}


def noted(cast, lesson):
    """What the roll call of the lesson begins with, by pupil."""
    opened = lesson_to_read(cast.teacher.user, lesson.pk)
    return {row.name: row.absence for row in roll_of(opened, now=timezone.now()).rows}


def test_confirmed_notice_is_where_roll_calls_of_its_days_begin(cast):
    lessons = [cast.lesson, build.lesson(cast.course, TODAY + 2 * DAY), build.lesson(cast.course, TODAY + 3 * DAY)]
    family.decide_absence(announce(cast, reason="у"), is_confirmed=True, by=cast.class_teacher.user)

    found = [noted(cast, lesson)["Ермакова Дарья"] for lesson in lessons]

    assert found == ["у", "у", ""]


def test_notice_is_decided_once(cast):
    notice = announce(cast)
    family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)

    with pytest.raises(ValidationError, match="уже рассмотрено"):
        family.decide_absence(notice, is_confirmed=False, by=cast.deputy)


def test_waiting_notice_is_withdrawn_and_then_not_decided(cast):
    notice = announce(cast)
    family.withdraw_absence(notice, by=cast.parent.user)

    assert texts(cast.class_teacher.user)[-1] == "Ермакова Дарья: сообщение об отсутствии 23.11–25.11 отозвано"
    assert queries.waiting_notices([cast.school_class.pk]) == []
    with pytest.raises(ValidationError, match="отозвал"):
        family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)


@pytest.mark.parametrize(("starts", "is_taken_back"), [(0, False), (1, True)])
def test_confirmed_notice_is_withdrawn_only_before_its_first_day(cast, starts, is_taken_back):
    notice = announce(cast, from_on=TODAY + starts * DAY)
    family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)

    if is_taken_back:
        family.withdraw_absence(notice, by=cast.parent.user)
    else:
        with pytest.raises(ValidationError, match="начались"):
            family.withdraw_absence(notice, by=cast.parent.user)

    assert bool(AbsenceNotice.objects.get().withdrawn_at) is is_taken_back


def test_tick_is_set_and_taken_off_once_each(cast):
    task = Homework.objects.create(lesson=cast.lesson, due_on=TODAY, text="§ 12", author=cast.teacher.user)
    by = cast.daria.user

    counts = []
    for is_done in (True, True, False, False):
        family.tick_homework(task, cast.daria, is_done=is_done, by=by)
        counts.append(HomeworkDone.objects.count())

    assert counts == [1, 1, 0, 0]
    assert actions() == ["journal.tick_homework"] * 2


def test_week_is_read_once_by_each_guardian(cast):
    father = build.guardian(cast.daria, name="Ермаков Павел", user=build.user("father", last_name="Ермаков"))
    for user in (cast.parent.user, cast.parent.user, father.user):
        family.mark_week_read(cast.daria, week_on=TODAY, by=user)

    assert WeekRead.objects.count() == 2
    assert actions() == ["journal.mark_week_read"] * 2
    names = [reading.name for reading in queries.weeks_read(cast.school_class.pk, TODAY)[cast.daria.pk]]
    assert names == ["Ермакова О.", "Ермаков"]


@pytest.mark.parametrize("week_on", [TODAY + 7 * DAY, TODAY + DAY])
def test_week_that_has_not_begun_is_not_read(cast, week_on):
    with pytest.raises(ValidationError):
        family.mark_week_read(cast.daria, week_on=week_on, by=cast.parent.user)


def test_lessons_a_day_counts_own_groups_of_that_day(cast):
    whole = build.whole(cast.school_class)
    mine = build.subgroup(cast.school_class, "7Б (1)", pupils=[cast.daria])
    foreign = build.subgroup(cast.school_class, "7Б (2)", pupils=[cast.egor])
    cast.daria.memberships.filter(group=whole).update(to_on=TODAY)
    build.lesson(build.course(None, mine, "Английский язык"), TODAY, slot=2)
    build.lesson(build.course(None, foreign, "Английский язык"), TODAY, slot=2)
    build.lesson(cast.course, TODAY, slot=4, state="cancelled")
    build.lesson(cast.course, TODAY + DAY)

    assert queries.lessons_a_day(cast.daria.pk, [TODAY, TODAY + DAY]) == {TODAY: 2}


def test_missed_lessons_come_latest_day_first(cast):
    build.cell(cast.lesson, cast.daria, absence="н", comment="без звонка")
    build.cell(build.lesson(cast.course, TODAY - DAY), cast.daria, late_minutes=7)
    build.cell(build.lesson(cast.course, TODAY - 2 * DAY), cast.daria, comment="молодец")

    found = queries.missed_lessons([cast.daria.pk], TODAY - 7 * DAY, TODAY)

    assert [(m.on, m.subject, m.absence, m.late_minutes, m.comment) for m in found] == [
        (TODAY, "Алгебра", "н", None, "без звонка"), (TODAY - DAY, "Алгебра", "", 7, "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admin", 302), ("head", 302), ("deputy", 302), ("introducer", 404), ("teacher", 404), ("class_teacher", 302),
        ("stranger", 404), ("pupil", 404), ("classmate", 404), ("parent", 404), ("other_parent", 404), ("nobody", 302),
    ],
)  # fmt: skip
def test_decision_door(cast, sign_in, role, status):
    notice = announce(cast)

    answer = sign_in(cast.users()[role]).post(f"/journal/absences/{notice.pk}/decision/", {"is_confirmed": "yes"})

    assert answer.status_code == status
    is_open = status == 302 and role != "nobody"
    assert AbsenceNotice.objects.get().is_confirmed is (True if is_open else None)


def test_decision_answers_with_words(cast, sign_in):
    build.cell(cast.lesson, cast.daria, absence="н")
    url = f"/journal/absences/{announce(cast).pk}/decision/"
    client = sign_in(cast.class_teacher.user)

    assert client.post(url).status_code == 422
    first = client.post(url, {"is_confirmed": "yes"}, follow=True).content.decode()
    second = client.post(url, {"is_confirmed": "no"}, follow=True).content.decode()

    assert "Исправлено пропусков: 1." in first
    assert "Это заявление уже рассмотрено." in second


def test_former_guardian_is_still_told_of_own_notice(cast):
    notice = announce(cast)
    Guardianship.objects.filter(guardian=cast.parent).update(ended_on=TODAY)

    family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)

    assert len(texts(cast.parent.user)) == 1
