"""Usernames to offer, names of devices."""

import pytest

from parta.accounts.rules import device_words, username_of

ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"
YANDEX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.mark.parametrize(
    ("last_name", "first_name", "username"),
    [
        ("Ермакова", "Дарья", "ermakova.d"),
        ("Щукина", "Юлия", "schukina.y"),
        ("Ёлкин-Сосна", "Яков", "elkinsosna.y"),
        ("Подъячев", "", "podyachev"),
        ("", "", "user"),
        ("李", "伟", "user"),
    ],
)
def test_username_is_latin_and_short(last_name, first_name, username):
    assert username_of(last_name, first_name) == username


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (ANDROID, "Chrome, Android"),
        (YANDEX, "Яндекс Браузер, Windows"),
        (IPHONE, "Safari, iPhone"),
        (FIREFOX, "Firefox, Linux"),
        ("curl/8.5", "другая программа"),
        ("", "другая программа"),
    ],
)
def test_device_is_named_as_people_do(user_agent, words):
    assert device_words(user_agent) == words
