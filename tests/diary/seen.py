"""What a person sees on a page of the diary, where the pages are, and homework to show there."""

import re
from datetime import date

from django.test import Client

from parta.journal.models import Homework
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


def give(cast, *, lesson=None, due=None, pupils=(), **fields):
    """Homework of the cast's course, due at the lesson `due` (today's when none is named)."""
    due = due or cast.lesson
    values = {"text": "§ 12", "due_lesson": due, "due_on": due.on, "author": cast.teacher.user, **fields}
    task = Homework.objects.create(lesson=lesson or cast.lesson, is_individual=bool(pupils), **values)
    task.pupils.set(pupils)
    return task
