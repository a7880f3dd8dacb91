"""What becomes of a letter: whose it is, which request it joins, what is held for a person, who is answered."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parta.lib.letters import parts
from parta.notices.models import Letter, Notice
from parta.support.models import Cover, Event, IncomingLetter, State, Ticket
from parta.support.rules.mail import CONFIRMED_A_DAY, PER_HOUR
from parta.support.services import receiving
from parta.support.services.receiving import take
from parta.support.services.states import confirm
from parta.support.services.talk import add_message, answer
from tests import build
from tests.conftest import NOON
from tests.lib.letters import post
from tests.support import make

pytestmark = pytest.mark.django_db
STRANGER = "Пётр Чужой <petr@else.test>"


@pytest.fixture
def ticket(olga, comes):
    """Olga's question by mail."""
    return comes("Не вижу замену.", Message_ID="<q@family.test>").ticket


def reply(comes, text="Всё ещё нет.", *, to: str = "", **headers):
    """A letter of Olga's that answers letter `to`."""
    return comes(text, **{"Message_ID": "<r@family.test>", "In_Reply_To": to, **headers})


def answered(ticket, cast, text="Обновите страницу.", **more) -> Letter:
    """A helper's answer, as the letter that went."""
    answer(ticket, text=text, by=cast.teacher.user, seen=0, now=NOON, **more)
    return Letter.objects.latest("pk")


# Who writes


def test_letter_of_a_known_address_is_the_account_s(olga, comes):
    ticket = comes().ticket

    assert (ticket.asker, ticket.asker_name, ticket.asker_words) == (olga, "Ермакова Ольга", "родитель, 7Б")
    assert (ticket.channel, ticket.asker_email) == ("email", "olga@family.test")


def test_letter_of_a_stranger_is_a_ticket_with_name_and_address(comes):
    ticket = comes(From=STRANGER).ticket

    assert (ticket.asker, ticket.asker_name, ticket.asker_words) == (None, "Пётр Чужой", "адрес не проверен")
    assert (ticket.asker_email, ticket.asker_role) == ("petr@else.test", "stranger")


def test_address_that_the_school_wrote_in_is_known(cast, comes):
    type(cast.teacher).objects.filter(pk=cast.teacher.pk).update(email="Orlova@School.test")

    assert comes(From="orlova@school.test").ticket.asker == cast.teacher.user


def test_address_that_its_owner_has_not_confirmed_is_not_known(cast, comes):
    cast.parent.user.emailaddress_set.create(email="olga@family.test", verified=False, primary=True)

    assert comes().ticket.asker is None


def test_common_address_of_a_family_tells_nobody(cast, comes):
    for person in (cast.parent, cast.daria):
        type(person).objects.filter(pk=person.pk).update(email="olga@family.test")

    assert comes().ticket.asker is None


def test_account_that_is_switched_off_is_a_stranger(olga, comes):
    olga.is_active = False
    olga.save()

    assert comes().ticket.asker is None


# Which request


def test_answer_to_our_letter_joins_its_request(ticket, comes, cast):
    letter = reply(comes, to=answered(ticket, cast).message_id)

    assert (letter.state, letter.ticket, letter.said.text) == ("message", ticket, "Всё ещё нет.")
    assert (letter.said.via, letter.said.author, letter.said.is_by_helper) == ("email", ticket.asker, False)


def test_second_letter_to_the_own_first_one_joins(ticket, comes):
    assert reply(comes, to="<q@family.test>").ticket == ticket


@pytest.mark.parametrize(
    "subject", ["Re: Замена [№ 1/2026]", "[№ 1/2026]", "Fwd: x [ № 1 / 2026 ] y", "=?utf-8?B?W+KEliAxLzIwMjZd?="]
)
def test_number_in_the_subject_joins(subject, ticket, comes):
    assert reply(comes, Subject=subject).ticket == ticket


@pytest.mark.parametrize("subject", ["№ 1", "[№ 2/2026]", "[№ 1/2025]", "[№ 99999999999999999999/2026]"])
def test_other_numbers_are_new_requests(subject, ticket, comes):
    assert reply(comes, Subject=subject).ticket != ticket


