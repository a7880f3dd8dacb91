"""Search finds what was meant: word forms, a wrong letter, the other layout, the right reader."""

import pytest

from parta.handbook import rules
from parta.handbook.queries.search import search
from parta.handbook.services.index import Indexed, forget, index


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("jnvtnrf", "отметка"), ("gfhjkm", "пароль"), ("Gkfy", "план"), ("пароль", "пароль"), ("e;t", "уже")],
)
def test_other_layout(typed, meant):
    assert rules.other_layout(typed) == meant


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("парол", "пароль", True),
        ("пароьл", "пароль", True),
        ("паррль", "пароль", True),
        ("паролль", "пароль", True),
        ("порог", "пароль", False),
        ("дом", "том", True),
        ("да", "до", False),
    ],
)
def test_is_near(typed, known, near):
    assert rules.is_near(typed, known) is near


@pytest.mark.parametrize("typed", ["родителями", "родителям", "родитель", "Родителей"])
def test_stem_is_the_same_for_all_forms(typed):
    assert rules.stems(typed) == rules.stems("родителя")


@pytest.fixture
def library(db):
    index(
        [
            Indexed(
                "article", 1, "Забыли пароль", "Что делать, когда пароль не подходит.", "/1/", keywords="логин вход"
            ),
            Indexed("article", 2, "Как поставить отметку", "Наберите цифру в клетке.", "/2/", roles=["teacher"]),
            Indexed("article", 3, "Коды для родителей", "Код приглашения печатает классный руководитель.", "/3/"),
            Indexed("answer", 7, "Не открывается журнал после праздника", "Период закрыт, попросите открыть.", "/7/"),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("забыл пароли", "Забыли пароль"),
        ("пороль", "Забыли пароль"),
        ("gfhjkm", "Забыли пароль"),
        ("логин", "Забыли пароль"),
        ("ставить отметки", "Как поставить отметку"),
        ("код родителю", "Коды для родителей"),
        ("период закрыт", "Не открывается журнал после праздника"),
    ],
)
def test_search_finds(typed, found, library):
    assert search(typed, roles={"teacher"})[0].title == found


def test_search_keeps_a_teachers_article_from_a_parent(library):
    assert [hit.title for hit in search("отметку", roles={"teacher"})] == ["Как поставить отметку"]
    assert search("отметку", roles={"parent"}) == []


@pytest.mark.parametrize("typed", ["", "и в на", "?!", "ывапролдж"])
def test_search_of_nothing_finds_nothing(typed, library):
    assert search(typed, roles={"teacher"}) == []


def test_search_forgets_and_renews(library):
    forget("article", [1])
    index([Indexed("article", 3, "Приглашения", "Другой текст.", "/3/")])

    assert search("пароль", roles=set()) == []
    assert search("коды родителей", roles=set()) == []
    assert [hit.url for hit in search("приглашение", roles=set())] == ["/3/"]


@pytest.mark.parametrize("number", [1, 3])
def test_search_asks_the_same_for_any_number_of_documents(number, db, django_assert_num_queries):
    index([Indexed("article", key, f"Пароль {key}", "текст", "/") for key in range(number)])

    with django_assert_num_queries(5):  # near stems, postings, documents
        assert len(search("пароль", roles=set())) == number
