"""The journal page's snapshot, its query count, and others' changes."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from parta.journal.access import course_to_read
from parta.journal.models import Cell, LessonRecord, UnlockRequest
from parta.journal.queries.periods import periods_of
from parta.journal.queries.snapshot import snapshot
from parta.journal.services.unlock import grant
from parta.school.models import GroupMembership
from parta.timetable.services.changes import cancel_lesson
from tests import build

from .wire import cell_op, content, record_op, send


def shot(cast, user=None):
    """The snapshot of the second quarter as the page's script reads it."""
    user = user or cast.teacher.user
    journal = course_to_read(user, cast.course.pk)
    period = periods_of(journal.course)[1]
    return json.loads(snapshot(journal, period, user=user, now=timezone.now(), urls={}).json())


def test_snapshot_of_a_filled_lesson(cast):
    kind = build.work_kind("контрольная", short_name="КР", tone="fail", weight=3, position=5)
    record = build.topic(cast.lesson, "Степени")
    record.work_kind = kind
    record.save()
    cast.lesson.homework.create(due_on=date(2026, 11, 24), text="№ 5", author=cast.teacher.user)
    build.mark(cast.daria, cast.lesson, value=5, comment="чисто")
    build.mark(cast.daria, cast.lesson, value=None, word="•", due_on=date(2026, 11, 30))
    build.cell(cast.lesson, cast.egor, absence="н")

    found = shot(cast)

    default = build.work_kind()
    assert found["kinds"] == [
        [default.pk, "ответ", "ОТ", "plain", 1, 1, 1],
        [kind.pk, "контрольная", "КР", "fail", 3, 1, 1],
    ]
    assert found["default_kind"] == default.pk
    assert found["lessons"] == [[cast.lesson.pk, "2026-11-23", 1, kind.pk, "Степени", "", "planned", 0, 1, 1, ""]]
    assert found["homework"] == [[cast.lesson.pk, "2026-11-24", "№ 5"]]
    assert found["pupils"] == [
        [cast.egor.pk, "Дмитриев Егор", "2026-09-01", None],
        [cast.daria.pk, "Ермакова Дарья", "2026-09-01", None],
    ]
    assert sorted(found["cells"], key=str) == sorted([
        [cast.lesson.pk, cast.daria.pk, 1, "", None, "",
         [[5, "", None, "чисто", 0, 0, None]]],
        [cast.lesson.pk, cast.daria.pk, 1, "", None, "", [[None, "•", None, "", 0, 0, "2026-11-30"]]],
        [cast.lesson.pk, cast.egor.pk, 1, "н", None, "", []],
    ], key=str)  # fmt: skip
    assert (found["may_write"], found["scale"], found["values"], found["today"]) == (
        True, "five", [2, 3, 4, 5], "2026-11-23",
    )  # fmt: skip
    assert found["words"] == ["зач", "незач", "осв", "н/а", "•"]


def test_lessons_of_other_periods_and_courses_are_left_out(cast):
    build.lesson(cast.course, date(2026, 10, 20))

    assert [row[0] for row in shot(cast)["lessons"]] == [cast.lesson.pk]


def test_locks_are_told(cast):
    build.lesson(cast.course, date(2026, 11, 5))
    build.lesson(cast.course, date(2026, 11, 30))
    build.lesson(cast.course, date(2026, 11, 19), state="cancelled")

    assert [(row[1][8:], row[5], row[10]) for row in shot(cast)["lessons"]] == [
        ("05", "days", "days"),
        ("19", "cancelled", "cancelled"),
        ("23", "", ""),
        ("30", "future", ""),
    ]


@pytest.mark.parametrize(("who", "may_write"), [("teacher", True), ("class_teacher", False), ("deputy", False)])
def test_who_may_write(cast, who, may_write):
    found = shot(cast, cast.users()[who])

    assert (found["may_write"], found["lessons"][0][9]) == (may_write, int(may_write))


def test_substitute_may_write_one_column(cast):
    build.lesson(cast.course, date(2026, 11, 20))
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()

    assert [row[9] for row in shot(cast, cast.stranger.user)["lessons"]] == [0, 1]


def test_pupil_who_left_is_listed_with_the_last_day(cast):
    GroupMembership.objects.filter(pupil=cast.egor).update(to_on=date(2026, 11, 10))

    assert shot(cast)["pupils"][0] == [cast.egor.pk, "Дмитриев Егор", "2026-09-01", "2026-11-10"]


def test_pupil_who_left_before_the_period_is_not_listed(cast):
    GroupMembership.objects.filter(pupil=cast.egor).update(to_on=date(2026, 10, 10))

    assert [row[0] for row in shot(cast)["pupils"]] == [cast.daria.pk]


