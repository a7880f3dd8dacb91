"""Nasty letters: what a person reads of them, which files come out, what they are known by."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parta.lib.letters import parts
from parta.lib.letters.kinds import Kind
from parta.lib.letters.reading import read

from . import post


def test_plain_letter():
    found = read(post.letter("Не вижу замену.\n\nОльга", References="<a@s.test> <b@s.test>", In_Reply_To="<b@s.test>"))

    assert (found.sender_name, found.sender) == ("Ольга Ермакова", "olga@family.test")
    assert found.recipients == ("help@school.test",)
    assert found.subject == "Замена"
    assert found.text == "Не вижу замену.\n\nОльга"
    assert found.message_id == "<1@family.test>"
    assert found.thread == ("<b@s.test>", "<a@s.test>")
    assert found.sent_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert (found.kind, found.files, found.dropped) == (Kind.LETTER, (), ())


HTML = "<p>Не вижу <b>замену</b>.</p>"
BODIES = {
    "windows-1251 declared as utf-8": post.letter(charset="cp1251", Content_Type="text/plain; charset=utf-8"),
    "koi8-r without a word": post.letter(charset="koi8-r", Content_Type="text/plain"),
    "no headers of MIME": post.letter(MIME_Version="", Content_Type="", Content_Transfer_Encoding=""),
    "html only": post.letter(HTML, kind="text/html"),
    "plain and html": post.several(
        post.part("Не вижу замену."), post.part("<p>Иное</p>", "text/html; charset=utf-8"), kind="multipart/alternative"
    ),
    "html before plain": post.several(
        post.part("<p>Иное</p>", "text/html; charset=utf-8"), post.part("Не вижу замену."), kind="multipart/alternative"
    ),
    "plain is empty": post.several(
        post.part(" \r\n"), post.part(HTML, "text/html; charset=utf-8"), kind="multipart/alternative"
    ),
    "no last boundary": post.several(post.part("Не вижу замену.")).replace(b"--=_b--", b""),
    "no boundary named": post.letter(Content_Type="multipart/mixed"),
    "unknown charset": post.letter(Content_Type="text/plain; charset=x-school"),
    "charset of no letters": post.letter(Content_Type="text/plain; charset=base64"),
    "unknown encoding": post.letter(Content_Transfer_Encoding="secret"),
    "format=flowed": post.letter("Не вижу \nзамену.", Content_Type="text/plain; charset=utf-8; format=flowed"),
    "base64 with rubbish": post.letter(
        b64encode("Не вижу замену.".encode()).decode().replace("Q", "!\nQ"), Content_Transfer_Encoding="base64"
    ),
    "bare line ends": post.letter().replace(b"\r\n", b"\n"),
    "a line of mbox first": b"From olga@family.test Mon Nov 23 11:30:00 2026\r\n" + post.letter(),
    "a forwarded letter only": post.several(
        post.part(post.letter().decode(), "message/rfc822", Content_Disposition="attachment")
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", BODIES.values(), ids=BODIES)
def test_text_is_found(raw):
    assert read(raw).text == "Не вижу замену."


SENDERS = {
    "Ольга Ермакова <olga@family.test>": ("Ольга Ермакова", "olga@family.test"),
    "=?utf-8?B?0J7Qu9GM0LPQsA==?= <Olga@Family.TEST>": ("Ольга", "olga@family.test"),
    "olga@family.test": ("", "olga@family.test"),
    '"Ермакова, Ольга" <olga@family.test>': ("Ермакова, Ольга", "olga@family.test"),
    "Ольга": ("", ""),
    "": ("", ""),
    "<>": ("", ""),
    "a@b@c": ("", ""),
    "undisclosed-recipients:;": ("", ""),
    "Ольга <olga@family.test>, Егор <egor@family.test>": ("Ольга", "olga@family.test"),
}


@pytest.mark.parametrize(("header", "sender"), SENDERS.items(), ids=range(len(SENDERS)))
def test_sender(header, sender):
    found = read(post.letter(From=header))

    assert (found.sender_name, found.sender) == sender


def test_sender_in_windows_1251_without_encoding():
    raw = post.letter().replace("Ольга Ермакова".encode(), "Ольга Ермакова".encode("cp1251"))

    assert read(raw).sender_name == "Ольга Ермакова"


@pytest.mark.parametrize("header", ["", "yesterday", "Mon, 99 Nov 2026", "1 1 1 1 1"])
def test_nonsense_for_a_date_is_no_date(header):
    assert read(post.letter(Date=header)).sent_at is None


FILES = {
    "plain name": (post.file(b"abc", "plan.txt"), "plan.txt"),
    "Russian name": (post.file(b"abc", "план.txt"), "план.txt"),
    "encoded name": (post.file(b"abc", "=?utf-8?B?0L/Qu9Cw0L0=?=.txt"), "план.txt"),
    "a path": (post.file(b"abc", "C:\\Мои файлы\\..\\план.txt"), "план.txt"),
    "RFC 2231": (
        post.part(b"abc", "text/plain", Content_Disposition="attachment; filename*=utf-8''%D0%BF%D0%BB.txt"), "пл.txt"
    ),
    "no name": (post.part(b"abc", "image/png", Content_Disposition="attachment"), "файл.png"),
    "name of dots": (post.file(b"abc", "...", "image/png"), "файл.png"),
    "winmail.dat": (post.file(post.winmail("план.doc", b"abc"), "winmail.dat", "application/ms-tnef"), "план.doc"),
    "winmail.dat that is none": (post.file(b"abc", "winmail.dat", "application/ms-tnef"), "winmail.dat"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name"), FILES.values(), ids=FILES)
def test_file_comes_out(content, name):
    found = read(post.several(post.part("Вот план."), content))

    assert [(one.name, one.content) for one in found.files] == [(name, b"abc")]
    assert found.text == "Вот план."


def test_long_name_keeps_its_ending():
    found = read(post.several(post.part("Вот"), post.file(b"abc", "п" * 300 + ".docx")))

    assert (len(found.files[0].name), found.files[0].name[-5:]) == (parts.MAX_NAME, ".docx")


def test_forwarded_letter_is_a_file_too():
    found = read(post.several(post.part("Смотрите."), post.part(post.letter("Внутри").decode(), "message/rfc822")))

    assert found.text == "Смотрите."
    assert [one.name for one in found.files] == ["Замена.eml"]
    assert "Внутри".encode() in found.files[0].content


def test_too_big_a_file_is_named_and_the_letter_stays(monkeypatch):
    monkeypatch.setattr(parts, "MAX_FILE", 10)

    found = read(post.several(post.part("Вот"), post.file(b"x" * 11, "film.mp4"), post.file(b"abc", "plan.txt")))

    assert found.text == "Вот"
    assert [one.name for one in found.files] == ["plan.txt"]
    assert [(one.name, one.size, one.reason) for one in found.dropped] == [("film.mp4", 11, "size")]


def test_too_many_files_are_counted_and_the_letter_stays():
    found = read(post.several(post.part("Вот"), *(post.file(b"abc", f"{n}.txt") for n in range(1000))))

    assert found.text == "Вот"
    assert len(found.files) == parts.MAX_FILES
    assert {one.reason for one in found.dropped} == {"number"}


def test_the_file_that_was_cut_is_not_taken():
    raw = post.several(post.part("Вот"), post.file(b"abc", "plan.txt"), post.file(b"x" * 999, "film.mp4"))[:-600]

    found = read(raw, is_whole=False)

    assert [one.name for one in found.files] == ["plan.txt"]
    assert [one.name for one in found.dropped] == ["film.mp4"]


AUTO = {
    "an automatic answer": {"Auto_Submitted": "auto-replied"},
    "another header": {"X_Autoreply": "yes"},
    "precedence": {"Precedence": "bulk"},
    "a list": {"List_Id": "<news.shop.test>"},
    "vacation by subject": {"Subject": "Автоответ: Re: Замена"},
    "vacation in words": {"Subject": "Я в отпуске до 30 ноября"},
    "out of office": {"Subject": "Automatic reply: Замена"},
    "from nobody": {"Return_Path": "<>"},
}


@pytest.mark.parametrize("headers", AUTO.values(), ids=AUTO)
def test_programs_are_told_from_people(headers):
    assert read(post.letter(**headers)).kind is Kind.AUTO


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Precedence": "first-class"},
        {"Return_Path": "<olga@family.test>"},
        {"Subject": "Прошу отпустить: в отпуске были до понедельника"},
    ],
)
def test_people_are_not_taken_for_programs(headers):
    assert read(post.letter(**headers)).kind is Kind.LETTER


def test_receipt_is_automatic():
    raw = post.several(
        post.part("Прочитано"), post.part("Disposition: displayed", "message/disposition-notification"),
        kind="multipart/report; report-type=disposition-notification",
    )  # fmt: skip

    assert read(raw).kind is Kind.AUTO


def test_bounce_tells_whom_why_and_which_letter():
    found = read(post.bounce("<9@school.test>"))

    assert found.kind is Kind.BOUNCE
    assert found.report is not None
    assert (found.report.recipient, found.report.status) == ("olga@family.test", "5.1.1")
    assert found.report.reason == "550 5.1.1 No such user here"
    assert found.report.message_ids == ("<9@school.test>",)


def test_delay_is_no_bounce():
    assert read(post.bounce(action="delayed")).kind is Kind.AUTO


def test_old_bounce_in_plain_words():
    raw = post.letter(
        "550 No such user\n\n--- copy ---\nMessage-ID: <9@school.test>\n", From="Mailer-Daemon <MAILER-DAEMON@x.test>"
    )

    found = read(raw)

    assert found.kind is Kind.BOUNCE
    assert found.report is not None
    assert found.report.message_ids == ("<9@school.test>",)


def test_mark_of_ours_is_seen():
    assert read(post.letter(X_Parta="school.test")).marks == ("school.test",)


def test_same_letter_by_another_way_is_known():
    one = post.letter()
    another = b"Received: from mx by imap\r\n\t(late)\r\nReturn-Path: <olga@family.test>\r\n" + one

    assert read(one).digest == read(another).digest == read(one.replace(b"\r\n", b"\n")).digest


def test_another_letter_with_the_same_message_id_is_another():
    assert read(post.letter("Раз")).digest != read(post.letter("Два")).digest


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\r\n\r\n", b"\x00" * 100, b"From", b":", b"Content-Type: multipart/mixed"]
)
def test_almost_nothing_is_read(raw):
    found = read(raw)

    assert (found.sender, found.text.strip("From:"), found.files) == ("", "", ())


def test_letter_in_letter_in_letter_is_read():
    raw = post.letter("глубоко")
    for _ in range(300):
        raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + raw + b"\r\n--b--\r\n"

    assert read(b"From: olga@family.test\r\n" + raw).sender == "olga@family.test"


LINES = st.sampled_from(
    [
        b"",
        b"--b",
        b"--b--",
        b"From: a@b.c",
        b'From: =?utf-8?Q?=22?= <a@b>, "',
        b"To: :;,<@",
        b"[a]: (",
        b"\t;",
        b"> a",
        b"<!--",
        b"<a b",
        b"=?utf-8?B?/",
        b"begin 644 x",
        b"Message-ID: <",
        b"Date: Mon, 0 0 0 99:99:99 +99999",
        "Date: вчера".encode("koi8-r"),
        b"Subject: =?x?Q?=FF=?= =?utf-8?B?/w?=",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/report; report-type=delivery-status",
        b"Content-Type: message/delivery-status",
        b"Content-Type: message/rfc822",
        b"Content-Type: text/html",
        b"Content-Type: text/plain; charset*0*=x''%ff; format=flowed",
        b"Content-Type: application/ms-tnef",
        b'x\x9f>"\x22\x00\x01\x06\x90\x08\x00\xff\xff\xff\xff',
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: uuencode",
        b"Content-Disposition: attachment; filename*1=a; filename*=\xff",
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(LINES, st.binary(max_size=20))).map(b"\n".join)))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read(raw):
    found = read(raw)

    for words in (found.text, found.subject, found.sender, found.sender_name, *(one.name for one in found.files)):
        assert "\x00" not in words
        words.encode()  # no halves of letters
    assert len(found.digest) == 64


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_file_of_outlook_is_read(content):
    read(
        post.several(post.part("Вот"), post.file(post.winmail("a", content)[:-9], "winmail.dat", "application/ms-tnef"))
    )
