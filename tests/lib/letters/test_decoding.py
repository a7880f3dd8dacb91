"""Charsets: declared, wrongly declared, not declared."""

import pytest

from parta.lib.letters.decoding import decode, words

TEXT = "Здравствуйте! Не вижу отметку за четверть в дневнике дочери."


@pytest.mark.parametrize("written", ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize("declared", ["utf-8", "cp1251", "koi8-r", "us-ascii", "", "iso-8859-1", "x-unknown", "rot13"])
def test_russian_is_read_whatever_is_declared(written, declared):
    assert decode(TEXT.encode(written), declared) == TEXT


@pytest.mark.parametrize("text", ["Да", "НЕ РАБОТАЕТ ДНЕВНИК", "Ещё", "Петр", "7Б"])
@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-8"])
def test_short_words_are_read_as_declared(text, charset):
    assert decode(text.encode(charset, "replace"), charset) == text.encode(charset, "replace").decode(charset)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Grüße aus Köln".encode("latin-1"), "iso-8859-1", "Grüße aus Köln"),
        ("Grüße".encode("cp1252"), "windows-1252", "Grüße"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        ("Привет".encode("utf-16"), "", "Привет"),
        ("Привет".encode("utf-16-be"), "utf-16-be", "Привет"),
        (b"a\x00b\x07c\r\nd", "", "abc\nd"),
        (b"", "", ""),
        (b"plain", "a\0b", "plain"),
        (b"plain", "idna", "plain"),
        (b"\\u0041", "unicode_escape", "\\u0041"),
    ],
)
def test_other_bytes(content, charset, text):
    assert decode(content, charset) == text


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Plain words", "Plain words"),
        ("=?utf-8?B?0JfQsNC80LXQvdCw?=", "Замена"),
        ("=?utf-8?B?0JfQsNC80LXQvdCw?= today", "Замена today"),
        ("=?windows-1251?Q?=C7=E0=EC=E5=ED=E0_2?=", "Замена 2"),
        ("=?utf-8?B?0JfQsNA=?= =?utf-8?B?vNC10L3QsA==?=", "Замена"),  # a letter cut in two
        ("=?utf-8?b?0JfQsNC80LXQvdCw", "=?utf-8?b?0JfQsNC80LXQvdCw"),  # never ends
        ("=?utf-8?B?0JfQsNC80LXQvdC?=", "Замен\ufffd"),  # cut short
        ("=?koi8-r?B?+sHNxc7B?=", "Замена"),
        ("=?nonsense?B?0JfQsNC80LXQvdCw?=", "Замена"),
        ("=?utf-8*ru?Q?=D0=94=D0=B0?=", "Да"),
        ("a =?utf-8?Q??= b", "a  b"),
    ],
)
def test_headers(raw, read):
    assert words(raw) == read
