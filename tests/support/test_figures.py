"""Figures for the head, by hand-counted requests."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.lib.sheets import read_book
from parta.support.models import AnswerFound, Ticket
from parta.support.pages.figures import figures_page, middle, percent
from parta.support.services import answer, states
from tests import build
from tests.consultations import make as consultations

from . import make


@pytest.fixture
def desk(cast):
    make.desk()
    make.duty(cast.teacher)
    return cast


@pytest.fixture
def autumn(desk):
    """September: one question answered in 30 minutes, solved in 60. November: three, one of them a proposal."""
    first = make.ticket(desk.parent.user, now=make.at(7, 10, month=9), page="diary:week")
    answer(first, text="Да", by=desk.teacher.user, seen=0, now=make.at(7, 10, 30, month=9))
    answer(first, text="", by=desk.teacher.user, seen=99, then="solve", now=make.at(7, 11, month=9))
    quick = make.ticket(desk.teacher.user, topic="other", channel="email", now=make.at(16, 10), page="diary:week")
    answer(quick, text="Да", by=desk.admin, seen=0, then="solve", now=make.at(16, 10, 10))
    states.reopen(quick, reason="Нет", by=desk.teacher.user, now=make.at(16, 12))
    make.ticket(desk.parent.user, now=make.at(17, 10), page="journal:page")
    proposal = make.ticket(desk.parent.user, kind="proposal", now=make.at(18, 10))
    states.decide(proposal, is_accepted=True, reason="Да", by=desk.admin, now=make.at(18, 12))
    states.mark_done(proposal, by=desk.admin, now=make.at(20))
    for _ in range(2):
        AnswerFound.objects.create(user=desk.parent.user, at=make.at(19))
    return desk


def lines(table) -> dict[str, list[object]]:
    return {row[0]: list(row[1:]) for row in table.rows}


def test_main_figures_by_month_and_year(autumn):
    page = figures_page(build.year(), date(2026, 11, 23))
    general, *_ = page.tables

    assert list(general.columns) == ["Показатель", "сентябрь", "октябрь", "ноябрь", "за год"]
    assert lines(general) == {
        "Обращений": [1, 0, 3, 4],
        "Первый ответ, медиана": ["30 мин", "—", "1 ч 05 мин", "30 мин"],  # 10 and 120; with 30 of September
        "Решение, медиана": ["1 ч", "—", "2 ч", "1 ч 30 мин"],  # the reopened one is not solved
        "Нашли ответ сами": [0, 0, 2, 2],
        "Решено справочником, из всех вопросов": ["0 %", "—", "40 %", "33 %"],
        "Открыто снова": [0, 0, 1, 1],
        "Средняя оценка": ["—", "—", "—", "—"],
        "Предложений принято": [0, 0, 1, 1],
        "Предложений отклонено": [0, 0, 0, 0],
        "Предложений выполнено": [0, 0, 1, 1],
    }
    assert (page.count, page.answer, page.solution, page.by_article, page.reopened) == (
        4, "30 мин", "1 ч 30 мин", "33 %", 1,
    )  # fmt: skip


def test_by_kind_topic_role_line_channel_and_page(autumn):
    tables = {table.title: lines(table) for table in figures_page(build.year(), date(2026, 11, 23)).tables}

    assert tables["Виды"] == {"вопрос": [1, 0, 2, 3], "предложение": [0, 0, 1, 1]}
    assert tables["Разделы"] == {"Дневник и сведения для родителей": [1, 0, 2, 3], "Другое": [0, 0, 1, 1]}
    assert tables["Кто обращается"] == {"учитель": [0, 0, 1, 1], "родитель": [1, 0, 2, 3]}
    assert tables["Линии"] == {"1: опытный учитель": [1, 0, 2, 3], "2: администратор журнала, завуч": [0, 0, 1, 1]}
    assert tables["Форма обращения"] == {"в ЭЖ": [1, 0, 2, 3], "e-mail": [0, 0, 1, 1]}
    assert tables["Страницы, с которых спрашивают"] == {
        "Дневник, неделя": [1, 0, 1, 2], "Журнал, отметки": [0, 0, 1, 1],
    }  # fmt: skip


def test_slots_offered_and_used(autumn):
    consultations.booking(
        consultations.interval(consultations.plan(), autumn.teacher), autumn.parent.user, state="held"
    )

    tables = {table.title: lines(table) for table in figures_page(build.year(), date(2026, 11, 23)).tables}

    used = tables["Консультации, семинары, курсы"]
    assert used["Консультаций прошло"] == [0, 0, 1, 1]
    assert used["Мест по графику"][-1] == 10 * 5  # ten Mondays of the quarters, five slots each


def test_page_and_tables_say_the_same(autumn, sign_in):
    client = sign_in(autumn.head)
    page = client.get("/help/figures/").content.decode()
    book = read_book(client.get("/help/figures/table.xlsx").content, name="x.xlsx")

    assert "1 ч 30 мин" in page
    assert "Дневник, неделя" in page
    assert [sheet.name for sheet in book.sheets][:2] == ["Главное", "Виды"]
    assert book.sheets[0].rows[1] == ["Обращений", 1, 0, 3, 4]
    assert "Открыто снова;0;0;1;1" in client.get("/help/figures/table.csv").content.decode()


def test_queries_are_the_same_however_many_requests(desk, sign_in):
    client = sign_in(desk.head)
    client.get("/help/figures/")
    counted = []
    for _ in range(2):
        make.ticket(desk.parent.user)
        with CaptureQueriesContext(connection) as queries:
            client.get("/help/figures/")
        counted.append(len(queries))

    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [([], "—"), ([None], "—"), ([10, 20], "15 мин"), ([10, None, 90, 20], "20 мин"), ([1, 2], "2 мин")],
)
def test_middle(minutes, words):
    assert middle(minutes) == words


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 3, "33 %"), (2, 3, "67 %"), (0, 5, "0 %"), (0, 0, "—")])
def test_percent(part, whole, words):
    assert percent(part, whole) == words


def test_empty_year(cast, sign_in):
    page = sign_in(cast.head).get("/help/figures/").content.decode()

    assert "Пока нечего считать." in page
    assert Ticket.objects.count() == 0
