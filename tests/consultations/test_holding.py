"""The helper's day: came, did not come, came without booking, what came of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from parta.audit.models import Change
from parta.consultations.models import Booking
from parta.consultations.queries.people import people_named
from parta.consultations.services import cancel_booking, hold_booking, miss_booking, walk_in
from parta.notices.models import Notice
from parta.school.services import movement

from . import make
from .make import NOON, at, slot

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def friday(room_24):
    """The hours of last Friday, 14.20–16.20."""
    return room_24.intervals.get(weekday=5)


@pytest.fixture
def past(cast, friday) -> Booking:
    return make.booking(friday, cast.parent.user, FRIDAY, "14:20", "14:40", ticket_id=7)


def test_the_outcome_is_written_and_kept(cast, helper, past):
    hold_booking(past, outcome=" Показан расчёт. ", by=helper.user)

    past.refresh_from_db()
    assert (past.state, past.outcome, past.ticket_id) == ("held", "Показан расчёт.", 7)
    change = Change.objects.get(action="consultations.hold_booking")
    assert (change.by, change.after) == (helper.user, {"состояние": "состоялась", "итог": "Показан расчёт."})


def test_who_came_is_marked_first_and_the_outcome_follows(cast, helper, past):
    hold_booking(past, outcome="", by=helper.user)
    hold_booking(past, outcome="Показан расчёт.", by=helper.user)
    hold_booking(past, outcome="", by=helper.user)  # «Пришёл» once more takes nothing away

    past.refresh_from_db()
    assert (past.state, past.outcome) == ("held", "Показан расчёт.")


def test_a_slip_of_the_finger_is_mended(cast, helper, past):
    miss_booking(past, by=helper.user)
    hold_booking(past, outcome="", by=helper.user)
    miss_booking(past, by=helper.user)

    past.refresh_from_db()
    assert past.state == "missed"


def test_what_is_not_so_is_refused(cast, helper, monday, past):
    ahead = make.booking(monday, cast.parent.user)
    tomorrow = make.booking(monday, cast.teacher.user, date(2026, 11, 30))
    hold_booking(past, outcome="Решено.", by=helper.user)

    with pytest.raises(ValidationError, match="ещё не началось"):
        miss_booking(ahead, by=helper.user)
    with pytest.raises(ValidationError, match="ещё впереди"):
        hold_booking(tomorrow, outcome="Решено.", by=helper.user)
    with pytest.raises(ValidationError, match="уже есть итог"):
        miss_booking(past, by=helper.user)
    cancel_booking(ahead, by=cast.parent.user, now=NOON)
    with pytest.raises(ValidationError, match="не действует"):
        hold_booking(ahead, outcome="Решено.", by=helper.user)


def test_a_walk_in_sits_where_there_is_room_and_where_there_is_none(cast, helper, friday, past):
    first = walk_in(slot(friday, FRIDAY, "14:20"), asker=cast.teacher.user, topic="Пароль", by=helper.user, now=NOON)
    second = walk_in(
        slot(friday, FRIDAY, "14:40"), asker_name="Сидорова  Мария, бабушка", topic="Код", by=helper.user, now=NOON,
        outcome="Код выдан.",
    )  # fmt: skip

    assert (first.seat, first.state, first.is_walk_in, first.asker_words) == (2, "held", True, "Орлова Нина")
    assert (second.seat, second.asker, second.asker_words, second.outcome) == (
        1, None, "Сидорова Мария, бабушка", "Код выдан."
    )  # fmt: skip
    assert not Notice.objects.exists()


def test_a_walk_in_has_a_name_and_an_hour_that_was(cast, helper, friday, past):
    with pytest.raises(ValidationError, match="кто пришёл"):
        walk_in(slot(friday, FRIDAY, "14:40"), asker_name=" ", topic="?", by=helper.user, now=NOON)
    with pytest.raises(ValidationError, match="ещё впереди"):
        walk_in(slot(friday, date(2026, 11, 27), "14:40"), asker_name="А", topic="?", by=helper.user, now=NOON)
    with pytest.raises(ValidationError, match="графике больше нет"):
        walk_in(slot(friday, FRIDAY, "14:30"), asker_name="А", topic="?", by=helper.user, now=NOON)
    with pytest.raises(ValidationError, match="отметьте в списке"):
        walk_in(slot(friday, FRIDAY, "14:20"), asker=cast.parent.user, topic="?", by=helper.user, now=NOON)


# The screens


def test_the_day_tells_who_comes_with_what(cast, helper, monday, sign_in):
    make.booking(monday, cast.parent.user, topic="Не вижу отметок")
    make.booking(monday, cast.teacher.user, starts="15:40", ends="16:00", purpose="marks")

    page = sign_in(helper.user).get(reverse("consultations:day")).content.decode()

    assert "Ермакова Ольга" in page
    assert "родитель, 7Б" in page
    assert "Не вижу отметок" in page
    assert "выставление отметок" in page


def test_a_helper_sees_own_visitors_only_and_the_responsible_person_all(cast, helper, monday, sign_in):
    make.booking(monday, cast.parent.user, topic="Тайна")
    other = make.interval(make.plan("30"), cast.stranger, starts="15:20", ends="15:40")
    mine = make.booking(other, cast.teacher.user, topic="Веса")

    stranger = sign_in(cast.stranger.user)
    page = stranger.get(reverse("consultations:day")).content.decode()
    all_of_them = sign_in(cast.introducer).get(reverse("consultations:day")).content.decode()

    assert "Веса" in page
    assert "Тайна" not in page
    assert "Веса" in all_of_them
    assert "Тайна" in all_of_them
    assert stranger.post(reverse("consultations:came", args=[mine.pk])).status_code == 302
    foreign = Booking.objects.get(topic="Тайна")
    assert stranger.post(reverse("consultations:came", args=[foreign.pk])).status_code == 404


def test_the_responsible_person_chooses_a_helper(cast, helper, monday, sign_in):
    make.booking(monday, cast.parent.user, topic="Тайна")
    make.interval(make.plan("30"), cast.stranger)

    page = sign_in(cast.introducer).get(reverse("consultations:day"), {"helper": cast.stranger.pk}).content.decode()

    assert "Тайна" not in page
    assert "каб. 30" in page


def test_came_and_missed_are_marked_on_the_page(cast, helper, past, sign_in):
    client = sign_in(helper.user)

    client.post(reverse("consultations:missed", args=[past.pk]))
    missed = client.get(reverse("consultations:day"), {"on": "2026-11-20"}).content.decode()
    client.post(reverse("consultations:came", args=[past.pk]))
    held = client.get(reverse("consultations:day"), {"on": "2026-11-20"}).content.decode()

    assert "не пришёл</span>" in missed
    assert "состоялась</span>" in held


def test_a_refusal_by_the_helper_needs_its_reason(cast, helper, monday, sign_in):
    row = make.booking(monday, cast.parent.user)
    client, url = sign_in(helper.user), reverse("consultations:refuse", args=[row.pk])

    told = client.post(url, {"reason": ""}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "booked"
    assert "Напишите, почему" in told

    client.post(url, {"reason": "педсовет"})
    row.refresh_from_db()
    assert (row.state, row.cancel_reason) == ("cancelled", "педсовет")


def test_a_walk_in_is_written_on_the_page(cast, helper, friday, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(14, 50, on=FRIDAY))
    client = sign_in(helper.user)
    url = reverse("consultations:walk-in")
    form = client.get(url)
    now = str(slot(friday, FRIDAY, "14:40"))

    assert form.context["form"].initial["slot"] == now
    refused = client.post(url, {"slot": now, "name": "", "topic": "Код", "purpose": "consultation"})
    client.post(url, {"slot": now, "name": "Сидорова Мария", "topic": "Код", "purpose": "consultation"})

    assert refused.status_code == 422
    assert "Напишите, кто пришёл." in refused.content.decode()
    row = Booking.objects.get()
    assert (row.asker_name, row.starts_at, row.state, row.made_by) == (
        "Сидорова Мария", at(14, 40).time(), "held", helper.user
    )  # fmt: skip


def test_a_walk_in_with_an_account_is_theirs(cast, helper, friday, sign_in):
    client = sign_in(helper.user)
    sent = {"slot": str(slot(friday, FRIDAY, "14:40")), "topic": "Код", "purpose": "consultation"}

    client.post(
        reverse("consultations:walk-in") + "?on=2026-11-20",
        {**sent, "name": "Ермакова Ольга", "person": cast.parent.user.pk},
    )

    assert Booking.objects.get().asker == cast.parent.user


def test_an_account_that_was_not_found_by_the_name_is_not_taken(cast, helper, friday, sign_in):
    """The key in the form is not believed: only who the typed name finds may be chosen."""
    sent = {"slot": str(slot(friday, FRIDAY, "14:40")), "topic": "Код", "purpose": "consultation"}

    sign_in(helper.user).post(
        reverse("consultations:walk-in") + "?on=2026-11-20", {**sent, "name": "Кто-то", "person": cast.head.pk}
    )

    row = Booking.objects.get()
    assert (row.asker, row.asker_name) == (None, "Кто-то")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Орл", ["Орлова Нина"]),  # staff by the first letters
        ("Ор", []),
        ("Ермакова", []),  # families only by the whole name
        ("Ермакова О", []),
        ("Ермакова Ольга", ["Ермакова Ольга"]),
        ("дарья ермакова", ["Ермакова Дарья"]),
    ],
)
def test_families_are_found_but_not_leafed_through(cast, words, found):
    assert [one.name for one in people_named(words)] == found


def test_people_are_told_by_what_they_are_to_the_school(cast):
    assert people_named("Ермакова Ольга")[0].part == "родитель, 7Б"
    assert people_named("Ермакова Дарья")[0].part == "ученик 7Б"
    assert people_named("Орлова")[0].part == "сотрудник"


def test_found_people_come_as_a_fragment(cast, helper, monday, sign_in):
    page = sign_in(helper.user).get(reverse("consultations:people"), {"name": "Орл"}).content.decode()

    assert f'value="{cast.teacher.user.pk}"' in page
    assert "<html" not in page


@pytest.mark.parametrize("name", ["Орл\0", "\0\0\0", "О" * 100_000])
def test_odd_signs_of_a_name_find_nobody_and_break_nothing(name, cast, helper, room_24, sign_in):
    client = sign_in(helper.user)

    found = client.get(reverse("consultations:people"), {"name": name})
    refused = client.post(reverse("consultations:walk-in"), {"name": name, "topic": "?", "slot": "1"})

    assert (found.status_code, refused.status_code) == (200, 422)


def test_who_leaves_on_a_later_day_is_of_the_class_till_then(cast):
    movement.leave(cast.daria, on=date(2026, 11, 30), order="", by=cast.deputy)

    assert people_named("Ермакова Ольга")[0].part == "родитель, 7Б"
    assert people_named("Ермакова Дарья")[0].part == "ученик 7Б"
