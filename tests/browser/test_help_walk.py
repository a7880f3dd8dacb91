"""A question's whole way: from the diary to a teacher, on to line 2, a consultation, an article, the register."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parta.handbook.models import Article
from parta.regulation.models import Duty
from parta.support.models import Ticket
from tests.cast import Cast
from tests.consultations import make

from .conftest import PHONE, OpenAs
from .test_journal_grid import assert_clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "Средний балл в дневнике не такой, как я считаю"
ANSWER = "У работ разный вес. Откройте в отметках «Показать расчёт»."
NOTE = "Кажется, мама считает без весов"
OUTCOME = "Посчитали вместе: контрольная весит втрое. Всё сходится."
IN_THE_HOUR = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Europe/Moscow"))


def test_from_a_parents_question_to_the_printed_register(
    cast: Cast, open_as: OpenAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultant = make.helper()
    make.room_24(consultant)
    Duty.objects.create(topic="2.1.6", employee=cast.class_teacher, line=1)

    parent = open_as(cast.parent.user, viewport=PHONE)
    ask_from_the_diary(parent)
    ticket = f"/help/{Ticket.objects.get().pk}/"

    experienced = open_as(cast.class_teacher.user)
    answer(experienced, ticket)
    parent.goto(ticket)
    expect(parent.locator(".talk")).to_contain_text(ANSWER)
    expect(parent.locator("main")).not_to_contain_text(NOTE)
    escalate(experienced, parent)

    leader = open_as(cast.introducer)
    leader.goto(ticket)
    leader.get_by_role("button", name="Взять себе").click()
    book(parent)

    monkeypatch.setattr(timezone, "now", lambda: IN_THE_HOUR)
    hold(open_as(consultant.user))
    confirm(parent, ticket)

    make_article(leader, ticket)
    print_register(leader)


def ask_from_the_diary(page: Page) -> None:
    """The panel opens beside the diary, shows what goes along, and tells who will help and by when."""
    page.goto("/diary/")
    page.get_by_label("Помощь", exact=True).first.click()
    panel = page.get_by_role("complementary", name="Помощь")
    panel.get_by_label("Что случилось?").fill("средний балл")
    expect(panel.locator(".help-hits")).to_contain_text(re.compile("Нашёл ответ|Готового ответа нет"))
    expect(panel.locator(".goes-along")).to_contain_text("родитель")
    assert_clean(page)
    panel.get_by_label("Ваш вопрос").fill(QUESTION)
    panel.get_by_role("button", name="Спросить", exact=True).click()
    expect(panel.locator(".asked")).to_contain_text("Записано под № 1.")
    expect(panel.locator(".asked")).to_contain_text("Белова")


def answer(page: Page, ticket: str) -> None:
    """The experienced teacher finds it on the desk, leaves a note for helpers, and answers."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(QUESTION)).click()
    expect(page).to_have_url(re.compile(re.escape(ticket)))
    page.get_by_label("Ответ", exact=True).fill(NOTE)
    page.get_by_role("button", name="Заметка для помощников").click()
    expect(page.locator(".talk")).to_contain_text(NOTE)
    page.get_by_label("Ответ", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Ответить", exact=True).click()
    expect(page.locator(".talk")).to_contain_text(ANSWER)
    assert_clean(page)


def escalate(helper: Page, asker: Page) -> None:
    """The parent writes on, and sees within five seconds that the question has gone to line 2."""
    asker.get_by_label("Добавить", exact=True).fill("Всё равно не сходится")
    asker.get_by_role("button", name="Отправить").click()
    expect(helper.locator(".talk")).to_contain_text("Всё равно не сходится", timeout=5_000)
    helper.get_by_text("Передать", exact=True).click()
    helper.get_by_label("Почему").fill("Нужен расчёт по журналу")
    helper.get_by_role("button", name="Передать на линию 2").click()
    expect(helper).to_have_url(re.compile("/help/queue/"))
    expect(asker.locator(".talk")).to_contain_text("лини", timeout=5_000)


def book(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Записаться на консультацию").click()
    page.locator("label.slot", has_text="15:20").first.click()
    page.get_by_role("button", name="Записаться", exact=True).click()
    expect(page.locator("main")).to_contain_text(re.compile("пн, 23 ноября.*15:20", re.DOTALL))
    expect(page.get_by_role("button", name="Записаться", exact=True)).to_have_count(0)
    assert_clean(page)


def hold(page: Page) -> None:
    """In room 24 the helper writes the outcome, which becomes the answer of the request."""
    page.goto("/consultations/day/")
    expect(page.locator("main")).to_contain_text("Ермакова")
    page.get_by_role("link", name="Записать итог").click()
    page.get_by_label("Что решили").fill(OUTCOME)
    page.get_by_role("button", name="Записать итог").click()
    expect(page.locator("main")).not_to_contain_text("Записать итог")


def confirm(page: Page, ticket: str) -> None:
    page.goto(ticket)
    expect(page.locator("main")).to_contain_text(OUTCOME)
    page.get_by_role("button", name="Да, решено").click()
    page.get_by_label("5", exact=False).last.check()
    page.get_by_role("button", name="Оценить").click()
    expect(page.locator("main")).to_contain_text("Ваша оценка: 5 из 5")


def make_article(page: Page, ticket: str) -> None:
    page.goto(ticket)
    page.get_by_text("Ответ для всех", exact=True).click()
    page.get_by_role("button", name="Сделать статьёй").click()
    expect(page.get_by_role("heading", name="Новая статья")).to_be_visible()
    assert_clean(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page).to_have_url(re.compile("/handbook/(?!new)"))
    article = Article.objects.get(is_own=True)
    assert OUTCOME in article.body
    assert "Ермакова" not in article.body
    expect(page.get_by_role("heading", level=1)).to_have_text(article.title)


def print_register(page: Page) -> None:
    page.goto("/help/register/")
    row = page.locator("tbody tr").first
    for words in ("1", "Ермакова", "родитель", "в ЭЖ", QUESTION, OUTCOME):
        expect(row).to_contain_text(words)
    assert_clean(page)
    printed = page.request.get("/help/register/print.pdf")
    assert printed.ok
    assert printed.body().startswith(b"%PDF")
