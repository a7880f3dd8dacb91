"""The week for all: what is free and taken, whose names are not there, what one may book."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from parta.consultations.models import Booking, Waiting
from parta.consultations.services import cancel_booking
from parta.consultations.services.queue import wait
from parta.timetable.models import Lesson
from tests import build

from . import make
from .make import NOON, TODAY, slot

WEEK = reverse("consultations:week")


def slots(answer, weekday: int = 1) -> dict[str, str]:
    """Start → state of the day's slots."""
    return {
        f"{one.starts_at:%H:%M}": str(one.state)
        for day in answer.context["page"].days
        if day.on.isoweekday() == weekday
        for block in day.blocks
        for one in block.slots
    }


def test_everybody_sees_free_and_taken_and_nobody_sees_whose(cast, helper, monday, sign_in):
    make.booking(monday, cast.parent.user, topic="Семейная тайна")

    for user in (cast.teacher.user, cast.other_parent.user, cast.egor.user, cast.head):
        answer = sign_in(user).get(WEEK)
        text = answer.content.decode()
        assert slots(answer) == {"15:20": "full", "15:40": "free", "16:00": "free", "16:20": "free", "16:40": "free"}
        assert "Соколова И. П." in text
        assert "каб. 24" in text.lower()
        assert "Ермакова" not in text
        assert "Семейная тайна" not in text
    assert slots(sign_in(cast.parent.user).get(WEEK))["15:20"] == "own"


def test_a_slot_with_two_seats_says_how_many_are_free(cast, helper, monday, sign_in):
    monday.capacity = 2
    monday.save()
    make.booking(monday, cast.parent.user)

    page = sign_in(cast.teacher.user).get(WEEK).content.decode()

    assert "1 место" in page
    assert "2 места" in page


def test_the_helpers_lesson_and_ones_own_are_told(cast, sign_in):
    """Орлова helps while she gives algebra; Громов gives history while somebody else helps."""
    tuesday = date(2026, 11, 24)
    Lesson.objects.update(on=tuesday)
    plan = make.plan()
    make.interval(plan, cast.teacher, weekday=2, starts="08:30", ends="10:10", slot_minutes=50)

    answer = sign_in(cast.stranger.user).get(WEEK)
    pupil = sign_in(cast.daria.user).get(WEEK)

    assert slots(answer, 2) == {"08:30": "lesson", "09:20": "free"}
    assert "у помощника урок" in answer.content.decode()
    assert "у вас урок" in answer.content.decode()  # история, 9:25–10:10
    assert "у вас урок" not in pupil.content.decode()


def test_a_pupils_lesson_is_told_too(cast, helper, sign_in):
    tuesday = date(2026, 11, 24)
    Lesson.objects.update(on=tuesday)
    make.interval(make.plan(), helper, weekday=2, starts="08:30", ends="09:10")

    assert "у вас урок" in sign_in(cast.daria.user).get(WEEK).content.decode()
    assert "у вас урок" not in sign_in(cast.parent.user).get(WEEK).content.decode()


def test_hours_for_marks_are_closed_to_families(cast, helper, monday, sign_in):
    monday.consults = False
    monday.save()

    assert slots(sign_in(cast.parent.user).get(WEEK))["15:20"] == "staff"
    assert slots(sign_in(cast.teacher.user).get(WEEK))["15:20"] == "free"
    assert slots(sign_in(helper.user).get(WEEK))["15:20"] == "duty"


def test_weeks_are_turned_as_far_as_booking_goes(cast, room_24, sign_in):
    client = sign_in(cast.teacher.user)

    def monday_of(week: str) -> date:
        return client.get(WEEK, {"week": week}).context["page"].monday

    assert monday_of("2026-11-30") == TODAY + timedelta(days=7)
    assert monday_of("2026-12-02") == TODAY + timedelta(days=7)
    assert monday_of("2026-11-16") == TODAY  # what was is on one's own page
    assert monday_of("2027-03-01") == TODAY
    assert monday_of("вчера") == TODAY
    assert client.get(WEEK, {"week": "2026-12-21"}).context["page"].has_next is False


