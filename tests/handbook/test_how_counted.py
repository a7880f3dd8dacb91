"""«Как считается» (clause 2.1.5): every figure leads to an article with its formula and a worked sample."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from parta.handbook.exchange import ARTICLES, read_articles
from parta.handbook.services.articles import renew
from parta.journal.models import Homework
from tests import build, doors
from tests.cast import TODAY
from tests.consultations import make as consultations
from tests.readiness import make as readiness
from tests.support import make as support

COUNTED = {one.slug: one for one in read_articles() if one.slug.startswith("count-")}
PAIRS = [(slug, page) for slug, one in COUNTED.items() for page in one.pages]
# Who looks: by the article where a page shows different figures to different people, else by the app of the page.
LOOKS = {
    "count-class home:desk": "class_teacher", "count-access home:desk": "admin", "count-filling home:desk": "teacher",
    "home": "class_teacher", "journal": "teacher", "diary": "parent", "school": "admin", "support": "introducer",
    "consultations": "parent", "readiness": "introducer", "training": "introducer", "regulation": "introducer",
    "readiness:skills": "teacher", "support:ticket": "parent",
}  # fmt: skip
# A figure that comes while a form is being filled in.
FRAGMENTS = {"journal:give-homework": ("journal:homework-load", "?due_on=2026-11-25&minutes=30")}


def mark(cast: Any) -> None:
    """An average of 4 that a five would lift."""
    for value, on in ((4, date(2026, 11, 18)), (4, TODAY)):
        build.mark(cast.daria, cast.lesson if on == TODAY else build.lesson(cast.course, on), value)


def homework(cast: Any) -> None:
    Homework.objects.create(
        lesson=cast.lesson, due_on=TODAY, text="§1", minutes=30, author=cast.teacher.user,
    )  # fmt: skip


def closed_survey(cast: Any) -> None:
    survey = readiness.survey(cast, closed_at=consultations.at(10))
    for name in ("Ким Олег", "Ли Анна", "Цой Вера"):
        readiness.answer(survey, build.employee(name))


def lesson_without_topic(cast: Any) -> None:
    build.lesson(cast.course, date(2026, 11, 18))


def ticket_with_norm(cast: Any) -> None:
    support.desk()


def skill(cast: Any) -> None:
    readiness.skill()


def room_24(cast: Any) -> None:
    consultations.room_24(cast.teacher)


MADE: dict[str, Callable[[Any], None]] = {
    "diary:marks": mark, "diary:marks-year": mark, "diary:calculation": mark, "diary:week": homework,
    "diary:day": homework, "readiness:survey": closed_survey, "support:ticket": ticket_with_norm,
    "consultations:week": room_24, "journal:topics": lesson_without_topic,
    **dict.fromkeys(("readiness:skills", "readiness:matrix", "readiness:gaps"), skill),
}  # fmt: skip


def looks(slug: str, page: str) -> str:
    return next(LOOKS[key] for key in (f"{slug} {page}", page, page.split(":")[0]) if key in LOOKS)


def link_to(slug: str) -> str:
    return f'<a class="how" href="{reverse("handbook:article", args=[slug])}">как считается<span class="unseen">: '


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "page"), PAIRS)
def test_each_figure_leads_to_how_it_is_counted(slug, page, cast, sign_in):
    """The link has a name of its own for a screen reader, and whoever sees the figure may read the article."""
    renew([COUNTED[slug]])
    MADE.get(page, lambda cast: None)(cast)
    client = sign_in(cast.users()[looks(slug, page)])
    screen, asked = FRAGMENTS.get(page, (page, ""))

    shown = client.get(doors.address(screen, cast) + asked)
    article = client.get(reverse("handbook:article", args=[slug])).content.decode()

    assert shown.status_code == 200
    assert link_to(slug) in shown.content.decode()
    assert "<h2>Как считается</h2>" in article


def test_each_tells_its_formula_a_sample_and_what_is_left_out():
    headings = {slug: re.findall("^# (.+)$", one.body, re.M) for slug, one in COUNTED.items()}
    samples = {slug: one.body.split("# Пример")[1].split("\n#")[0] for slug, one in COUNTED.items()}

    assert {tuple(one) for one in headings.values()} == {("Как считается", "Пример", "Что не входит")}
    assert [slug for slug, words in samples.items() if len(re.findall(r"\d", words)) < 6] == []
    assert {one.clause for one in COUNTED.values()} == {"2.1.5"}


def test_links_and_articles_are_the_same():
    """No link leads to an article that is not there; no such article is without a link."""
    linked = set()
    for path in ARTICLES.parent.parent.rglob("*.html"):
        linked |= set(re.findall('how=? ?"(count-[a-z-]+)"', Path(path).read_text(encoding="utf-8")))

    assert linked == set(COUNTED)


@pytest.mark.django_db
def test_calculation_of_the_journal_leads_there_too(cast, sign_in):
    mark(cast)

    shown = sign_in(cast.teacher.user).get(doors.address("journal:average", cast)).content.decode()

    assert link_to("count-average") in shown


@pytest.mark.django_db
def test_what_if_of_the_diary_leads_there(cast, sign_in):
    mark(cast)

    shown = sign_in(cast.parent.user).get(doors.address("diary:marks", cast)).content.decode()

    assert "если" in shown
    assert link_to("count-what-if") in shown


@pytest.mark.django_db
def test_head_finds_how_filling_is_counted_at_each_card(cast, sign_in):
    shown = sign_in(cast.head).get(reverse("home:desk")).content.decode()

    assert shown.count(link_to("count-filling")) == 2
