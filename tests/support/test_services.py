"""A request from its question to its end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Holiday
from parta.support.models import Event, Message, State, Ticket
from parta.support.services import add_message, answer, assigning, close_solved, sorting, states, warn
from parta.support.services.talk import Clash
from parta.timetable.models import Lesson
from tests import build
from tests.conftest import NOON

from . import make


@pytest.fixture
def desk(cast):
    """Орлова helps with the diary on line 1."""
    make.desk()
    make.duty(cast.teacher)
    return cast


@pytest.fixture
def ticket(desk):
    return make.ticket(desk.parent.user)


def again(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=f"support.{kind}").values_list("user__username", flat=True))


# Coming in


def test_number_helper_due_time_and_who_asks_are_known_at_once(desk, ticket):
    assert (ticket.number, str(ticket.year), ticket.line) == (1, "2026/27", 1)
    assert ticket.helper == desk.teacher.user
    assert (ticket.asker_name, ticket.asker_words, ticket.asker_role) == ("Ермакова Ольга", "родитель, 7Б", "parent")
    assert ticket.answer_due_at == make.at(23, 14)  # two working hours
    assert ticket.due_at == make.at(24, 12)  # nine hours of 8–17
    assert told("new") == ["orlova"]
    assert Change.objects.filter(action="support.opened", target_id=ticket.pk).exists()


def test_each_year_begins_with_number_one(desk):
    make.ticket(desk.parent.user)
    build.year(name="2025/26", starts_on=make.at(1).date().replace(year=2025, month=9), is_current=False)

    late = make.ticket(desk.parent.user, asked_at=make.at(5).replace(year=2025))
    now = make.ticket(desk.parent.user)

    assert (late.number, str(late.year)) == (1, "2025/26")
    assert (now.number, str(now.year)) == (2, "2026/27")


def test_empty_question_is_refused_and_takes_no_number(desk):
    with pytest.raises(ValidationError, match="Напишите, о чём вопрос"):
        make.ticket(desk.parent.user, text="  ")

    assert make.ticket(desk.parent.user).number == 1


# Whose turn


def test_deputy_helps_while_the_main_one_is_away(desk):
    make.duty(desk.stranger, rank="deputy")
    Lesson.objects.filter(pk=desk.lesson.pk).update(substitute=desk.class_teacher)  # Орлова is replaced today

    assert make.ticket(desk.parent.user).helper == desk.stranger.user


def test_deputies_take_turns(cast):
    make.desk()
    make.duty(cast.teacher, rank="deputy")
    make.duty(cast.stranger, rank="deputy")

    given = [make.ticket(cast.parent.user, now=NOON + timedelta(minutes=step)).helper for step in range(4)]

    assert given == [cast.teacher.user, cast.stranger.user] * 2


def test_who_has_left_gets_nothing(desk):
    desk.teacher.left_on = make.at(1).date()
    desk.teacher.save()

    assert make.ticket(desk.parent.user).helper is None


def test_nobody_helps_oneself(desk):
    assert make.ticket(desk.teacher.user).helper is None


def test_without_a_duty_it_waits_in_the_queue_of_line_two(desk):
    ticket = make.ticket(desk.parent.user, topic="equipment")

    assert (ticket.helper, ticket.line, ticket.state) == (None, 2, State.NEW)
    assert told("new") == ["admin", "deputy", "introducer"]


def test_a_helper_of_line_two_gets_what_line_one_has_nobody_for(desk):
    make.duty(desk.class_teacher, "equipment", line=2)

    ticket = make.ticket(desk.parent.user, topic="equipment")

    assert (ticket.helper, ticket.line) == (desk.class_teacher.user, 2)


# Talking


def test_first_answer_is_timed_in_working_minutes_and_told(desk, ticket):
    add_message(ticket, text="Обновите страницу.", by=desk.teacher.user, now=make.at(24, 9))

    ticket = again(ticket)
    assert (ticket.state, ticket.answer_minutes) == (State.WORKING, 5 * 60 + 60)
    assert ticket.first_answer_at == make.at(24, 9)
    assert told("answer") == ["parent"]


def test_who_answers_an_unassigned_one_has_it(desk):
    ticket = make.ticket(desk.parent.user, topic="equipment")

    add_message(ticket, text="Сейчас посмотрю.", by=desk.admin, now=NOON)

    assert again(ticket).helper == desk.admin


def test_internal_note_is_no_answer_and_is_told_to_no_asker(desk, ticket):
    add_message(ticket, text="Мама уже звонила директору.", by=desk.admin, now=NOON, is_internal=True)

    ticket = again(ticket)
    assert (ticket.state, ticket.first_answer_at) == (State.NEW, None)
    assert told("note") == ["orlova"]
    assert not Notice.objects.filter(user=desk.parent.user).exists()


def test_an_asker_writes_no_internal_note(desk, ticket):
    with pytest.raises(ValidationError):
        add_message(ticket, text="Тсс", by=desk.parent.user, now=NOON, is_internal=True)

    assert not Message.objects.exists()


def test_clock_stands_while_the_asker_is_waited_for(desk, ticket):
    answer(ticket, text="Какой класс?", by=desk.teacher.user, seen=0, then="wait", now=make.at(23, 13))
    assert again(ticket).state == State.WAITING

    add_message(again(ticket), text="7Б", by=desk.parent.user, now=make.at(25, 13))

    ticket = again(ticket)
    assert (ticket.state, ticket.waiting_since, ticket.waited_minutes) == (State.WORKING, None, 2 * 9 * 60)
    assert ticket.due_at == make.at(26, 12)  # two working days later than before
    assert told("reply") == ["orlova"]


def test_clash_of_two_helpers_keeps_the_second_from_answering_blindly(desk, ticket):
    add_message(ticket, text="Я уже помогаю.", by=desk.admin, now=NOON)

    with pytest.raises(Clash) as clash:
        answer(ticket, text="Обновите страницу.", by=desk.teacher.user, seen=0, now=NOON)

    assert [message.text for message in clash.value.messages_unseen] == ["Я уже помогаю."]
    assert Message.objects.count() == 1

    seen = Message.objects.get().pk
    answer(again(ticket), text="И обновите страницу.", by=desk.teacher.user, seen=seen, now=NOON)
    assert Message.objects.count() == 2


def test_same_letter_twice_is_refused(desk, ticket):
    add_message(ticket, text="1", from_email="a@example.org", now=NOON, via="email", message_id="<a@b>")

    with pytest.raises(ValidationError):
        add_message(ticket, text="1", from_email="a@example.org", now=NOON, via="email", message_id="<a@b>")


# The end


def solve(ticket: Ticket, by, now=NOON) -> Ticket:
    answer(ticket, text="Нажмите «Отметки».", by=by, seen=10**6, then="solve", now=now)
    return again(ticket)


def test_solved_then_confirmed(desk, ticket):
    ticket = solve(ticket, desk.teacher.user, make.at(23, 14))
    assert (ticket.state, ticket.resolution, ticket.solution_minutes) == (State.SOLVED, "Нажмите «Отметки».", 120)
    assert told("solved") == ["parent"]

    states.confirm(ticket, by=desk.parent.user, now=make.at(23, 15))

    ticket = again(ticket)
    assert (ticket.state, ticket.is_confirmed, ticket.closed_at) == (State.CLOSED, True, make.at(23, 15))


def test_solving_without_any_answer_is_refused(desk, ticket):
    with pytest.raises(ValidationError, match="Напишите ответ"):
        answer(ticket, text="", by=desk.teacher.user, seen=0, then="solve", now=NOON)


def test_silence_of_five_working_days_closes_and_says_so_once(desk, ticket):
    Holiday.objects.create(year=build.year(), name="!", starts_on=make.at(26).date(), ends_on=make.at(26).date())
    solve(ticket, desk.teacher.user)  # Monday 23rd; Thursday is off

    assert close_solved(make.at(30, 9)) == 0  # Tue, Wed, Fri, Sat have passed
    assert close_solved(make.at(1, 9, month=12)) == 1
    assert close_solved(make.at(1, 9, month=12)) == 0
    assert (again(ticket).state, again(ticket).is_confirmed) == (State.CLOSED, False)


def test_reopened_once_with_the_clock_going_on(desk, ticket):
    solve(ticket, desk.teacher.user, make.at(23, 14))

    states.reopen(ticket, reason="Не помогло", by=desk.parent.user, now=make.at(24, 14))

    ticket = again(ticket)
    assert (ticket.state, ticket.solved_at, ticket.waited_minutes) == (State.WORKING, None, 9 * 60)
    assert ticket.due_at == make.at(25, 12)
    assert [message.text for message in ticket.messages.all()][-1] == "Не помогло"
    solve(ticket, desk.teacher.user, make.at(24, 15))
    with pytest.raises(ValidationError, match="один раз"):
        states.reopen(ticket, reason="Опять", by=desk.parent.user, now=make.at(24, 16))


def test_rating_only_after_the_end(desk, ticket):
    with pytest.raises(ValidationError):
        states.rate(ticket, stars=5, words="", by=desk.parent.user, now=NOON)

    states.rate(solve(ticket, desk.teacher.user), stars=5, words="Спасибо", by=desk.parent.user, now=NOON)

    assert (again(ticket).rating, again(ticket).rating_words) == (5, "Спасибо")


@pytest.mark.parametrize(("is_accepted", "state"), [(True, State.PLANNED), (False, State.REFUSED)])  # clause 2.4
def test_proposal_ends_as_accepted_or_refused_with_a_reason(desk, is_accepted, state):
    ticket = make.ticket(desk.parent.user, kind="proposal", text="Скрывать выбывших")
    with pytest.raises(ValidationError, match="причину"):
        states.decide(ticket, is_accepted=is_accepted, reason=" ", by=desk.deputy, now=NOON)

    states.decide(ticket, is_accepted=is_accepted, reason="Сделаем в каникулы.", by=desk.deputy, now=NOON)

    ticket = again(ticket)
    assert (ticket.state, ticket.resolution, ticket.is_accepted) == (state, "Сделаем в каникулы.", is_accepted)
    assert told(state) == ["parent"]


def test_accepted_proposal_is_done_later(desk):
    ticket = make.ticket(desk.parent.user, kind="proposal")
    states.decide(ticket, is_accepted=True, reason="Да.", by=desk.deputy, now=NOON)

    states.mark_done(ticket, by=desk.deputy, now=make.at(27))

    assert (again(ticket).state, again(ticket).done_at) == (State.CLOSED, make.at(27))


def test_a_question_is_not_decided_like_a_proposal(desk, ticket):
    with pytest.raises(ValidationError):
        states.decide(ticket, is_accepted=True, reason="Да.", by=desk.deputy, now=NOON)


# Lines


def test_escalation_keeps_history_and_clock(desk, ticket):
    """Clause 1.5."""
    add_message(ticket, text="Посмотрим.", by=desk.teacher.user, now=make.at(23, 13))
    due = again(ticket).due_at

    assigning.escalate(ticket, reason="Нужны права администратора.", by=desk.teacher.user, now=make.at(23, 14))

    ticket = again(ticket)
    assert (ticket.line, ticket.helper, ticket.due_at, ticket.asked_at) == (2, None, due, NOON)
    assert ticket.answer_minutes == 60
    assert [event.kind for event in ticket.events.all()] == ["opened", "assigned", "escalated", "reason"]
    assert [event.text for event in ticket.events.filter(is_internal=False)][-1] == (
        "линия 2: администратор журнала, завуч"
    )
    assert told("escalated") == ["admin", "deputy", "introducer"]

    assigning.escalate(ticket, reason="Ошибка программы.", by=desk.admin, now=make.at(23, 15))
    assert (again(ticket).line, again(ticket).helper) == (3, desk.admin)
    with pytest.raises(ValidationError):
        assigning.escalate(ticket, reason="Дальше некуда.", by=desk.admin, now=make.at(23, 16))


def test_escalation_needs_a_reason(desk, ticket):
    with pytest.raises(ValidationError, match="почему"):
        assigning.escalate(ticket, reason=" ", by=desk.teacher.user, now=NOON)


def test_taken_and_assigned(desk, ticket):
    assigning.take(ticket, seen=ticket.helper_id, by=desk.deputy, now=NOON)
    assert (again(ticket).helper, again(ticket).state) == (desk.deputy, State.WORKING)

    assigning.assign(again(ticket), to=desk.admin, seen=desk.deputy.pk, by=desk.deputy, now=NOON)
    assert again(ticket).helper == desk.admin
    assert told("assigned") == ["admin"]


def test_given_to_the_same_helper_twice_is_one_event_and_one_notice(desk, ticket):
    Ticket.objects.update(helper=None)
    for _ in range(2):
        assigning.assign(ticket, to=desk.admin, seen=None, by=desk.deputy, now=NOON)

    assert (Event.objects.filter(kind="assigned", by=desk.deputy).count(), told("assigned")) == (1, ["admin"])


def test_second_who_takes_it_is_told_who_has_it_and_takes_it_only_on_purpose(desk, ticket):
    Ticket.objects.update(helper=None)
    assigning.take(ticket, seen=None, by=desk.deputy, now=NOON)
    with pytest.raises(ValidationError, match=f"взяли: {desk.deputy.full_name}"):
        assigning.take(ticket, seen=None, by=desk.admin, now=NOON)
    assert again(ticket).helper == desk.deputy
    assert [one.by for one in Event.objects.filter(kind="taken")] == [desk.deputy]

    assigning.take(ticket, seen=desk.deputy.pk, by=desk.admin, now=NOON)

    assert again(ticket).helper == desk.admin
    assert told("taken") == ["deputy"]


def test_own_request_taken_twice_is_one_event(desk, ticket):
    for _ in range(2):
        assigning.take(ticket, seen=ticket.helper_id, by=desk.deputy, now=NOON)

    assert Event.objects.filter(kind="taken").count() == 1


def test_it_is_given_to_no_one_who_does_not_help(desk, ticket):
    with pytest.raises(ValidationError):
        assigning.assign(ticket, to=desk.stranger.user, by=desk.deputy, now=NOON)


# Duplicates


def test_duplicate_of_another_asker_gets_the_same_answer(desk, ticket):
    other = make.ticket(desk.other_parent.user, text="Тоже не вижу")
    sorting.merge(other, ticket, by=desk.admin, now=NOON)
    assert (again(other).merged_into, again(other).state) == (ticket, State.WORKING)

    solve(ticket, desk.teacher.user)

    other = again(other)
    assert (other.state, other.resolution) == (State.SOLVED, "Нажмите «Отметки».")
    assert [message.text for message in other.messages.all()] == ["Нажмите «Отметки»."]
    assert told("solved") == ["other_parent", "parent"]


def test_second_request_of_the_same_asker_is_closed_at_once(desk, ticket):
    again_asked = make.ticket(desk.parent.user, text="Всё ещё не вижу")

    sorting.merge(again_asked, ticket, by=desk.admin, now=NOON)

    assert (again(again_asked).state, again(again_asked).resolution) == (State.CLOSED, "Объединено с № 1.")


def test_kind_changes_the_norm(desk, ticket):
    sorting.sort(ticket, kind="proposal", topic="2.1.6", priority=1, work_place_id=None, by=desk.teacher.user, now=NOON)

    ticket = again(ticket)
    assert (ticket.kind, ticket.priority) == ("proposal", 1)
    assert ticket.answer_due_at == make.at(25, 12)


def test_topic_finds_a_helper_for_what_nobody_had(desk):
    ticket = make.ticket(desk.parent.user, topic="equipment")

    sorting.sort(ticket, kind="question", topic="2.1.6", priority=0, work_place_id=None, by=desk.admin, now=NOON)

    assert (again(ticket).helper, again(ticket).line) == (desk.teacher.user, 1)


# Warnings


def test_norm_near_and_passed_is_said_once_each(desk, ticket):
    """To the helper when near, to line 2 as well when passed."""
    assert warn(make.at(23, 13, 30)) == 0
    assert warn(make.at(23, 13, 36)) == 1  # 96 of 120 minutes
    assert warn(make.at(23, 13, 40)) == 0
    assert told("soon") == ["orlova"]

    assert warn(make.at(23, 14, 1)) == 1
    assert warn(make.at(23, 14, 2)) == 0
    assert told("late") == ["admin", "deputy", "introducer", "orlova"]


def test_no_warning_while_the_asker_is_waited_for(desk, ticket):
    answer(ticket, text="Какой класс?", by=desk.teacher.user, seen=0, then="wait", now=NOON)

    assert warn(make.at(30)) == 0


def test_warnings_are_internal(desk, ticket):
    warn(make.at(24, 16))

    kinds = {event.kind: event.is_internal for event in Event.objects.filter(ticket=ticket)}
    assert kinds == {"opened": False, "assigned": False, "late": True}
    assert not Notice.objects.filter(user=desk.parent.user).exists()