def test_tagged_address_joins(ticket, comes, cast, settings):
    settings.HELP_TAGS = True
    to = answered(ticket, cast).headers["Reply-To"]

    assert to.startswith("help+t")
    assert reply(comes, To=to.upper(), Subject="без номера").ticket == ticket


def test_tag_of_another_is_not_guessed(ticket, comes, settings):
    settings.HELP_TAGS = True

    assert reply(comes, To=f"help+t{ticket.pk}.{'0' * 16}@school.test").ticket != ticket
    assert reply(comes, "Ещё раз", In_Reply_To=f"<t{ticket.pk}.{'0' * 16}.1@journal.school.test>").ticket != ticket


@pytest.mark.parametrize("way", ["thread", "subject", "tag"])
def test_stranger_in_anothers_thread_gets_a_request_of_their_own(way, ticket, comes, cast, settings):
    settings.HELP_TAGS = True
    ours = answered(ticket, cast)
    ways = {
        "thread": {"In_Reply_To": ours.message_id}, "subject": {"Subject": ours.subject},
        "tag": {"To": ours.headers["Reply-To"]},
    }  # fmt: skip

    letter = comes("Добавьте и меня.", From=STRANGER, Message_ID="<s@else.test>", **ways[way])

    assert (letter.state, letter.ticket == ticket) == ("ticket", False)
    assert ticket.messages.filter(is_by_helper=False).count() == 0
    assert Event.objects.get(ticket=letter.ticket, kind="answers").is_internal is True


def test_answer_ends_the_waiting(ticket, comes, cast):
    ours = answered(ticket, cast, then="wait")

    reply(comes, to=ours.message_id)

    ticket.refresh_from_db()
    assert ticket.state == State.WORKING


@pytest.mark.parametrize(
    ("words", "state"),
    [("Не помогло.", "working"), ("Спасибо, не помогло!", "working"), ("Спасибо! А как с прошлой неделей?", "working"),
     ("Спасибо!", "solved"), ("Большое спасибо, всё получилось.", "solved"), ("Помогло, спасибо за помощь!", "solved")],
)  # fmt: skip
def test_answer_to_what_is_solved_opens_it_again_unless_it_thanks(words, state, ticket, comes, cast):
    ours = answered(ticket, cast, then="solve")

    letter = reply(comes, words, to=ours.message_id)

    ticket.refresh_from_db()
    assert (ticket.state, letter.ticket, letter.said.text) == (state, ticket, words)
    assert (letter.said.via, letter.said.message_id) == ("email", "<r@family.test>")


def test_letter_to_a_closed_request_opens_it_once_and_then_asks_anew(ticket, comes, cast):
    ours = answered(ticket, cast, then="solve")
    confirm(ticket, by=ticket.asker, now=NOON)

    first = reply(comes, "Снова не вижу.", to=ours.message_id)
    ticket.refresh_from_db()
    assert (first.ticket, ticket.state) == (ticket, "working")

    answer(ticket, text="Исправлено.", by=cast.teacher.user, seen=first.said.pk, now=NOON, then="solve")
    confirm(ticket, by=ticket.asker, now=NOON)
    again = reply(comes, "И опять.", to=ours.message_id, Message_ID="<r2@family.test>")

    assert (again.state, again.ticket == ticket) == ("ticket", False)


def test_same_letter_is_taken_once(olga, comes):
    one, two = comes(), comes(b"Received: by another way\r\n" + post.letter())

    assert one.pk == two.pk
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)


def test_two_letters_of_a_careless_program_are_two(olga, comes):
    one, two = comes("Раз"), comes("Два", In_Reply_To="<other@x>")

    assert [ticket.text for ticket in Ticket.objects.order_by("pk")] == ["Раз", "Два"]
    assert (one.ticket.message_id, two.ticket.message_id) == ("<1@family.test>", "")


# Files


def test_files_come_into_the_request(olga, comes):
    raw = post.several(post.part("Вот план."), post.file("№;Тема".encode(), "план.csv"))

    (file,) = comes(raw).ticket.files.all()

    with file.file.open() as content:
        assert (file.name, content.read().decode()) == ("план.csv", "№;Тема")


