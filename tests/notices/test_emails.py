"""Notices by e-mail: whose, of what, when; and the link that ends them."""

import re
from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from parta.notices import services
from parta.notices.models import Letter, Notice, NoticeChoice
from parta.notices.services import emails
from tests import build
from tests.conftest import NOON

SOON = NOON + timedelta(minutes=6)  # when what came at noon is gathered
NIGHT = NOON + timedelta(hours=10)
MORNING = NOON + timedelta(hours=19)
SATURDAY, MONDAY = NOON + timedelta(days=5), NOON + timedelta(days=6, hours=19)


@pytest.fixture
def olga(cast, confirmed):
    return confirmed(cast.parent.user)


def queue(user, *, kind="absence", text="Ермакова Дарья: отсутствие подтверждено.", at=NOON, url="/diary/"):
    services.queue(kind, text, to=[user], url=url)
    Notice.objects.filter(pk=Notice.objects.latest("pk").pk).update(at=at)


def test_leaving_a_notice_is_one_insert(olga, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.queue("absence", "Раз", to=[olga, cast.teacher.user])


def test_letter_tells_the_notice_and_where_to_look(olga):
    queue(olga)

    assert services.email_new(SOON) == 1

    letter = Letter.objects.get()
    assert (letter.to, letter.subject, letter.due_at) == ("parent@family.test", "Журнал: пропуски", SOON)
    assert letter.text.startswith("Здравствуйте, Ольга!\n\n23 ноября, 12:00. Ермакова Дарья: отсутствие подтверждено.")
    assert "\nhttp://127.0.0.1:8000/diary/\n" in letter.text
    assert "Что присылать и когда: http://127.0.0.1:8000/notices/choices/" in letter.text
    assert letter.headers["Auto-Submitted"] == "auto-generated"


def test_subject_names_no_child(olga):
    queue(olga)
    services.email_new(SOON)

    assert "Ермакова" not in Letter.objects.get().subject


def test_what_comes_within_minutes_goes_in_one_letter(olga):
    queue(olga, text="Раз")
    queue(olga, text="Два", kind="support.answer", at=NOON + timedelta(minutes=4))
    assert services.email_new(NOON + timedelta(minutes=4)) == 0

    services.email_new(SOON)

    letter = Letter.objects.get()
    assert letter.subject == "Журнал: пропуски, помощь (2)"
    assert [word in letter.text for word in ("Раз", "Два")] == [True, True]


def test_looking_again_writes_nothing_twice(olga):
    queue(olga)

    assert [services.email_new(SOON), services.email_new(SOON)] == [1, 0]


def test_what_was_read_in_the_page_is_not_sent(olga):
    queue(olga, text="Раз")
    services.mark_read(olga, until=Notice.objects.get().pk)
    queue(olga, text="Два")

    services.email_new(SOON)

    assert "Раз" not in Letter.objects.get().text


@pytest.mark.parametrize(("kind", "letters"), [("absence", 1), ("remark", 0), ("bells", 0), ("notices.letter", 0)])
def test_defaults(kind, letters, olga):
    queue(olga, kind=kind)

    assert services.email_new(SOON) == letters


def test_choice_beats_the_default(olga):
    hours = {"starts_at": time(21), "ends_at": time(7), "on_weekends": True}
    services.choose(olga, by_email={"absence": False, "remark": True}, **hours)
    queue(olga, text="Раз")
    queue(olga, text="Два", kind="remark")

    services.email_new(SOON)

    assert Letter.objects.get().subject == "Журнал: замечания и похвала"


def test_nobody_without_a_confirmed_address_gets_letters(cast):
    stranger, silent = cast.stranger.user, cast.teacher.user
    EmailAddress.objects.create(user=stranger, email="gromov@family.test", verified=False, primary=True)
    for user in (stranger, silent):
        queue(user)

    assert services.email_new(SOON) == 0
    assert not Notice.objects.filter(emailed_at=None).exists()


def test_account_that_is_switched_off_gets_no_letters(olga):
    olga.is_active = False
    olga.save()
    queue(olga)

    assert services.email_new(SOON) == 0


@pytest.mark.parametrize(
    ("came", "tried", "letters"),
    [(NIGHT, NIGHT + timedelta(hours=1), 0), (NIGHT, MORNING, 1), (SATURDAY, SATURDAY + timedelta(hours=1), 0),
     (SATURDAY, MONDAY, 1)],
)  # fmt: skip
def test_quiet_hours_put_letters_off(came, tried, letters, olga):
    queue(olga, at=came)

    assert services.email_new(tried) == letters


def test_own_quiet_hours(olga):
    services.choose(olga, by_email={}, starts_at=time(0), ends_at=time(0), on_weekends=False)
    queue(olga, at=SATURDAY)

    assert services.email_new(SATURDAY + timedelta(hours=12)) == 1


def test_read_by_the_morning_is_not_sent(olga):
    queue(olga, at=NIGHT)
    services.email_new(NIGHT + timedelta(hours=1))
    services.mark_read(olga, until=Notice.objects.get().pk)

    assert services.email_new(MORNING) == 0


def test_old_news_are_not_sent_after_the_worker_stood_still(olga):
    queue(olga)

    assert services.email_new(NOON + timedelta(days=5)) == 0
    assert not Notice.objects.filter(emailed_at=None).exists()


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_people(people, db, confirmed, django_assert_num_queries):
    for number in range(people):
        user = confirmed(build.user(f"parent{number}"))
        queue(user)
        queue(user)

    # people, savepoint, addresses, choices, hours, those that need none, notices, letters, mark, release
    with django_assert_num_queries(10):
        assert services.email_new(SOON) == people


def test_a_flood_is_told_by_batches(db, confirmed, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(emails, "BATCH", 2)
    people = [confirmed(build.user(f"parent{number}")) for number in range(5)]
    for user in people:
        queue(user)

    with django_assert_num_queries(3 * 10):
        assert services.email_new(SOON) == 5

    assert set(Letter.objects.values_list("user", flat=True)) == {user.pk for user in people}


def test_what_waits_for_the_morning_is_not_read_every_minute(olga, django_assert_num_queries):
    for _ in range(3):
        queue(olga, at=NIGHT)

    with django_assert_num_queries(7):  # people, savepoint, addresses, choices, hours, those that need none, release
        assert services.email_new(NIGHT + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("came", "told", "more"), [(50, 50, ""), (53, 50, "И ещё 3 уведомления: http"), (51, 50, "И ещё 1 уведомление:")]
)
def test_a_letter_of_very_many_names_the_number_of_the_rest(came, told, more, olga):
    services.queue("absence", "первое", to=[olga])
    Notice.objects.bulk_create(Notice(user=olga, kind="absence", text=f"раз {n}", at=NOON) for n in range(came - 1))
    Notice.objects.update(at=NOON)

    services.email_new(SOON)

    text = Letter.objects.get().text
    assert len(re.findall(r"12:00\. (?:первое|раз)", text)) == told
    assert ("И ещё" in text, more in text) == (bool(more), True)
    assert not Notice.objects.filter(emailed_at=None).exists()


def off_path(letter: Letter) -> str:
    return urlsplit(re.search("<(.+)>", letter.headers["List-Unsubscribe"]).group(1)).path


@pytest.fixture
def letter(olga):
    queue(olga)
    services.email_new(SOON)
    return Letter.objects.get()


def test_mail_program_ends_a_group_by_one_click(letter, olga):
    client = Client(enforce_csrf_checks=True)

    response = client.post(off_path(letter), {"List-Unsubscribe": "One-Click"})

    assert (response.status_code, letter.headers["List-Unsubscribe-Post"]) == (200, "List-Unsubscribe=One-Click")
    assert list(NoticeChoice.objects.values_list("user", "group", "is_on")) == [(olga.pk, "absence", False)]
    queue(olga)
    assert services.email_new(SOON) == 0


def test_opening_the_link_only_asks(letter):
    page = Client().get(off_path(letter)).content.decode()

    assert "Пропуски" in page
    assert NoticeChoice.objects.count() == 0


def test_link_of_each_group_stands_in_the_text(letter):
    (link,) = re.findall(r"Больше не присылать «Пропуски»: http://127.0.0.1:8000(\S+)", letter.text)

    assert "Больше не пришлём" in Client().post(link).content.decode()


@pytest.mark.parametrize("change", [lambda token: token[:-2] + "xx", lambda token: "x", lambda token: token + "x"])
def test_forged_link_is_none(change, letter):
    path = off_path(letter)
    forged = change(path.split("/")[-2])

    assert Client().post(f"/notices/off/{forged}/").status_code == 404


FORM = {"shown": ["absence", "remark"], "email": ["remark"], "quiet": "on", "starts_at": "22:00", "ends_at": "06:30"}


def test_page_keeps_the_choice(olga, sign_in):
    client = sign_in(olga)

    client.post("/notices/choices/", FORM)

    page = client.get("/notices/choices/").content.decode()
    assert re.findall(r'name="email" value="(\w+)"[^>]* checked', page) == ["remark", "help", "bookings", "security"]
    assert 'name="starts_at" value="22:00"' in page
    assert olga.quiet_hours.on_weekends is False


def test_groups_that_were_not_shown_are_left_as_they_were(olga, sign_in):
    NoticeChoice.objects.create(user=olga, group="bells", channel="email", is_on=True)

    sign_in(olga).post("/notices/choices/", FORM)

    assert set(NoticeChoice.objects.filter(user=olga).values_list("group", "is_on")) == {
        ("absence", False), ("remark", True), ("bells", True)
    }  # fmt: skip


@pytest.mark.parametrize(("who", "shown"), [("parent", False), ("teacher", True), ("introducer", True)])
def test_families_are_not_asked_about_work_of_staff(who, shown, cast, sign_in):
    page = sign_in(cast.users()[who]).get("/notices/choices/").content.decode()

    assert ("Замены" in page) is shown
    assert "Замечания и похвала" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts_at": ""}, "Укажите время"),
        ({"ends_at": "22:00"}, "Начало и конец совпадают"),
        ({"starts_at": "поздно"}, "Укажите время"),
    ],
)
def test_wrong_hours_are_told_and_ticks_kept(wrong, words, olga, sign_in):
    response = sign_in(olga).post("/notices/choices/", {**FORM, **wrong})

    page = response.content.decode()
    assert (response.status_code, words in page) == (422, True)
    assert re.findall(r'name="email" value="(\w+)"[^>]* checked', page) == ["remark"]
    assert NoticeChoice.objects.count() == 0


@pytest.mark.parametrize(
    ("verified", "words"), [(None, "Почта не записана"), (False, "ждёт подтверждения"), (True, "Письма приходят на")]
)
def test_page_tells_where_letters_go(verified, words, cast, sign_in):
    if verified is not None:
        EmailAddress.objects.create(user=cast.egor.user, email="egor@family.test", verified=verified, primary=True)

    assert words in sign_in(cast.egor.user).get("/notices/choices/").content.decode()