def test_return_joins_two_stays(cast):
    GroupMembership.objects.filter(pupil=cast.egor).update(to_on=date(2026, 11, 10))
    group = build.whole(cast.school_class)
    GroupMembership.objects.create(group=group, pupil=cast.egor, from_on=date(2026, 11, 20))

    assert [row[0] for row in shot(cast)["pupils"]] == [cast.egor.pk, cast.daria.pk]


def test_newcomer_brings_the_marks_of_the_subject(cast):
    elsewhere = build.course(cast.stranger, build.whole(cast.other_class))
    history = build.course(cast.stranger, build.whole(cast.other_class), "Музыка")
    lesson = build.lesson(elsewhere, date(2026, 11, 9))
    build.mark(cast.alien, lesson, value=4)
    build.mark(cast.alien, build.lesson(history, date(2026, 11, 9)), value=3)
    group = build.whole(cast.school_class)
    GroupMembership.objects.create(group=group, pupil=cast.alien, from_on=date(2026, 11, 16))

    assert shot(cast)["brought"] == [[cast.alien.pk, "2026-11-09", None, [[4, "", None, "", 0, 0, None]]]]


def test_bare_numbers_are_short_and_the_rest_is_told_whole(cast):
    build.mark(cast.daria, cast.lesson, value=4)
    build.mark(cast.daria, cast.lesson, value=5, retakes=True)
    build.mark(cast.egor, cast.lesson, value=3, part=1)
    cell = build.cell(cast.lesson, cast.alien, late_minutes=5, comment='"q"')

    found = shot(cast)["cells"]

    lesson, daria, egor = cast.lesson.pk, cast.daria.pk, cast.egor.pk
    assert [row for row in found if row[1] == daria] == [
        [lesson, daria, 1, 4], [lesson, daria, 1, "", None, "", [[5, "", None, "", 0, 1, None]]],
    ]  # fmt: skip
    assert [row for row in found if row[1] == egor] == [
        [lesson, egor, 1, "", None, "", [[3, "", None, "", 1, 0, None]]]
    ]
    assert [row for row in found if row[1] == cell.pupil_id] == [[lesson, cell.pupil_id, 1, "", 5, '"q"', []]]


def test_script_cannot_be_closed_from_inside(cast):
    build.topic(cast.lesson, "</script><b>&amp;")
    journal = course_to_read(cast.teacher.user, cast.course.pk)
    text = snapshot(journal, periods_of(journal.course)[1], user=cast.teacher.user, now=timezone.now(), urls={}).json()

    assert "<" not in text
    assert "&" not in text
    assert json.loads(text)["lessons"][0][4] == "</script><b>&amp;"


class TestPage:
    def test_page_carries_the_snapshot(self, cast, sign_in):
        build.mark(cast.daria, cast.lesson, value=5)

        answer = sign_in(cast.teacher.user).get(reverse("journal:page", args=[cast.course.pk, self.period(cast)]))

        assert answer.status_code == 200
        assert json.loads(answer.context["snapshot_json"])["cells"] == [[cast.lesson.pk, cast.daria.pk, 1, 5]]
        assert answer.context["lesson_today"].id == cast.lesson.pk
        assert [(tab.label, tab.is_here) for tab in answer.context["periods"]] == [
            ("I", False), ("II", True), ("III", False), ("IV", False),
        ]  # fmt: skip

    def period(self, cast):
        return cast.course.scheme.periods.get(number=2).pk

    def test_course_leads_to_the_period_of_today(self, cast, sign_in):
        answer = sign_in(cast.teacher.user).get(reverse("journal:course", args=[cast.course.pk]))

        assert answer.url == reverse("journal:page", args=[cast.course.pk, self.period(cast)])

    def test_course_without_periods_says_so(self, cast, sign_in):
        cast.course.scheme.periods.all().delete()

        answer = sign_in(cast.teacher.user).get(reverse("journal:course", args=[cast.course.pk]))

        assert "Учебные периоды ещё не заведены" in answer.content.decode()

    def test_period_of_another_scheme_is_404(self, cast, sign_in):
        other = build.scheme("полугодия").periods.first()

        answer = sign_in(cast.teacher.user).get(reverse("journal:page", args=[cast.course.pk, other.pk]))

        assert answer.status_code == 404

    def test_at_most_twelve_queries_at_any_size(self, cast, sign_in, django_assert_num_queries):
        client = sign_in(cast.teacher.user)
        url = reverse("journal:page", args=[cast.course.pk, self.period(cast)])
        build.mark(cast.daria, cast.lesson)
        client.get(url)

        with django_assert_num_queries(QUERIES):
            client.get(url)
        for number in range(3):
            lesson = build.lesson(cast.course, date(2026, 11, 16 + number))
            pupil = build.pupil(f"Иванов Иван{number}", of=cast.school_class)
            build.mark(pupil, lesson)
            lesson.homework.create(due_on=lesson.on, text="№ 5", author=cast.teacher.user)
        with django_assert_num_queries(QUERIES):
            client.get(url)


