"""HTML to words, flowed lines to lines."""

import time

import pytest

from parta.lib.letters.text import html_to_text, unflowed


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Здравствуйте!</p><p>Не вижу&nbsp;замену.</p>", "Здравствуйте!\nНе вижу замену."),
        ("Раз<br>два<br><br>три", "Раз\nдва\n\nтри"),
        ("<style>p {color: red}</style><script>alert(1)</script>Текст", "Текст"),
        ("<ul><li>один<li>два</ul>", "- один\n- два"),
        ('<a href="https://a.test/x">ссылка</a>', "ссылка (https://a.test/x)"),
        ('<a href="https://a.test">https://a.test</a>', "https://a.test"),
        ('<a href="javascript:alert(1)">тут</a>', "тут"),
        ("Ответ<blockquote><p>было</p><p>так</p></blockquote>", "Ответ\n> было\n> так"),
        ("<table><tr><td>Имя</td><td>Балл</td></tr></table>", "Имя Балл"),
        ("<b>не закрыт <i>тег", "не закрыт тег"),
        ("2 &lt; 3 &amp; 5 &#1046;", "2 < 3 & 5 Ж"),
        ("до <!-- тайна --> после", "до после"),
        ("до <![endif]> после <!-- и всё", "до после"),
        ("<html><head><title>Имя</title></head><body>Тело", "Тело"),
        ("конец без тега", "конец без тега"),
        ("", ""),
        ("<", ""),
    ],
)
def test_html(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize("piece", ["<!--", "<a ", '<a b="', "<![", "&#", "<blockquote>", "</", "<a b='x", "<?", "&"])
@pytest.mark.parametrize("end", ["", ">", '">', "-->"])
def test_hostile_html_is_read_in_a_moment(piece, end):
    start = time.process_time()

    html_to_text(piece * (200_000 // len(piece)) + end)

    assert time.process_time() - start < 2  # seconds


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("Длинная \nстрока\nновая", "Длинная строка\nновая"),
        ("> цитата \n> дальше\nответ", "> цитата дальше\nответ"),
        (" >не цитата", ">не цитата"),
        ("-- \nподпись", "-- \nподпись"),
        ("> одна \nсвоя", "> одна \nсвоя"),
    ],
)
def test_flowed(flowed, text):
    assert unflowed(flowed) == text


def test_flowed_without_the_space():
    assert unflowed("сло \nво", joins_words=True) == "слово"
