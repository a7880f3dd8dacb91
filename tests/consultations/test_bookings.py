"""Booking, moving and cancelling: what changes, who is told, and what is refused."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.consultations.models import Booking
from parta.consultations.rules import DAYS_AHEAD, MOST_AHEAD
from parta.consultations.services import FullSlot, book, cancel_booking, move_booking
from parta.notices.models import Notice
from tests import build

from .make import NOON, TODAY, at, interval, plan, slot

TUESDAY = date(2026, 11, 24)


def by_oneself(key, user, **fields):
    return book(key, asker=user, by=user, now=fields.pop("now", NOON), **{"topic": "Веса отметок", **fields})


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("text", flat=True))


def test_a_booking_takes_a_seat_and_the_helper_is_told(cast, helper, monday):
    made = by_oneself(slot(monday), cast.parent.user, ticket_id=77)

    row = Booking.objects.get()
    assert (row.pk, row.asker, row.on, row.starts_at, row.ends_at, row.seat, row.state, row.topic, row.ticket_id) == (
        made.pk, cast.parent.user, TODAY, time(15, 20), time(15, 40), 1, "booked", "Веса отметок", 77
    )  # fmt: skip
    assert told(helper.user) == [
        "Новая запись: пн, 23 ноября, 15:20, Соколова И. П., каб. 24. Ермакова Ольга: Веса отметок"
    ]
    assert told(cast.parent.user) == []
    assert Change.objects.get().action == "consultations.book"


def test_the_last_seat_is_the_last(cast, helper, monday):
    monday.capacity = 2
    monday.save()
    by_oneself(slot(monday), cast.parent.user)
    by_oneself(slot(monday), cast.teacher.user)

    with pytest.raises(FullSlot, match="все места уже заняты"):
        by_oneself(slot(monday), cast.deputy)

    assert sorted(Booking.objects.values_list("seat", flat=True)) == [1, 2]


def refusal(key, user, **fields) -> str:
    with pytest.raises(ValidationError) as caught:
        by_oneself(key, user, **fields)
    return " ".join(caught.value.messages)


def test_what_is_refused_is_refused_in_words(cast, helper, monday):
    user = cast.parent.user
    by_oneself(slot(monday), user)

    assert refusal(slot(monday), user) == "Это время уже ваше: оно на странице «Мои записи»."
    assert refusal(slot(monday, starts="15:30"), user).startswith("Этого времени в графике больше нет")
    assert refusal(slot(monday, TUESDAY), user).startswith("Этого времени в графике больше нет")
    assert refusal(slot(monday, starts="15:40"), user, now=at(15, 40)) == "Это время уже началось: выберите другое."
    assert refusal(slot(monday, date(2026, 12, 28)), user) == "На этот день запись ещё не открыта."
    assert refusal(slot(monday, starts="16:00"), helper.user) == "Это ваши часы: в них помогаете вы."
    assert refusal(slot(monday, starts="16:00"), user, purpose="marks").startswith(
        "Отметки выставляют только сотрудники"
    )
    assert refusal(slot(monday, starts="16:00"), user, topic=" ") == "Это поле не может быть пустым."
    assert Booking.objects.count() == 1


def test_the_last_day_of_booking_is_four_weeks_ahead(cast, monday):
    last = date(2026, 12, 21)

    assert (last - TODAY).days == DAYS_AHEAD
    assert by_oneself(slot(monday, last), cast.parent.user).on == last


def test_hours_for_marks_only_are_closed_to_families_and_to_questions(cast, helper, monday):
    monday.consults = False
    monday.save()

    assert refusal(slot(monday), cast.parent.user).startswith("В эти часы только выставляют отметки")
    assert refusal(slot(monday), cast.teacher.user).startswith("В эти часы только выставляют отметки")
    assert by_oneself(slot(monday), cast.teacher.user, purpose="marks").purpose == "marks"


def test_a_draft_is_not_booked(cast, helper):
    hours = interval(plan("30", is_published=False), helper)

    assert refusal(slot(hours), cast.parent.user).startswith("Этого времени в графике больше нет")


def test_one_person_is_in_one_place_at_a_time(cast, helper, monday):
    elsewhere = interval(plan("30"), cast.class_teacher, starts="15:30", ends="16:00", slot_minutes=30)
    by_oneself(slot(monday), cast.parent.user)

    assert refusal(slot(elsewhere, starts="15:30"), cast.parent.user).endswith("вы уже записаны в другое место.")


def test_nobody_takes_the_whole_week(cast, helper, room_24):
    wednesday = room_24.intervals.get(weekday=3, starts_at=time(9))
    for number in range(MOST_AHEAD):
        by_oneself(slot(wednesday, date(2026, 11, 25), f"{9 + number}:00".zfill(5)), cast.parent.user)

    assert refusal(slot(wednesday, date(2026, 11, 25), "09:20"), cast.parent.user).startswith(
        "Впереди у вас уже 5 записей"
    )


def test_the_helpers_lesson_closes_the_slot(cast):
    hours = interval(plan("24"), cast.teacher, starts="08:30", ends="10:30", slot_minutes=30)  # алгебра at 8:30–9:15
    early = at(8)

    assert refusal(slot(hours, starts="09:00"), cast.parent.user, now=early).startswith(
        "В это время у помощника урок: Алгебра, 7Б."
    )
    assert by_oneself(slot(hours, starts="09:30"), cast.parent.user, now=early).pk


def test_a_substitute_is_busy_and_the_absent_helper_is_free(cast, helper):
    cast.lesson.substitute = helper
    cast.lesson.save()
    absent = interval(plan("24"), cast.teacher, starts="08:30", ends="09:00")
    substitute = interval(plan("30"), helper, starts="08:30", ends="09:00")
    early = at(8)

    assert refusal(slot(substitute, starts="08:30"), cast.parent.user, now=early).startswith(
        "В это время у помощника урок"
    )
    assert by_oneself(slot(absent, starts="08:30"), cast.parent.user, now=early).pk


def test_moving_frees_the_old_seat_and_raises_the_sequence(cast, helper, room_24, monday):
    row = by_oneself(slot(monday), cast.parent.user)
    Booking.objects.update(day_told_at=NOON)
    tuesday = room_24.intervals.get(weekday=2)

    move_booking(row, to=slot(tuesday, TUESDAY, "09:00"), by=cast.parent.user, now=NOON)

    row.refresh_from_db()
    assert (row.on, row.starts_at, row.ends_at, row.sequence, row.day_told_at) == (
        TUESDAY,
        time(9),
        time(9, 20),
        1,
        None,
    )
    assert told(helper.user)[-1].startswith("Запись перенесена: пн, 23 ноября, 15:20 → вт, 24 ноября, 9:00")
    assert by_oneself(slot(monday), cast.teacher.user).seat == 1


def test_moving_to_a_full_slot_changes_nothing(cast, helper, room_24, monday):
    tuesday = room_24.intervals.get(weekday=2)
    by_oneself(slot(tuesday, TUESDAY, "09:00"), cast.teacher.user)
    row = by_oneself(slot(monday), cast.parent.user)

    with pytest.raises(FullSlot):
        move_booking(row, to=slot(tuesday, TUESDAY, "09:00"), by=cast.parent.user, now=NOON)

    row.refresh_from_db()
    assert (row.on, row.starts_at, row.sequence) == (TODAY, time(15, 20), 0)


def test_cancelling_frees_the_seat_and_keeps_the_row(cast, helper, monday):
    row = by_oneself(slot(monday), cast.parent.user)

    cancel_booking(row, by=cast.parent.user, now=NOON)

    row.refresh_from_db()
    assert (row.state, row.sequence) == ("cancelled", 1)
    assert told(helper.user)[-1] == "Запись отменена: пн, 23 ноября, 15:20, Ермакова Ольга."
    assert by_oneself(slot(monday), cast.teacher.user).seat == 1


def test_a_helper_who_cancels_tells_why(cast, helper, monday):
    row = by_oneself(slot(monday), cast.parent.user)

    cancel_booking(row, by=helper.user, now=NOON, reason="педсовет")

    assert told(cast.parent.user) == [
        "Ваша запись отменена: пн, 23 ноября, 15:20, Соколова И. П., каб. 24. Причина: педсовет"
    ]


@pytest.mark.parametrize("change", [move_booking, cancel_booking])
def test_what_has_begun_is_neither_moved_nor_cancelled(cast, helper, monday, change):
    row = by_oneself(slot(monday), cast.parent.user)
    more = {"to": slot(monday, starts="16:00")} if change is move_booking else {}

    with pytest.raises(ValidationError, match="уже началось"):
        change(row, by=cast.parent.user, now=at(15, 20), **more)

    row.refresh_from_db()
    assert (row.state, row.starts_at) == ("booked", time(15, 20))


def test_booking_for_somebody_else_tells_them(cast, helper, monday):
    book(slot(monday), asker=cast.parent.user, topic="Код доступа", by=helper.user, now=NOON)

    assert told(cast.parent.user) == ["Вас записали на консультацию: пн, 23 ноября, 15:20, Соколова И. П., каб. 24."]
    assert told(helper.user) == []


def test_a_stranger_without_name_is_called_by_username(cast, monday):
    nameless = build.user("setup2")

    assert by_oneself(slot(monday), nameless).asker_words == "setup2"