def test_without_a_plan_the_next_step_is_told(cast, sign_in):
    assert "Открыть справку" in sign_in(cast.teacher.user).get(WEEK).content.decode()
    assert "Составить график" in sign_in(cast.introducer).get(WEEK).content.decode()


# Booking on the page

BOOK, MINE = reverse("consultations:book"), reverse("consultations:mine")


def test_a_slot_is_booked_in_two_clicks(cast, helper, monday, sign_in):
    client = sign_in(cast.parent.user)
    week = client.get(WEEK).content.decode()
    link = f"{BOOK}?slot={slot(monday)}"
    assert f'href="{link}"' in week

    form = client.get(link).content.decode()
    client.post(BOOK, {"slot": str(slot(monday)), "topic": "Не вижу отметок"})

    assert "пн, 23 ноября, 15:20–15:40" in form
    assert Booking.objects.get().asker == cast.parent.user
    assert "Не вижу отметок" in client.get(MINE).content.decode()


def test_a_request_is_booked_in_one_click(cast, helper, monday, sign_in):
    """From a request one comes with its number and topic; the free slots are there to choose from."""
    client = sign_in(cast.parent.user)

    page = client.get(BOOK, {"ticket": 41, "topic": "Не вижу отметок"})
    text = page.content.decode()
    client.post(BOOK, {"slot": str(slot(monday)), "topic": "Не вижу отметок", "ticket": 41})

    assert 'name="ticket" value="41"' in text
    assert "Не вижу отметок</textarea>" in text
    assert f'value="{slot(monday)}"' in text
    assert Booking.objects.get().ticket_id == 41


def test_the_request_is_carried_along_the_week(cast, room_24, monday, sign_in):
    page = sign_in(cast.parent.user).get(WEEK, {"ticket": 41, "topic": "А & Б"}).content.decode()

    assert f"?slot={slot(monday)}&amp;ticket=41&amp;topic=%D0%90+%26+%D0%91" in page


@pytest.mark.parametrize("ticket", ["", "x", "-1", "9" * 30])
def test_nonsense_for_a_request_is_no_harm(cast, room_24, sign_in, ticket):
    assert sign_in(cast.parent.user).get(BOOK, {"ticket": ticket}).status_code == 200


def test_families_choose_no_purpose_and_cannot_send_one(cast, helper, monday, sign_in):
    client = sign_in(cast.parent.user)

    page = client.get(BOOK, {"slot": str(slot(monday))}).content.decode()
    client.post(BOOK, {"slot": str(slot(monday)), "topic": "?", "purpose": "marks"})

    assert "выставление отметок" not in page
    assert Booking.objects.get().purpose == "consultation"
    assert "выставление отметок" in sign_in(cast.teacher.user).get(BOOK, {"slot": str(slot(monday))}).content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"topic": ""}, "Напишите в двух словах"),
        ({"slot": ""}, "Выберите время."),
        ({"slot": "12-нет"}, "Такого времени нет: выберите время из графика."),
        ({"slot": "1-2026-11-24-1520"}, "Этого времени в графике больше нет"),
        ({"purpose": "отдых"}, "Выберите корректный вариант"),
        ({"topic": "я" * 301}, "не более 300 символов"),
    ],
)
def test_wrong_input_comes_back_with_words(cast, monday, sign_in, sent, words):
    values = {"slot": str(slot(monday)), "topic": "Веса", "purpose": "consultation", **sent}

    answer = sign_in(cast.teacher.user).post(BOOK, values)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Booking.objects.exists()


def test_the_clash_with_ones_lesson_is_told_before_booking(cast, helper, sign_in):
    tuesday = date(2026, 11, 24)
    Lesson.objects.update(on=tuesday)
    hours = make.interval(make.plan(), helper, weekday=2, starts="08:30", ends="08:50")
    link = {"slot": str(slot(hours, tuesday, "08:30"))}

    teacher = sign_in(cast.teacher.user).get(BOOK, link).content.decode()
    pupil = sign_in(cast.daria.user).get(BOOK, link).content.decode()
    parent = sign_in(cast.parent.user).get(BOOK, link).content.decode()

    assert "В это время у вас урок: Алгебра, 7Б." in teacher
    assert "В это время у вас урок: Алгебра, 7Б." in pupil
    assert "у вас урок" not in parent


