"""The practice class through its wire: the journal's protocol on tables of its own."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from parta.training.models import PracticeCell, PracticeChange, PracticeClass, PracticeLesson
from parta.training.queries.practice import desk, snapshot
from parta.training.rules.cells import typed
from parta.training.services.practice import ensure_practice, restart
from tests.cast import TODAY

from .conftest import mark, queries_of


def cells(practice):
    """What stands in the class, (lesson, pupil) → as typed."""
    return {place: typed(cell) for place, cell in desk(practice).cells.items() if typed(cell)}


def test_class_has_four_weeks_of_invented_lessons(practice):
    shot = snapshot(practice, urls={})

    assert [str(row[1]) for row in shot.lessons] == [
        "2026-10-26", "2026-10-28", "2026-10-30", "2026-11-02", "2026-11-04", "2026-11-06",
        "2026-11-09", "2026-11-11", "2026-11-13", "2026-11-16", "2026-11-18", "2026-11-20",
    ]  # fmt: skip
    assert [row[5] for row in shot.lessons] == ["days"] * 4 + [""] * 7 + ["future"]
    assert len(shot.pupils) == 12
    assert shot.course < 0  # never the number of a real course


def test_first_entry_makes_one_class_and_the_next_finds_it(practice, cast):
    again = ensure_practice(cast.teacher.user, today=TODAY)

    assert again == practice
    assert PracticeClass.objects.count() == 1


def test_mark_is_written_and_seen_in_the_class(hand, practice):
    assert hand.put("ivanova", "control", mark(5))["status"] == "applied"

    assert cells(practice)["control", "ivanova"] == "5"


def test_same_operation_is_applied_once(hand):
    op = hand.op("ivanova", "control", mark(5))

    first, second = hand.send(op).json(), hand.send(op).json()

    assert first["results"][0] == second["results"][0] == {"id": op["id"], "status": "applied", "version": 1}
    assert PracticeChange.objects.filter(op_id=op["id"]).count() == 1


def test_number_used_elsewhere_is_refused(hand):
    op = hand.op("ivanova", "control", mark(5))
    hand.send(op)

    result = hand.send(hand.op("sidorov", "control", mark(5)) | {"id": op["id"]}).json()["results"][0]

    assert (result["status"], result["why"]) == ("refused", "Операция с этим номером уже была, но в другом месте")


def test_change_over_an_old_version_is_a_clash_that_tells_what_is_there(hand, practice):
    hand.put("ivanova", "control", mark(5))

    result = hand.put("ivanova", "control", mark(3), seen=0)

    place = [hand.lessons["control"], hand.pupils["ivanova"]]
    assert result["status"] == "clash"
    assert result["cell"] == [*place, 1, "", None, "", [mark(5)]]
    assert (result["by"], result["at"]) == ("вы же, в другом окне", "12:00")
    assert cells(practice)["control", "ivanova"] == "5"


@pytest.mark.parametrize(
    ("lesson", "given", "why"),
    [
        ("closed", {"absence": "н"}, "Срок правки прошёл 11 ноября"),
        ("next", {"absence": "н"}, "Урок будет 20 ноября"),
        ("control", {"absence": "ю"}, "Такого обозначения пропуска нет"),
    ],
)
def test_what_may_not_be_written_is_refused_with_words(hand, practice, lesson, given, why):
    before = cells(practice)

    result = hand.put("petrov", lesson, **given)

    assert (result["status"], result["why"]) == ("refused", why)
    assert cells(practice) == before


def test_batch_judges_each_operation_by_itself(hand, practice):
    good, bad = hand.op("ivanova", "control", mark(5)), hand.op("petrov", "next", mark(5))
    unreadable = hand.op("sidorov", "control") | {"cell": "5"}

    answer = hand.send(good, bad, unreadable).json()

    assert [result["status"] for result in answer["results"]] == ["applied", "refused", "refused"]
    assert cells(practice)["control", "ivanova"] == "5"


def test_two_operations_on_one_cell_follow_each_other(hand, practice):
    first = hand.op("ivanova", "control", mark(5))
    second = hand.op("ivanova", "control", mark(4), seen=1)

    answer = hand.send(first, second).json()

    assert [result["version"] for result in answer["results"]] == [1, 2]
    assert cells(practice)["control", "ivanova"] == "4"


def test_column_takes_a_kind_and_a_topic(hand, practice):
    lesson = practice.lessons.get(code="monday")
    op = {"id": str(uuid4()), "lesson": lesson.pk, "seen": lesson.version, "record": {"kind": 3, "topic": " Тема "}}

    assert hand.send(op).json()["results"][0]["status"] == "applied"

    lesson.refresh_from_db()
    assert (lesson.kind, lesson.topic) == (3, "Тема")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("[", "Тело запроса не разобрано: это не JSON"),
        ("{}", "Нет списка операций ops"),
        ('{"ops": [{}]}', "У операции 1 нет номера id"),
        ('{"ops": [5]}', "Операция 1 не объект"),
    ],
)
def test_body_that_is_no_batch_is_400(client, practice, body, why):
    answer = client.post(f"/training/practice/{practice.pk}/ops/", body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"error": why})


def test_marks_of_another_user_of_this_computer_wait(hand, cast, practice):
    before = cells(practice)

    answer = hand.send(hand.op("ivanova", "control", mark(5)), me=cast.admin.pk)

    assert answer.status_code == 401
    assert cells(practice) == before


def test_signed_out_script_is_told_401(cast, practice, sign_in):
    nobody = sign_in(None)

    assert nobody.post(f"/training/practice/{practice.pk}/ops/").status_code == 401
    assert nobody.get(f"/training/practice/{practice.pk}/changes/").status_code == 401


def test_other_window_learns_what_changed(hand, client, practice):
    hand.put("ivanova", "control", mark(5))

    old = client.get(f"/training/practice/{practice.pk}/changes/", {"since": "2026-11-23T08:00:00+00:00"}).json()
    new = client.get(f"/training/practice/{practice.pk}/changes/", {"since": "2026-11-23T10:00:00+00:00"})

    assert [hand.lessons["control"], hand.pupils["ivanova"], 1, "", None, "", [mark(5)]] in old["cells"]
    assert new.status_code == 204


def test_roll_call_is_noted_with_its_absences(hand, client, practice):
    url = f"/training/practice/lesson/{hand.lessons['today']}/roll/"

    answer = hand.send(hand.op("petrov", "today", absence="н"), url=url, roll=True).json()

    assert answer["roll"] is True
    assert cells(practice)["today", "petrov"] == "н"
    assert desk(practice).lessons["today"].has_roll
    assert "Перекличка на этом уроке уже записана" in client.get(url).content.decode()


def test_roll_call_with_a_foreign_cell_is_not_noted(hand, practice):
    url = f"/training/practice/lesson/{hand.lessons['today']}/roll/"

    answer = hand.send(hand.op("petrov", "control", absence="н"), url=url, roll=True).json()

    assert answer["roll"] is False
    assert not desk(practice).lessons["today"].has_roll


def test_roll_call_of_a_lesson_to_come_is_409(hand):
    answer = hand.send(url=f"/training/practice/lesson/{hand.lessons['next']}/roll/", roll=True)

    assert (answer.status_code, answer.json()) == (409, {"error": "Урок будет 20 ноября"})


def test_topic_and_homework_are_written_on_the_page_of_the_lesson(hand, client, practice):
    base = f"/training/practice/lesson/{hand.lessons['monday']}/"

    client.post(f"{base}topic/", {"topic": "Деепричастие", "next": "teacher/topic"})
    answer = client.post(f"{base}homework/", {"homework": "§ 20", "back": "teacher/topic"}, follow=True)

    page = answer.content.decode()
    assert "Деепричастие" in page
    assert "§ 20" in page
    assert "/training/teacher/topic/" in page  # the way back to the task


def test_closed_lesson_is_opened_by_asking(hand, client, practice):
    base = f"/training/practice/lesson/{hand.lessons['closed']}/"
    assert "Срок правки прошёл 11 ноября" in client.get(base).content.decode()

    empty = client.post(f"{base}open/", {"reason": " "})
    client.post(f"{base}open/", {"reason": "сдал позже"})

    assert empty.status_code == 422
    assert "Напишите, зачем открыть" in empty.content.decode()
    assert hand.put("petrov", "closed", mark(4))["status"] == "applied"
    again = client.post(f"{base}open/", {"reason": "ещё раз"})
    assert "Этот урок открыт" in again.content.decode()


def test_topic_of_a_closed_lesson_is_refused(hand, client):
    answer = client.post(f"/training/practice/lesson/{hand.lessons['closed']}/topic/", {"topic": "Другая"})

    assert answer.status_code == 422
    assert "Срок правки прошёл 11 ноября" in answer.content.decode()


def test_history_of_a_cell_tells_before_and_after(hand, client):
    hand.put("lebedeva", "dictation", mark(4, comment="ошибка"))

    page = client.get(
        f"/training/practice/lesson/{hand.lessons['dictation']}/{hand.pupils['lebedeva']}/history/"
    ).content.decode()
    told = client.get(
        f"/training/practice/lesson/{hand.lessons['test']}/{hand.pupils['sidorov']}/history/"
    ).content.decode()

    assert "4 («ошибка»)" in page
    assert "было: 3" in page
    assert "было: 2" in told


def test_average_opens_to_its_marks_and_weights(client, practice, hand):
    page = client.get(f"/training/practice/{practice.pk}/{hand.pupils['gusev']}/average/").content.decode()

    # 4×1 + 4×2 + 4×3 + 5×3 + 4×1 = 43; weights 1+2+3+3+1 = 10
    assert "43 : 10 = <b>4,30</b>" in page


def test_restart_brings_the_beginning_back_and_keeps_keys(hand, client, practice):
    before = cells(practice)
    hand.put("ivanova", "control", mark(2))
    hand.put("antonova", "control")
    hand.put("petrov", "today", absence="н")
    keys = set(PracticeLesson.objects.values_list("pk", flat=True))

    answer = client.post("/training/practice/restart/", {"back": "teacher/mark"})

    assert answer["Location"] == "/training/teacher/mark/"
    assert cells(practice) == before
    assert set(PracticeLesson.objects.values_list("pk", flat=True)) == keys
    assert PracticeChange.objects.filter(op_id__isnull=False).count() == 0


def test_what_waited_in_a_browser_through_a_restart_clashes(hand, practice, cast):
    hand.put("ivanova", "control", mark(2))
    late = hand.op("ivanova", "control", mark(3))
    restart(practice, today=TODAY)

    assert hand.send(late).json()["results"][0]["status"] == "clash"


@pytest.mark.parametrize("count", [1, 3])
def test_batch_costs_the_same_whatever_its_size(hand, practice, count, django_assert_num_queries):
    ops = [hand.op(pupil, "today", mark(5)) for pupil in ("antonova", "volkov", "gusev")[:count]]

    with django_assert_num_queries(13):
        hand.send(*ops)


def test_page_costs_the_same_whatever_is_written(hand, client):
    empty = queries_of(client, "/training/practice/")
    for pupil in ("antonova", "volkov", "gusev"):
        hand.put(pupil, "today", mark(5))

    assert queries_of(client, "/training/practice/") == empty


def test_cells_are_held_apart_by_the_database(practice):
    cell = PracticeCell.objects.first()
    assert cell is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeCell.objects.create(lesson=cell.lesson, pupil=cell.pupil, content=["", None, "", []])


def test_a_pasted_nul_sign_is_left_out(client, practice):
    lesson = practice.lessons.get(code="monday")
    base = f"/training/practice/lesson/{lesson.pk}/"

    answers = [client.post(f"{base}{name}/", {name: "Деепр\x00ичастие"}) for name in ("topic", "homework")]

    lesson.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (lesson.topic, lesson.homework) == ("Деепричастие", "Деепричастие")
