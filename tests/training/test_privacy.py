"""Clause 2.1.1: the data of the practice class never reach reports or families."""

from pathlib import Path

import pytest
from django.apps import apps

from parta.training.rules.story import PUPILS
from parta.training.services.practice import ensure_practice
from tests.cast import TODAY

from .conftest import Hand, mark

SOURCE = Path(__file__).parent.parent.parent / "src" / "parta"
OWN = {"practiceclass", "practicepupil", "practicelesson", "practicecell", "practicechange", "progress"}


def rows():
    """Number of rows in every table of the product but the sessions."""
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ("sessions", "usersessions")
    }


@pytest.fixture
def session(client, practice, hand: Hand):
    """An hour in the practice class: marks, absences, roll, topic, homework, a request to open, history."""
    before = rows()
    hand.put("ivanova", "control", mark(5))
    hand.put("sidorov", "control", mark(2, comment="не готов"))
    hand.put("volkov", "control", absence="б")
    roll = f"/training/practice/lesson/{hand.lessons['today']}/roll/"
    hand.send(hand.op("petrov", "today", absence="н"), url=roll, roll=True)
    base = f"/training/practice/lesson/{hand.lessons['monday']}/"
    client.post(f"{base}topic/", {"topic": "Деепричастие"})
    client.post(f"{base}homework/", {"homework": "§ 20"})
    client.post(f"/training/practice/lesson/{hand.lessons['closed']}/open/", {"reason": "проверила позже"})
    client.post("/training/teacher/mark/check/")
    return before


def test_practice_writes_into_its_own_tables_only(session):
    """No row in the journal, the diary, notices, history or any other table of the school."""
    after = rows()

    changed = {label for label, count in after.items() if count != session[label]}
    assert changed <= {f"training.{name}" for name in OWN}
    assert "training.practicecell" in changed
    assert "training.practicechange" in changed


SCREENS = {
    "teacher": ["/", "/journal/", "/notices/"],
    "class_teacher": ["/", "/journal/", "/school/invitations/"],
    "deputy": ["/", "/journal/", "/school/pupils/", "/history/", "/notices/"],
    "admin": ["/", "/journal/", "/history/", "/school/accounts/", "/school/employees/"],
    "parent": ["/", "/diary/", "/diary/feed/", "/notices/"],
    "pupil": ["/", "/diary/", "/diary/marks/"],
}


@pytest.mark.parametrize("who", SCREENS)
def test_practice_names_are_on_nobodys_screens(session, cast, sign_in, who):
    client = sign_in(cast.users()[who])
    answers = {url: client.get(url, follow=True) for url in SCREENS[who]}
    shown = {url: answer.content.decode() for url, answer in answers.items()}

    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    leaks = {(url, name) for url, text in shown.items() for name in PUPILS.values() if name in text}
    assert leaks == set()


@pytest.mark.parametrize("words", ["Ерм", "Иван", "Сидор", "Петров", "Деепричастие"])
def test_search_of_the_school_finds_nothing_of_the_practice_class(session, cast, sign_in, words):
    found = sign_in(cast.deputy).get("/search/", {"q": words}).content.decode()

    assert ("Ермакова Дарья" in found) == (words == "Ерм")  # a real pupil is found
    assert [name for name in PUPILS.values() if name in found] == []


def test_export_of_pupils_holds_no_invented_ones(session, cast, sign_in):
    from django.urls import reverse

    url = reverse("school:import-export", kwargs={"kind": "pupils", "suffix": "csv"})
    text = sign_in(cast.admin).get(url).content.decode("utf-8-sig")

    assert "Ермакова" in text
    assert [name for name in PUPILS.values() if name.split()[0] in text] == []


def test_practice_class_of_another_does_not_exist(cast, practice, sign_in):
    """Not even for the administrator, and not by an operation sent to one's own class."""
    own = ensure_practice(cast.admin, today=TODAY)
    admin = sign_in(cast.admin)
    theirs = Hand(admin, practice)

    assert theirs.send(theirs.op("ivanova", "control", mark(2))).status_code == 404
    result = theirs.send(theirs.op("ivanova", "control", mark(2)), url=f"/training/practice/{own.pk}/ops/").json()[
        "results"
    ][0]
    assert (result["status"], result["why"]) == ("refused", "Этого урока или ученика в учебном классе нет")
    assert practice.lessons.get(code="control").cells.filter(pupil__code="ivanova").count() == 0


def test_no_plain_sql_of_others_names_its_tables():
    """Imports are forbidden by a contract of pyproject.toml; SQL in a string would pass it by."""
    files = [path for path in SOURCE.rglob("*.py") if not path.is_relative_to(SOURCE / "training")]

    assert len(files) > 100
    assert [str(path) for path in files if "training_practice" in path.read_text(encoding="utf-8")] == []
