"""Letters: written with the change, sent once, tried again, given up with a word; over a real socket."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone

from parta.notices import services
from parta.notices.models import Letter, Notice
from parta.notices.services.letters import BATCH, CLAIM
from tests.at_once import seen_by_threads
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


def post(to="olga@family.test", **more):
    return services.post(to, **{"kind": "notices", "subject": "Замены", "text": "Вам замена.\n\n2 урок", **more})


def test_letter_goes_with_its_headers(smtp):
    letter = post(
        sender="Помощь школы <help@school.test>",
        headers={"In-Reply-To": "<a@family.test>", "References": "<a@family.test>", "Auto-Submitted": "auto-replied"},
    )

    assert services.deliver(NOON) == 1

    (sender, to, _), (got,) = smtp.taken[0], smtp.letters
    assert (sender, to) == ("help@school.test", ["olga@family.test"])
    assert (got["Subject"], got["From"], got["To"]) == ("Замены", "Помощь школы <help@school.test>", "olga@family.test")
    assert (got["Message-ID"], got["In-Reply-To"]) == (letter.message_id, "<a@family.test>")
    assert (got["References"], got["Auto-Submitted"]) == ("<a@family.test>", "auto-replied")
    assert got["X-Parta"] == "127.0.0.1"
    assert got.get_content().replace("\r\n", "\n") == "Вам замена.\n\n2 урок\n"


def test_letter_goes_once(smtp):
    post()

    assert [services.deliver(NOON), services.deliver(NOON)] == [1, 0]
    assert len(smtp.taken) == 1


def test_letter_that_is_not_due_waits(smtp):
    post(due_at=NOON + timedelta(hours=1))

    assert [services.deliver(NOON), services.deliver(NOON + timedelta(hours=1))] == [0, 1]


def test_change_that_is_taken_back_takes_its_letter():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("to", ["", "olga", "olga@", "a@b.test\nBcc: all@family.test", "a@b.test, c@d.test"])
def test_what_is_no_address_is_refused(to):
    with pytest.raises(ValidationError):
        post(to)


def test_subject_cannot_bring_headers(smtp):
    post(subject="Замены\r\nBcc: all@family.test", headers={"In-Reply-To": "<a@b>\nBcc: all@family.test"})

    services.deliver(NOON)

    assert smtp.recipients == ["olga@family.test"]
    assert smtp.letters[0]["Subject"] == "Замены Bcc: all@family.test"
    assert smtp.letters[0]["Bcc"] is None


def test_files_go_with_the_letter(smtp):
    path = default_storage.save("tickets/x", ContentFile("ответ".encode()))
    post(files=[{"name": "план.txt", "path": path, "content_type": "text/plain"}])

    services.deliver(NOON)

    (file,) = smtp.letters[0].iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True).decode().strip()) == ("план.txt", "ответ")


def test_letter_whose_file_is_gone_is_given_up_and_others_go(smtp):
    broken = post(files=[{"name": "план.txt", "path": "tickets/none", "content_type": "text/plain"}])
    post("egor@family.test")

    services.deliver(NOON)

    broken.refresh_from_db()
    assert (broken.gave_up_at, "план.txt" in broken.error) == (NOON, True)
    assert smtp.recipients == ["egor@family.test"]


def test_letter_that_breaks_the_program_is_tried_later_and_others_go(smtp, caplog):
    broken = post(files=[{"name": "x", "path": "../../outside", "content_type": "text/plain"}])
    post("egor@family.test")

    services.deliver(NOON)

    broken.refresh_from_db()
    assert (broken.sent_at, broken.due_at > NOON) == (None, True)
    assert smtp.recipients == ["egor@family.test"]
    assert "broke its sender" in caplog.text


def test_server_that_is_down_is_tried_again_ever_later_and_given_up(settings, cast):
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    letter = post()
    now, waits = NOON, []

    while letter.gave_up_at is None:
        services.deliver(now)
        letter.refresh_from_db()
        waits.append(round((letter.due_at - now).total_seconds() / 60))
        now = max(letter.due_at, now)

    assert waits[:-1] == [1, 5, 15, 60, 180, 360, 720, 1440]  # minutes
    assert "refused" in letter.error
    assert services.deliver(now + timedelta(days=9)) == 0


def test_one_that_the_server_refuses_for_good_does_not_hold_others(smtp, cast):
    smtp.refused = {"gone@family.test": "550 5.1.1 No such user"}
    gone, _ = post("gone@family.test"), post("egor@family.test")

    assert services.deliver(NOON) == 1

    gone.refresh_from_db()
    assert (gone.gave_up_at, gone.error) == (NOON, "550 5.1.1 No such user")
    assert smtp.recipients == ["egor@family.test"]


@pytest.mark.parametrize(
    ("reply", "is_given_up"),
    [("450 Try later", False), ("451 Greylisted", False), ("550 No", True), ("554 Spam", True)],
)
def test_what_the_server_says_of_an_address_decides(reply, is_given_up, smtp):
    smtp.refused = {"olga@family.test": reply}
    letter = post()

    services.deliver(NOON)

    letter.refresh_from_db()
    assert (letter.gave_up_at is not None, letter.sent_at) == (is_given_up, None)


def test_server_that_hangs_up_loses_and_doubles_nothing(smtp):
    smtp.hangs_up_after = 2
    for number in range(5):
        post(f"{number}@family.test")

    first = services.deliver(NOON)
    smtp.hangs_up_after = None
    second = services.deliver(NOON + timedelta(minutes=2))

    assert (first, second) == (2, 3)
    assert sorted(smtp.recipients) == [f"{number}@family.test" for number in range(5)]


def test_a_letter_that_makes_the_server_hang_up_takes_no_others_with_it(smtp, monkeypatch):
    """A filter of the server drops the talk at one letter, each time: the others go, and it is given up alone."""
    monkeypatch.setattr(smtp, "drops", "poison@family.test")
    poison = post("poison@family.test")
    others = [post(f"{number}@family.test") for number in range(3)]

    assert [services.deliver(NOON + timedelta(seconds=5 * number)) for number in range(2)] == [0, 3]

    tries = Letter.objects.filter(pk__in=[one.pk for one in others]).values_list("tries", flat=True)
    assert list(tries) == [1, 1, 1]
    for number in range(1, 10):
        services.deliver(NOON + timedelta(days=number))
    poison.refresh_from_db()
    assert (poison.gave_up_at is not None, poison.tries) == (True, 9)
    assert sorted(smtp.recipients) == ["0@family.test", "1@family.test", "2@family.test"]


def test_a_server_that_says_nothing_is_waited_for_once_in_a_round(smtp, settings):
    """It takes the connection and falls silent at the first letter: the round ends, and the others were not tried."""
    settings.EMAIL_TIMEOUT = 0.2
    smtp.is_silent = True
    first, second = post("1@family.test"), post("2@family.test")

    assert services.deliver(NOON) == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.tries, second.tries, second.claimed_until) == (1, 0, None)
    assert "timed out" in first.error.lower()


def test_letters_of_a_sender_that_died_go_when_its_claim_has_passed(smtp):
    post()
    services.letters.claim(NOON)  # and then the power goes

    assert services.deliver(NOON + timedelta(minutes=1)) == 0
    assert services.deliver(NOON + CLAIM + timedelta(minutes=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_several_senders_at_once_send_each_letter_once(smtp, tmp_path, monkeypatch):
    for number in range(3 * BATCH):
        post(f"{number}@family.test")

    def work(_: int) -> int:
        try:
            return sum(iter(lambda: services.deliver(timezone.now()), 0))
        finally:
            connection.close()

    with seen_by_threads(tmp_path, monkeypatch), ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(work, range(4)))

    assert sent == 3 * BATCH
    assert sorted(smtp.recipients) == sorted(f"{number}@family.test" for number in range(3 * BATCH))


@pytest.mark.parametrize("letters", [1, 3])
def test_taking_letters_asks_the_same_for_any_number(letters, smtp, django_assert_num_queries):
    for number in range(letters):
        post(f"{number}@family.test")

    with django_assert_num_queries(4 + letters):  # savepoint, letters, claim, release; then a line a letter sent
        services.deliver(NOON)


def test_link_of_a_password_is_forgotten_when_sent_other_texts_stay(smtp):
    secret, usual = post(kind="accounts", text="Откройте ссылку"), post()

    services.deliver(NOON)

    secret.refresh_from_db()
    usual.refresh_from_db()
    assert (secret.text, usual.text) == ("", "Вам замена.\n\n2 урок")


def test_old_letters_are_forgotten_and_those_in_trouble_stay():
    old, new, failed = post(), post(), post()
    Letter.objects.filter(pk=old.pk).update(sent_at=NOON - timedelta(days=91))
    Letter.objects.filter(pk=new.pk).update(sent_at=NOON - timedelta(days=89))
    Letter.objects.filter(pk=failed.pk).update(gave_up_at=NOON - timedelta(days=900))

    assert services.forget_old(NOON) == 1
    assert set(Letter.objects.values_list("pk", flat=True)) == {new.pk, failed.pk}


def test_administrators_are_told_once_until_they_look(smtp, cast):
    smtp.refused = {f"{number}@family.test": "550 No" for number in range(3)}
    for number in range(3):
        post(f"{number}@family.test")

    services.deliver(NOON)

    (notice,) = Notice.objects.all()
    assert (notice.user, notice.url) == (cast.admin, "/notices/letters/")


def test_page_names_what_did_not_go_and_sends_it_again(smtp, cast, sign_in):
    smtp.refused = {"olga@family.test": "550 Mailbox full"}
    letter = post(text="Тайна письма")
    services.deliver(NOON)
    client = sign_in(cast.admin)

    page = client.get("/notices/letters/").content.decode()
    smtp.refused = {}
    after = client.post(f"/notices/letters/{letter.pk}/again/", follow=True).content.decode()
    services.deliver(NOON)

    assert "550 Mailbox full" in page
    assert "Тайна письма" not in page
    assert "отправим в течение минуты" in after
    assert smtp.recipients == ["olga@family.test"]
    assert "Все письма ушли" in client.get("/notices/letters/").content.decode()


def test_letter_that_went_is_not_sent_again(smtp, cast, sign_in):
    letter = post()
    services.deliver(NOON)

    page = sign_in(cast.admin).post(f"/notices/letters/{letter.pk}/again/", follow=True).content.decode()
    services.deliver(NOON)

    assert "уже отправляется" in page
    assert len(smtp.taken) == 1


def test_letter_that_came_back_is_shown(cast, sign_in):
    letter = post()

    services.returned([letter.message_id, "<unknown@x>"], why="550 No such user", at=NOON)

    page = sign_in(cast.admin).get("/notices/letters/").content.decode()
    assert "не дошло" in page
    assert "вернулось: 550 No such user" in page


def test_django_writes_into_the_outbox(settings, smtp):
    settings.EMAIL_BACKEND = "parta.notices.mail.Outbox"
    message = EmailMessage("Тема", "Текст", "school@school.test", ["olga@family.test"], reply_to=["help@school.test"])
    message.cc = ["egor@family.test"]
    message.attach("план.txt", "ответ", "text/plain")

    assert get_connection().send_messages([message]) == 1
    assert smtp.taken == []

    assert services.deliver(NOON) == 2
    assert sorted(smtp.recipients) == ["egor@family.test", "olga@family.test"]
    assert smtp.letters[0]["Reply-To"] == "help@school.test"
    assert next(smtp.letters[0].iter_attachments()).get_filename() == "план.txt"