def test_a_full_slot_leads_to_its_queue(cast, helper, monday, sign_in):
    row = make.booking(monday, cast.teacher.user)
    client = sign_in(cast.parent.user)
    sent = {"slot": str(slot(monday)), "topic": "Веса"}

    page = client.get(BOOK, {"slot": str(slot(monday))}).content.decode()
    client.post(reverse("consultations:join-queue"), sent)
    again = client.post(reverse("consultations:join-queue"), sent)
    cancel_booking(row, by=cast.teacher.user, now=NOON)
    mine = client.get(MINE).content.decode()
    client.post(reverse("consultations:accept", args=[Booking.objects.get(state="offered").pk]))

    assert "Встать в очередь" in page
    assert again.status_code == 422
    assert "Вы уже стоите в этой очереди." in again.content.decode()
    assert "Освободилось место" in mine
    assert ". Его держат для вас до" in mine
    assert ".. Его" not in mine
    assert Booking.objects.get(asker=cast.parent.user).state == "booked"


def test_own_page_moves_cancels_and_stops_waiting(cast, helper, monday, sign_in):
    make.booking(monday, cast.teacher.user, starts="16:40", ends="17:00")
    waiting = wait(slot(monday, starts="16:40"), asker=cast.parent.user, topic="Жду", now=NOON)
    row = make.booking(monday, cast.parent.user)
    client = sign_in(cast.parent.user)

    client.post(reverse("consultations:move", args=[row.pk]), {"slot": str(slot(monday, starts="16:00"))})
    taken = client.post(reverse("consultations:move", args=[row.pk]), {"slot": str(slot(monday, starts="16:40"))})
    client.post(reverse("consultations:leave-queue", args=[waiting.pk]))
    row.refresh_from_db()
    moved = row.starts_at.hour
    client.post(reverse("consultations:cancel", args=[row.pk]))

    row.refresh_from_db()
    assert (moved, row.state) == (16, "cancelled")
    assert taken.status_code == 422
    assert "все места уже заняты" in taken.content.decode()
    assert Waiting.objects.get().closed_at == NOON


def test_bookings_of_others_are_not_found(cast, helper, monday, sign_in):
    row = make.booking(monday, cast.parent.user)
    make.booking(monday, cast.stranger.user, starts="16:40", ends="17:00")
    waiting = wait(slot(monday, starts="16:40"), asker=cast.parent.user, topic="Жду", now=NOON)

    for user in (cast.other_parent.user, cast.daria.user, cast.teacher.user, cast.head, cast.deputy, cast.admin):
        client = sign_in(user)
        assert client.get(reverse("consultations:move", args=[row.pk])).status_code == 404
        assert client.post(reverse("consultations:cancel", args=[row.pk])).status_code == 404
        assert client.post(reverse("consultations:leave-queue", args=[waiting.pk])).status_code == 404
        assert client.post(reverse("consultations:came", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.state == "booked"


def test_the_outcome_is_read_by_who_asked(cast, helper, room_24, sign_in):
    friday = room_24.intervals.get(weekday=5)
    make.booking(
        friday, cast.parent.user, date(2026, 11, 20), "14:20", "14:40", state="held", outcome="Показан расчёт."
    )

    assert "Показан расчёт." in sign_in(cast.parent.user).get(MINE).content.decode()
    assert "Показан расчёт." not in sign_in(cast.other_parent.user).get(MINE).content.decode()


def test_an_empty_own_page_leads_on(cast, sign_in):
    page = sign_in(cast.parent.user).get(MINE).content.decode()

    assert "Записей пока нет" in page
    assert f'href="{WEEK}"' in page


def test_no_free_time_is_told(cast, helper, sign_in):
    build.year()

    assert "Свободного времени на ближайшие четыре недели нет." in sign_in(cast.parent.user).get(BOOK).content.decode()
