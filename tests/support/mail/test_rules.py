"""Tags, numbers, thanks."""

import pytest

from parta.support.rules import mail

KEY = "a key"


def test_tag_names_its_request_and_nobody_elses_key_fits():
    words = mail.tag(12, KEY)

    assert mail.ticket_of_tag(words, KEY) == 12
    assert mail.ticket_of_tag(words.upper(), KEY) == 12
    assert mail.ticket_of_tag(words, "another key") is None
    assert mail.ticket_of_tag(words.replace("t12.", "t13."), KEY) is None


@pytest.mark.parametrize(
    "words", ["", "t", "t12", "t12.", "12.abc", "t12.zzzzzzzzzzzzzzzz", "t" + "9" * 30 + "." + "0" * 16]
)
def test_what_is_no_tag(words):
    assert mail.ticket_of_tag(words, KEY) is None


def test_tag_in_message_ids_and_addresses():
    words = mail.tag(12, KEY)
    address = mail.tagged("help@school.test", words)

    assert mail.ticket_of_message_id(f"<{words}.a1b2@host.test>", KEY) == 12
    assert mail.ticket_of_message_id("<12@host.test>", KEY) is None
    assert mail.ticket_of_address(address, "Help@School.test", KEY) == 12
    assert mail.ticket_of_address(address.replace("school", "else"), "help@school.test", KEY) is None
    assert mail.ticket_of_address("help@school.test", "help@school.test", KEY) is None
    assert mail.ticket_of_address("", "", KEY) is None


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Замена", "Re: Замена [№ 12/2026]"),
        ("Re: RE: Отв: Замена [№ 12/2026]", "Re: Замена [№ 12/2026]"),
        ("Fwd: [№ 3/2025] Замена", "Re: Замена [№ 12/2026]"),
        ("", "Re: Ваше обращение [№ 12/2026]"),
        ("Репетиция", "Re: Репетиция [№ 12/2026]"),
    ],
)
def test_subject(title, subject):
    assert mail.subject_of(title, mail.Number(12, 2026)) == subject
    assert mail.number_in(subject) == mail.Number(12, 2026)


@pytest.mark.parametrize(
    ("text", "is_thanks"),
    [
        ("Спасибо!", True),
        ("Спасибо большое, всё работает :)", True),
        ("Благодарю.\n\nС уважением,\nОльга Ермакова", True),
        ("Теперь вижу, спасибо", True),
        ("Не работает, спасибо", False),
        ("Спасибо, но отметки нет", False),
        ("Спасибо. А где замена?", False),
        ("Ольга", False),
        ("", False),
        ("спасибо " * 100, False),
    ],
)
def test_thanks(text, is_thanks):
    assert mail.only_thanks(text) is is_thanks
