"""What a person sees on a page of the diary, and where the pages are."""

import re
from datetime import date

from django.test import Client

from tests.cast import TODAY


def text(client: Client, url: str, **query: str) -> str:
    """The words of the page's main part, tags and doubled spaces dropped."""
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.status_code
    return words(answer.content.decode())


def words(html: str) -> str:
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    bare = re.sub(r"<[^>]+>", " ", main.group() if main else html)
    return " ".join(bare.replace("&nbsp;", " ").replace("\xa0", " ").split())


def week(pupil: int, monday: date = TODAY) -> str:
    return f"/diary/{pupil}/{monday}/"


def day(pupil: int, on: date = TODAY) -> str:
    return f"/diary/{pupil}/day/{on}/"