QUERIES = 12


class TestChanges:
    SINCE = "2026-11-23T09:00:00.000000+00:00"  # the frozen noon

    def url(self, cast, since=SINCE):
        period = cast.course.scheme.periods.get(number=2).pk
        return reverse("journal:changes", args=[cast.course.pk, period], query={"since": since})

    def test_nothing_new_is_204(self, cast, sign_in):
        build.mark(cast.daria, cast.lesson)
        Cell.objects.update(changed_at=timezone.now() - timedelta(seconds=11))

        answer = sign_in(cast.teacher.user).get(self.url(cast))

        assert (answer.status_code, answer.content) == (204, b"")

    def test_new_cells_and_columns_are_told(self, cast, sign_in):
        client = sign_in(cast.teacher.user)
        send(client, cast.course, cell_op(cast.lesson, cast.daria, content(5)), record_op(cast.lesson, topic="Степени"))

        answer = client.get(self.url(cast)).json()

        assert answer["cells"] == [[cast.lesson.pk, cast.daria.pk, 1, "", None, "", [[5, "", None, "", 0, 0, None]]]]
        assert [(row[0], row[4], row[8]) for row in answer["lessons"]] == [(cast.lesson.pk, "Степени", 1)]

    def test_a_lesson_cancelled_meanwhile_is_told_with_its_lock(self, cast, sign_in):
        cancel_lesson(cast.lesson, reason="карантин", by=cast.deputy)

        answer = sign_in(cast.teacher.user).get(self.url(cast)).json()

        assert [(row[0], row[5], row[6]) for row in answer["lessons"]] == [(cast.lesson.pk, "cancelled", "cancelled")]

    @pytest.mark.parametrize("whole", [False, True])
    def test_lessons_opened_on_request_are_told_when_they_open_and_when_they_close(self, cast, sign_in, whole):
        now, client, ago = timezone.now(), sign_in(cast.teacher.user), timedelta(minutes=5)
        old = build.lesson(cast.course, date(2026, 11, 5))
        asked = cast.course.unlock_requests.create(lesson=None if whole else old, reason="болела", by=cast.teacher.user)
        grant(asked, hours=1, by=cast.deputy, now=now)

        def locks():
            answer = client.get(self.url(cast, (now - ago).isoformat()))
            return {row[0]: row[5] for row in answer.json()["lessons"]} if answer.content else {}

        assert locks() == ({old.pk: "", cast.lesson.pk: ""} if whole else {old.pk: ""})

        UnlockRequest.objects.update(decided_at=now - timedelta(hours=1), open_until=now - timedelta(seconds=1))
        assert locks()[old.pk] == "days"
        UnlockRequest.objects.update(open_until=now - timedelta(minutes=6))
        assert locks() == {}

    def test_ten_seconds_back_are_looked_through(self, cast, sign_in):
        build.mark(cast.daria, cast.lesson)
        Cell.objects.update(changed_at=timezone.now() - timedelta(seconds=9))

        assert len(sign_in(cast.teacher.user).get(self.url(cast)).json()["cells"]) == 1

    def test_changes_of_another_period_are_not_told(self, cast, sign_in):
        build.mark(cast.daria, build.lesson(cast.course, date(2026, 10, 20)))

        assert sign_in(cast.teacher.user).get(self.url(cast)).status_code == 204

    @pytest.mark.parametrize(
        "since",
        ["", "вчера", "2026-11-23", "2026-11-23T09:00:00", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00Z"],
    )
    def test_wrong_cursor_is_400(self, cast, sign_in, since):
        answer = sign_in(cast.teacher.user).get(self.url(cast, since))

        assert answer.status_code == 400
        assert "since" in answer.json()["error"]

    def test_signed_out_is_401(self, cast, sign_in):
        assert sign_in(None).get(self.url(cast)).status_code == 401

    def test_roll_call_is_told_without_a_new_version(self, cast, sign_in):
        build.topic(cast.lesson)
        now = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))
        LessonRecord.objects.update(roll_at=now, changed_at=now)

        (row,) = sign_in(cast.teacher.user).get(self.url(cast)).json()["lessons"]

        assert (row[7], row[8]) == (1, 1)
