"""The shelf, an article, the help beside a page, the editor: who may, and what they see."""

import pytest

from parta.handbook.models import Article, ArticleVote
from parta.handbook.queries.search import search
from parta.handbook.rules import ArticleFile, free_address
from parta.handbook.services.articles import renew, save_article

EDITORS = {"admin", "deputy", "introducer"}


@pytest.fixture
def shelf(cast):
    renew(
        [
            ArticleFile("password", "Забыли пароль", "Нажмите **Забыли пароль?**\n", "Доступ", pages=["accounts:me"]),
            ArticleFile("marks", "Как поставить отметку", "1. Выберите клетку.\n", "Журнал", roles=["teacher"]),
        ]
    )


@pytest.mark.parametrize("role", ["teacher", "parent", "pupil", "head", "class_teacher"])
def test_everybody_reads_an_article_for_all(role, cast, shelf, sign_in):
    page = sign_in(cast.users()[role]).get("/handbook/password/").content.decode()

    assert "<strong>Забыли пароль?</strong>" in page
    assert "Можно копировать и менять внутри школы" in page


@pytest.mark.parametrize(("role", "sees"), [("teacher", True), ("stranger", True), ("parent", False), ("pupil", False)])
def test_an_article_for_teachers_is_read_by_teachers(role, sees, cast, shelf, sign_in):
    client = sign_in(cast.users()[role])

    assert (client.get("/handbook/marks/").status_code == 200) is sees
    assert ("Как поставить отметку" in client.get("/handbook/").content.decode()) is sees


@pytest.mark.parametrize("door", ["new/", "password/edit/", "password/versions/", "qr.pdf"])
@pytest.mark.parametrize(
    "role", ["admin", "deputy", "introducer", "head", "teacher", "class_teacher", "parent", "pupil"]
)
def test_only_editors_edit(role, door, cast, shelf, sign_in):
    assert (sign_in(cast.users()[role]).get(f"/handbook/{door}").status_code == 200) is (role in EDITORS)


def test_school_writes_its_version_and_gets_ours_back(cast, shelf, sign_in):
    client = sign_in(cast.introducer)
    fields = {"title": "Пароль утерян", "body": "Идите в кабинет 24.", "section": "Доступ", "position": 100,
              "licence": "Школа", "is_published": "on"}  # fmt: skip

    client.post("/handbook/password/edit/", fields)
    assert "Идите в кабинет 24." in sign_in(cast.parent.user).get("/handbook/password/").content.decode()
    assert [hit.title for hit in search("утерянный", roles=set())] == ["Пароль утерян"]

    renew([ArticleFile("password", "Забыли пароль", "Новый текст поставки.\n", "Доступ")])
    assert Article.objects.get(slug="password").title == "Пароль утерян"


def test_editor_is_told_what_is_missing(cast, shelf, sign_in):
    page = sign_in(cast.introducer).post("/handbook/password/edit/", {"title": "", "body": ""})

    assert page.status_code == 422
    assert "Обязательное поле" in page.content.decode()


def test_unpublished_article_is_gone_for_readers(cast, shelf, sign_in):
    save_article(Article.objects.get(slug="password"), by=cast.introducer, is_published=False)

    assert sign_in(cast.parent.user).get("/handbook/password/").status_code == 404
    assert search("пароль", roles=set()) == []


def test_html_in_an_article_is_shown_not_run(cast, sign_in):
    renew([ArticleFile("bad", "Опыт", "<script>alert(1)</script> [ссылка](javascript:alert(1))\n", "Разное")])

    page = sign_in(cast.parent.user).get("/handbook/bad/").content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page


def test_vote_of_a_reader_is_the_last_one(cast, shelf, sign_in):
    client = sign_in(cast.parent.user)

    client.post("/handbook/password/vote/", {"helped": "yes"})
    client.post("/handbook/password/vote/", {"helped": "no"})

    assert list(ArticleVote.objects.values_list("user__username", "helped")) == [("parent", False)]


def test_manual_is_a_pdf(cast, shelf, sign_in):
    answer = sign_in(cast.parent.user).get("/handbook/manual.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("number", [1, 3])
def test_shelf_asks_the_same_for_any_number_of_articles(number, cast, sign_in, django_assert_num_queries):
    renew([ArticleFile(f"a{key}", f"Статья {key}", "Текст.\n", "Раздел") for key in range(number)])
    client = sign_in(cast.parent.user)

    with django_assert_num_queries(6):  # session, user, cast, articles, period, unread notices
        client.get("/handbook/")


@pytest.mark.parametrize(
    ("title", "taken", "address"),
    [
        ("Вес работ: что это?", [], "ves-rabot-chto-eto"),
        ("Вес работ", ["ves-rabot", "ves-rabot-2"], "ves-rabot-3"),
        ("Ёж и щука", [], "ezh-i-shchuka"),
        ("№ !", [], "article"),
        ("new", ["new"], "new-2"),
    ],
)
def test_address_is_made_of_the_title(title, taken, address):
    assert free_address(title, taken) == address


def test_new_article_needs_no_address_and_refuses_a_taken_one(cast, sign_in):
    client = sign_in(cast.introducer)
    fields = {"title": "Вес работ", "body": "Текст", "position": 100, "licence": "—", "is_published": "on"}

    made = client.post("/handbook/new/", {**fields, "pages": "diary:week"})
    refused = client.post("/handbook/new/", {**fields, "slug": "ves-rabot"})

    assert made["Location"] == "/handbook/ves-rabot/"
    assert refused.status_code == 422
    assert "Такой адрес уже занят" in refused.content.decode()
