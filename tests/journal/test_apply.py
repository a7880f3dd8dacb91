"""Operations: each once, judged by itself, nothing lost."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import AbsenceNotice, Cell, LessonRecord, Mark
from parta.school.models import GroupMembership, Period, SchoolYear
from tests import build

from .wire import cell_op, content, mark, record_op, send


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def values(lesson, pupil):
    return list(Mark.objects.filter(cell__lesson=lesson, cell__pupil=pupil).values_list("value", flat=True))


def test_mark_is_stored_with_its_author_and_its_history(cast, teacher):
    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5), key=(key := str(uuid4()))))

    assert result == {"id": key, "status": "applied", "version": 1}
    stored = Mark.objects.get(cell__lesson=cast.lesson, cell__pupil=cast.daria)
    assert (stored.value, stored.author) == (5, cast.teacher.user)
    change = Change.objects.get(op_id=key)
    assert (change.action, change.target_kind, change.target_id, change.pupil_id, change.by) == (
        "journal.set_cell", "cell", cast.lesson.pk, cast.daria.pk, cast.teacher.user,
    )  # fmt: skip
    assert change.label == "7Б · Алгебра · 23.11 · Ермакова Дарья"
    assert change.before == {"version": 0}
    assert change.after == {"version": 1, "marks": [[5, "", None, "", 0, False, None]]}


def test_everything_a_cell_holds_is_kept(cast, teacher):
    kind = build.work_kind("контрольная", short_name="КР")
    cell = content(
        mark(4, part=1, kind=kind.pk), mark(5, part=2, comment="чисто"), mark(None, "•", due_on="2026-11-30"),
        late=5, comment="без тетради",
    )  # fmt: skip

    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, cell))

    stored = Cell.objects.get()
    assert (stored.absence, stored.late_minutes, stored.comment) == ("", 5, "без тетради")
    assert list(stored.marks.values_list("value", "word", "work_kind", "comment", "part", "retakes", "due_on")) == [
        (4, "", kind.pk, "", 1, False, None),
        (5, "", None, "чисто", 2, False, None),
        (None, "•", None, "", 0, False, date(2026, 11, 30)),
    ]


def test_same_operation_twice_is_applied_once(cast, teacher):
    op = cell_op(cast.lesson, cast.daria, content(5))

    first, again = send(teacher, cast.course, op), send(teacher, cast.course, op)

    assert first == again == [{"id": op["id"], "status": "applied", "version": 1}]
    assert values(cast.lesson, cast.daria) == [5]
    assert Change.objects.filter(op_id=op["id"]).count() == 1


def test_same_operation_in_one_batch_is_applied_once(cast, teacher):
    op = cell_op(cast.lesson, cast.daria, content(5))

    assert [result["version"] for result in send(teacher, cast.course, op, op)] == [1, 1]
    assert Change.objects.count() == 1


def test_operation_sent_again_after_a_later_change_does_not_bring_the_old_mark_back(cast, teacher):
    op = cell_op(cast.lesson, cast.daria, content(5))
    send(teacher, cast.course, op)
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(4), seen=1))

    (again,) = send(teacher, cast.course, op)

    assert again["status"] == "applied"
    assert values(cast.lesson, cast.daria) == [4]


def test_number_of_another_cell_is_refused(cast, teacher):
    op = cell_op(cast.lesson, cast.daria, content(5))
    send(teacher, cast.course, op)

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.egor, content(4), key=op["id"]))

    assert (result["status"], values(cast.lesson, cast.egor)) == ("refused", [])


def test_asking_for_what_is_there_makes_no_version(cast, teacher):
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5)))

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5), seen=0))

    assert (result["status"], result["version"]) == ("applied", 1)
    assert Change.objects.count() == 1


def test_clash_tells_the_other_value_and_its_author_and_loses_nothing(cast, teacher, sign_in):
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()
    send(sign_in(cast.stranger.user), cast.course, cell_op(cast.lesson, cast.daria, content(3)))

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5)))

    assert result | {"id": ""} == {
        "id": "", "status": "clash", "version": 1, "by": "Громов И.", "at": "12:00",
        "cell": [cast.lesson.pk, cast.daria.pk, 1, "", None, "", [[3, "", None, "", 0, 0, None]]],
    }  # fmt: skip
    assert values(cast.lesson, cast.daria) == [3]


def test_clash_is_overcome_by_a_new_operation_with_the_version_shown(cast, teacher):
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(3)))

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(3, 5), seen=1))

    assert (result["status"], result["version"]) == ("applied", 2)
    assert values(cast.lesson, cast.daria) == [3, 5]


def test_untouched_mark_keeps_its_author(cast, teacher, sign_in):
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()
    send(sign_in(cast.stranger.user), cast.course, cell_op(cast.lesson, cast.daria, content(3)))

    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(3, 5), seen=1))

    authors = Mark.objects.order_by("position").values_list("author__username", flat=True)
    assert list(authors) == ["gromov", "orlova"]


def test_emptied_cell_stays_with_its_version(cast, teacher):
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(3, 5)))

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(), seen=1))

    assert (result["version"], values(cast.lesson, cast.daria), Cell.objects.get().version) == (2, [], 2)


def test_each_operation_of_a_batch_is_judged_by_itself(cast, teacher):
    ops = [
        cell_op(cast.lesson, cast.daria, content(5)),
        cell_op(cast.lesson, cast.egor, content(7)),
        cell_op(cast.lesson, cast.alien, content(5)),
    ]

    results = send(teacher, cast.course, *ops)

    assert [(result["status"], result.get("why")) for result in results] == [
        ("applied", None),
        ("refused", "Отметки 7 на этой шкале нет"),
        ("refused", "Ученика не было в этой группе 23 ноября"),
    ]
    assert values(cast.lesson, cast.daria) == [5]


def test_two_operations_on_one_cell_in_a_batch_follow_each_other(cast, teacher):
    results = send(
        teacher,
        cast.course,
        cell_op(cast.lesson, cast.daria, content(5)),
        cell_op(cast.lesson, cast.daria, content(5, 4), seen=1),
    )

    assert [result["version"] for result in results] == [1, 2]
    assert values(cast.lesson, cast.daria) == [5, 4]


def notice(pupil, by, *, confirmed: bool | None = True, on=date(2026, 11, 23), **fields):
    return AbsenceNotice.objects.create(
        pupil=pupil, from_on=on, to_on=on, reason="б", by=by, is_confirmed=confirmed, **fields
    )


def test_away_on_a_day_the_parents_excused_takes_the_letter_of_their_notice(cast, teacher):
    notice(cast.daria, cast.parent.user)
    notice(cast.egor, cast.parent.user, confirmed=None)

    excused, waiting = send(
        teacher, cast.course, cell_op(cast.lesson, cast.daria, content(absence="н")),
        cell_op(cast.lesson, cast.egor, content(absence="н")),
    )  # fmt: skip

    assert excused["status"] == "applied"
    assert excused["cell"] == [cast.lesson.pk, cast.daria.pk, 1, "б", None, "", []]
    assert "cell" not in waiting
    assert dict(Cell.objects.values_list("pupil", "absence")) == {cast.daria.pk: "б", cast.egor.pk: "н"}


@pytest.mark.parametrize(
    "other",
    [
        {"confirmed": False},
        {"withdrawn_at": datetime(2026, 11, 22, tzinfo=ZoneInfo("Europe/Moscow"))},
        {"on": date(2026, 11, 24)},
    ],
)
def test_a_notice_that_does_not_stand_excuses_nothing(other, cast, teacher):
    notice(cast.daria, cast.parent.user, **other)

    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(absence="н")))

    assert Cell.objects.get(pupil=cast.daria).absence == "н"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (content(1), "Отметки 1 на этой шкале нет"),
        (content(mark()), "Отметка должна быть числом или словом"),
        (content(mark(5, "зач")), "Отметка должна быть числом или словом"),
        (content(mark(None, "ура")), "Отметки «ура» нет"),
        (content(mark(5, kind=10**6)), "Такого вида работы нет или он больше не используется"),
        (content(mark(5, due_on="2026-11-30")), "Срок ставится только у точки"),
        (content(mark(5, part=3)), "У двойной отметки две части"),
        (content(*[5] * 9), "В клетке не больше 8 отметок"),
        (content(absence="я"), "Такого обозначения пропуска нет"),
        (content(absence="н", late=5), "Отсутствие и опоздание вместе не ставятся"),
        (content(late=0), "Опоздание пишется в минутах, от 1 до 240"),
        (content(comment="а" * 501), "Комментарий: не длиннее 500 знаков"),
        (content(mark("5")), "Отметка: нужно целое число"),
        (content(mark(True)), "Отметка: нужно целое число"),
        (content(mark(None, "•", due_on="30.11.2026")), "Срок: нужна дата вида 2026-11-23"),
        (content(mark(None, "•", due_on="2026-02-30")), "Срок: нужна дата вида 2026-11-23"),
        (content([5]), "Отметка: нужен список из 7 частей"),
        (["н"], "Клетка: нужен список из 4 частей"),
        (["", None, "", "5"], "Отметки клетки должны быть списком"),
        (["", None, "a\x00b", []], "Комментарий: в тексте недопустимый знак"),
        (None, "Клетка: нужен список из 4 частей"),
    ],
)
def test_wrong_content_is_refused_with_words(cast, teacher, cell, why):
    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, cell))

    assert (result["status"], result["why"], Cell.objects.count()) == ("refused", why, 0)


def test_one_is_allowed_by_the_setting(cast, teacher):
    build.school(allows_one=True)

    (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(1)))

    assert result["status"] == "applied"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"ops"', b"{}", b'{"ops": {}}', b'{"ops": [1]}', b'{"ops": [{}]}',
        b'{"ops": [{"id": "5"}]}', b'{"ops": [{"id": 5}]}', b"\xff\xfe",
    ],
)  # fmt: skip
def test_malformed_body_is_400_with_words(cast, teacher, body):
    answer = teacher.post(reverse("journal:apply", args=[cast.course.pk]), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_too_long_batch_is_400(cast, teacher):
    ops = [cell_op(cast.lesson, cast.daria, content(5))] * 501

    answer = teacher.post(
        reverse("journal:apply", args=[cast.course.pk]), {"ops": ops}, content_type="application/json"
    )

    assert answer.status_code == 400
    assert Cell.objects.count() == 0


@pytest.mark.parametrize(
    "op",
    [
        {},
        {"lesson": 1, "seen": 0},
        {"lesson": "1", "seen": 0, "record": {"topic": "x"}},
        {"lesson": 1, "seen": None, "record": {"topic": "x"}},
        {"lesson": 1, "seen": 0, "record": {}},
        {"lesson": 1, "seen": 0, "record": {"topic": 5}},
        {"lesson": 1, "pupil": -1, "seen": 0, "cell": ["", None, "", []]},
        {"lesson": 2**70, "pupil": 1, "seen": 0, "cell": ["", None, "", []]},
    ],
)
def test_unreadable_operation_is_refused_and_the_others_are_applied(cast, teacher, op):
    bad, good = send(teacher, cast.course, {"id": str(uuid4()), **op}, cell_op(cast.lesson, cast.daria, content(5)))

    assert (bad["status"], good["status"]) == ("refused", "applied")
    assert bad["why"]


class TestLimits:
    @pytest.fixture
    def old(self, cast):
        return build.lesson(cast.course, date(2026, 11, 8))  # the limit of 14 days passed yesterday

    def why(self, teacher, cast, lesson):
        (result,) = send(teacher, cast.course, cell_op(lesson, cast.daria, content(5)))
        return result.get("why") or result["status"]

    def test_lesson_of_the_future(self, cast, teacher):
        assert self.why(teacher, cast, build.lesson(cast.course, date(2026, 11, 24))) == "Урок будет 24 ноября"

    def test_last_day_is_open(self, cast, teacher):
        assert self.why(teacher, cast, build.lesson(cast.course, date(2026, 11, 9))) == "applied"

    def test_day_after_the_last_is_closed(self, cast, teacher, old):
        assert self.why(teacher, cast, old) == "Срок правки прошёл 22 ноября"

    def test_homework_due_later_keeps_it_open(self, cast, teacher, old):
        old.homework.create(due_on=date(2026, 11, 12), text="№ 5", author=cast.teacher.user)

        assert self.why(teacher, cast, old) == "applied"

    def test_closed_period(self, cast, teacher):
        closed_at = datetime(2026, 11, 20, 22, 30, tzinfo=ZoneInfo("UTC"))
        Period.objects.filter(number=2).update(closed_at=closed_at)

        assert self.why(teacher, cast, cast.lesson) == "Период закрыт 21 ноября"

    def test_closed_year(self, cast, teacher, old):
        SchoolYear.objects.update(closed_at=datetime(2026, 11, 1, tzinfo=ZoneInfo("UTC")))
        self.open(cast, None)

        assert self.why(teacher, cast, cast.lesson) == "Учебный год закрыт, его журнал только читают"

    @pytest.mark.parametrize(("state", "why"), [("cancelled", "Урок отменён"), ("moved", "Урок перенесён")])
    def test_lesson_that_did_not_happen(self, cast, teacher, state, why):
        assert self.why(teacher, cast, build.lesson(cast.course, date(2026, 11, 20), state=state)) == why

    def open(self, cast, lesson, hours=1):
        until = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Moscow")) + timedelta(hours=hours)
        cast.course.unlock_requests.create(lesson=lesson, reason="болела", by=cast.teacher.user, open_until=until)

    def test_granted_request_opens_its_lesson_only(self, cast, teacher, old):
        other = build.lesson(cast.course, date(2026, 11, 6))
        self.open(cast, old)

        assert (self.why(teacher, cast, old), self.why(teacher, cast, other)) == (
            "applied",
            "Срок правки прошёл 20 ноября",
        )

    def test_granted_request_for_the_course_opens_the_closed_period(self, cast, teacher, old):
        Period.objects.update(closed_at=datetime(2026, 11, 20, tzinfo=ZoneInfo("UTC")))
        self.open(cast, None)

        assert self.why(teacher, cast, old) == "applied"

    def test_request_that_has_run_out_opens_nothing(self, cast, teacher, old):
        self.open(cast, old, hours=0)

        assert self.why(teacher, cast, old) == "Срок правки прошёл 22 ноября"

    def test_refusal_tells_what_is_stored(self, cast, teacher, old):
        build.mark(cast.daria, old, value=4)

        (result,) = send(teacher, cast.course, cell_op(old, cast.daria, content(5), seen=1))

        assert result["cell"] == [old.pk, cast.daria.pk, 1, "", None, "", [[4, "", None, "", 0, 0, None]]]


class TestPlaces:
    def test_lesson_of_another_course(self, cast, teacher):
        (result,) = send(teacher, cast.course, cell_op(cast.other_lesson, cast.daria, content(5)))

        assert (result["why"], "cell" in result) == ("Этого урока нет в журнале", False)

    def test_pupil_who_left_before_the_lesson(self, cast, teacher):
        GroupMembership.objects.filter(pupil=cast.daria).update(to_on=date(2026, 11, 22))

        (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5)))

        assert result["why"] == "Ученика не было в этой группе 23 ноября"

    def test_pupil_on_the_last_day(self, cast, teacher):
        GroupMembership.objects.filter(pupil=cast.daria).update(to_on=date(2026, 11, 23))

        (result,) = send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5)))

        assert result["status"] == "applied"

    def test_substitute_writes_the_substituted_lesson_only(self, cast, sign_in):
        cast.lesson.substitute = cast.stranger
        cast.lesson.save()
        other = build.lesson(cast.course, date(2026, 11, 20))

        results = send(
            sign_in(cast.stranger.user),
            cast.course,
            cell_op(cast.lesson, cast.daria, content(5)),
            cell_op(other, cast.daria, content(5)),
        )

        assert [result["status"] for result in results] == ["applied", "refused"]
        assert results[1]["why"] == "Этот урок вы только читаете"

    @pytest.mark.parametrize("who", ["admin", "head", "deputy", "class_teacher"])
    def test_reader_may_not_write(self, cast, sign_in, who):
        (result,) = send(sign_in(cast.users()[who]), cast.course, cell_op(cast.lesson, cast.daria, content(5)))

        assert (result["why"], Cell.objects.count()) == ("Этот урок вы только читаете", 0)


class TestColumns:
    def test_topic_and_kind(self, cast, teacher):
        kind = build.work_kind("контрольная")

        (result,) = send(teacher, cast.course, record_op(cast.lesson, topic=" Степени ", kind=kind.pk))

        record = LessonRecord.objects.get()
        assert (result["version"], record.topic, record.work_kind, record.version) == (1, "Степени", kind, 1)
        assert record.topic_at is not None

    def test_the_key_left_out_stays(self, cast, teacher):
        kind = build.work_kind("контрольная")
        send(teacher, cast.course, record_op(cast.lesson, topic="Степени", kind=kind.pk))

        send(teacher, cast.course, record_op(cast.lesson, seen=1, topic="Корни"))
        send(teacher, cast.course, record_op(cast.lesson, seen=2, kind=None))

        assert list(LessonRecord.objects.values_list("topic", "work_kind", "version")) == [("Корни", None, 3)]

    def test_first_instant_of_the_topic_stays(self, cast, teacher):
        build.topic(cast.lesson)
        earlier = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("UTC"))
        LessonRecord.objects.update(topic_at=earlier)

        send(teacher, cast.course, record_op(cast.lesson, seen=1, topic="Корни"))

        assert LessonRecord.objects.get().topic_at == earlier

    def test_topic_may_be_planned_ahead(self, cast, teacher):
        (result,) = send(teacher, cast.course, record_op(build.lesson(cast.course, date(2026, 11, 30)), topic="Корни"))

        assert result["status"] == "applied"

    def test_clash_tells_what_is_there(self, cast, teacher):
        send(teacher, cast.course, record_op(cast.lesson, topic="Степени"))

        (result,) = send(teacher, cast.course, record_op(cast.lesson, topic="Корни"))

        assert result | {"id": ""} == {
            "id": "", "status": "clash", "version": 1, "by": "Орлова Н.", "at": "12:00",
            "record": {"kind": None, "topic": "Степени"},
        }  # fmt: skip

    def test_unknown_kind_is_refused(self, cast, teacher):
        (result,) = send(teacher, cast.course, record_op(cast.lesson, kind=10**6))

        assert result["why"] == "Такого вида работы нет или он больше не используется"

    def test_roll_call_of_the_record_survives(self, cast, teacher):
        build.topic(cast.lesson)
        at = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("UTC"))
        LessonRecord.objects.update(roll_at=at)

        send(teacher, cast.course, record_op(cast.lesson, seen=1, topic="Корни"))

        assert LessonRecord.objects.get().roll_at == at


def test_signed_out_is_told_401(cast, sign_in):
    answer = sign_in(None).post(
        reverse("journal:apply", args=[cast.course.pk]), {"ops": []}, content_type="application/json"
    )

    assert answer.status_code == 401


def test_same_statements_for_one_cell_and_for_a_column(cast, teacher, django_assert_num_queries):
    pupils = [build.pupil(f"Иванов Иван{number}", of=cast.school_class) for number in range(3)]
    other = build.lesson(cast.course, date(2026, 11, 20))
    send(teacher, cast.course, cell_op(other, cast.egor, content(5)))  # fills what is remembered on the way

    with django_assert_num_queries(STATEMENTS):
        send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(5)))
    with django_assert_num_queries(STATEMENTS):
        send(teacher, cast.course, *(cell_op(other, pupil, content(4)) for pupil in pupils))


STATEMENTS = 14 if connection.features.has_select_for_update else 12