def test_what_is_not_taken_is_named_and_the_letter_stays(olga, comes, monkeypatch):
    monkeypatch.setattr(parts, "MAX_FILE", 1000)
    raw = post.several(
        post.part("Вот."), post.file(b"MZ\x90", "вирус.exe"), post.file(b"x" * 1001, "film.mp4"),
        *(post.file(b"abc", f"{number}.txt") for number in range(12)),
    )  # fmt: skip

    ticket = comes(raw).ticket

    assert ticket.text.startswith("Вот.\n\n(Не принято: film.mp4, 0 МБ: больше 20 МБ; вирус.exe: такие файлы не прин")
    assert "10.txt: лишний файл, их больше 10" in ticket.text
    assert ticket.files.count() == 10


def test_letter_of_a_file_only(olga, comes):
    raw = post.several(post.file(b"abc", "a.txt"), Subject="План 7Б")

    assert comes(raw).ticket.text == "План 7Б"


def test_longest_letter_fits(olga, comes):
    assert len(comes("слово" * 20_000).ticket.text) == 18_000


# What is held


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (post.letter(From=""), "нет адреса отправителя"),
        (post.letter("", Subject=""), "пустое письмо"),
        (b"", "нет адреса отправителя"),
        (post.letter(From="olga@family"), "Введите правильный адрес электронной почты."),
    ],
)
def test_what_the_program_cannot_judge_waits_for_a_person(raw, reason, comes, cast):
    letter = comes(raw)

    assert (letter.state, letter.reason) == ("held", reason)
    assert Ticket.objects.count() == Letter.objects.count() == 0
    told = Notice.objects.filter(kind="support.mail", url="/help/mail/")
    assert set(told.values_list("user__username", flat=True)) == {"admin", "introducer"}


def test_flood_of_one_sender_is_held_and_told_of_once(cast, comes):
    for number in range(PER_HOUR + 3):
        comes(f"Письмо {number}", From=STRANGER, Message_ID=f"<{number}@else.test>")

    assert Ticket.objects.count() == PER_HOUR
    assert IncomingLetter.objects.filter(state="held").count() == 3
    assert Notice.objects.filter(user=cast.admin, kind="support.mail").count() == 1
    assert comes("Другой", Message_ID="<x@family.test>").state == "ticket"


def test_what_breaks_the_program_is_held_and_kept(comes, monkeypatch):
    monkeypatch.setattr(receiving, "open_from", lambda *_, **__: 1 / 0)

    letter = comes()

    assert (letter.state, letter.reason) == ("held", "программа не справилась с письмом")
    with letter.raw.open() as content:
        assert content.read() == post.letter()


def test_letter_into_a_closed_register_is_held(comes):
    Cover.objects.create(year=build.year(), closed_at=NOON)

    letter = comes()

    assert (letter.state, letter.reason) == ("held", "Журнал обращений 2026/27 закрыт: новых строк в нём не будет.")


# Programs


def test_bounce_is_told_to_helpers_only(ticket, comes, cast):
    ours = answered(ticket, cast)
    before = Letter.objects.count()

    letter = comes(post.bounce(ours.message_id))

    ours.refresh_from_db()
    event = Event.objects.get(ticket=ticket, kind="bounced")
    assert (letter.state, letter.ticket) == ("bounce", ticket)
    assert (event.is_internal, event.text) == (True, "olga@family.test 550 5.1.1 No such user here")
    assert ours.returned_at == NOON
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, before)
    assert Notice.objects.filter(user=cast.teacher.user, kind="support.bounced").count() == 1


def test_bounce_of_what_is_not_ours_is_only_kept(ticket, comes):
    letter = comes(post.bounce(f"<t{ticket.pk}.{'0' * 16}.1@journal.school.test>"))

    assert (letter.state, letter.ticket) == ("bounce", None)
    assert Ticket.objects.count() == 1


def test_automatic_answer_is_kept_and_opens_nothing(ticket, comes, cast):
    ours = answered(ticket, cast, then="solve")
    before = Letter.objects.count()

    letter = reply(comes, "Я в отпуске", to=ours.message_id, Auto_Submitted="auto-replied")

    ticket.refresh_from_db()
    assert (letter.state, letter.ticket, letter.said) == ("auto", ticket, None)
    assert (ticket.state, ticket.messages.count(), Letter.objects.count()) == ("solved", 1, before)


@pytest.mark.parametrize("headers", [{"X_Parta": "journal.school.test"}, {"From": "Help@School.test"}])
def test_own_letter_that_comes_back_goes_round_no_more(headers, comes):
    assert comes(**headers).state == "ours"
    assert Ticket.objects.count() == Letter.objects.count() == 0


# Who is answered


def test_number_is_told_once_a_letter_and_so_often_a_day(comes):
    for number in range(CONFIRMED_A_DAY + 2):
        comes(f"Письмо {number}", From=STRANGER, Message_ID=f"<{number}@else.test>")

    letters = Letter.objects.filter(kind="support.opened")
    assert letters.count() == CONFIRMED_A_DAY
    assert {(one.to, one.headers["Auto-Submitted"]) for one in letters} == {("petr@else.test", "auto-replied")}


def test_confirmation_does_not_repeat_the_letter(comes):
    comes("Купите наши окна", From=STRANGER)

    assert "окна" not in Letter.objects.get().text


def test_answers_to_a_stranger_go_by_mail(comes, cast):
    ticket = comes(From=STRANGER).ticket

    ours = answered(ticket, cast)

    assert (ours.to, ours.kind, ours.user) == ("petr@else.test", "support.answer", None)
    assert "/help/" not in ours.text


def test_notes_between_helpers_never_go_out(ticket, cast):
    before = Letter.objects.count()

    add_message(ticket, text="Мама путает дневники", by=cast.teacher.user, is_internal=True, now=NOON)

    assert Letter.objects.count() == before


def test_who_asked_in_the_page_is_not_written_to(cast, olga):
    ticket = make.ticket(olga)

    answer(ticket, text="Обновите страницу.", by=cast.teacher.user, seen=0, now=NOON)

    assert Letter.objects.count() == 0


def test_bell_tells_of_an_answer_without_a_second_letter(ticket, cast, olga):
    answered(ticket, cast)

    notice = Notice.objects.get(user=olga, kind="support.answer")
    assert notice.emailed_at == NOON


def test_solution_without_new_words_is_told(ticket, cast):
    answered(ticket, cast)

    last = answered(ticket, cast, text="", then="solve")

    assert (last.kind, "решено" in last.text) == ("support.solved", True)


def test_files_of_the_answer_go_with_it(ticket, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ours = answered(ticket, cast, files=[SimpleUploadedFile("ответ.txt", b"abc")])

    assert [(file["name"], file["content_type"]) for file in ours.files] == [("ответ.txt", "text/plain")]


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda noise: post.letter() + noise)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_kept_and_given_a_place(cast, raw):
    letter = take(raw, now=NOON + timedelta(hours=1))

    assert letter.state != "kept"
    assert letter.raw.storage.exists(letter.raw.name)


# Forged senders


FAILED = "mx.school.test; spf=softfail smtp.mailfrom=evil.test; dkim=none; dmarc=fail (p=none) header.from=family.test"


def test_a_sender_whom_our_server_calls_forged_waits_for_a_person(olga, ticket, comes):
    """He knows the number and the address of the asker, not her domain's key."""
    letter = comes(
        "Закройте моё обращение.", Message_ID="<x@evil.test>", Subject="Re: [№ 1/2026]", Authentication_Results=FAILED
    )

    assert (letter.state, letter.reason) == ("held", "почтовый сервер считает адрес отправителя поддельным")
    assert not ticket.messages.exists()


def test_a_sender_cannot_forge_what_the_server_says(olga, ticket, comes):
    """The newest stands first; what came with the letter is below it and is not read."""
    raw = post.letter("Да.", Message_ID="<y@family.test>", Subject="Re: [№ 1/2026]")
    passed = b"Authentication-Results: mx.school.test; dmarc=pass\r\n"
    forged = f"Authentication-Results: {FAILED}\r\n".encode()

    assert take(forged + passed + raw, now=NOON).state == "held"
    assert take(passed + forged + raw.replace(b"<y@", b"<z@"), now=NOON).state == "message"
