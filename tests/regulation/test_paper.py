"""Who has no account signs the printed sheet, and the responsible person enters it with its own date."""

from datetime import date, timedelta

import pytest

from parta.audit.models import Change
from parta.regulation.models import PaperAcknowledgement
from parta.regulation.queries import asks_of
from parta.regulation.queries.documents import signatures, users_to_ask
from tests import build
from tests.conftest import NOON

from . import make


@pytest.fixture
def current(cast):
    return make.document(is_current=True, published_at=NOON - timedelta(days=9))  # 14 November


@pytest.fixture
def kim(cast):
    return build.employee("Ким Олег Олегович")


def sheet(client, document, **sent):
    address = f"/regulation/version/{document.pk}/sheet/"
    return client.post(f"{address}paper/", sent, follow=True) if sent else client.get(address)


def test_a_signature_on_paper_stands_in_the_sheet_with_its_own_date(cast, current, kim, sign_in):
    client = sign_in(cast.introducer)

    page = sheet(client, current, employee=kim.pk, on="2026-11-20").content.decode()

    assert "на бумаге 20.11.2026" in page
    assert "ознакомлены 1 из 4" in page
    assert "Записать подпись" not in page  # everybody else has an account
    table = client.get(f"/regulation/version/{current.pk}/sheet/csv/").content.decode("utf-8-sig")
    assert "3;Ким Олег Олегович;;20.11.2026;нет учётной записи, подписал(а) на бумаге" in table.splitlines()
    assert Change.objects.get(action="regulation.sign_on_paper").after["дата подписи"] == "20.11.2026"


@pytest.mark.parametrize(
    ("who", "on", "words"),
    [
        ("kim", "2026-11-13", "Нужен день с 14.11.2026"),
        ("kim", "2026-11-24", "по сегодня"),
        ("kim", "", "Обязательное поле."),
        ("teacher", "2026-11-20", "Выберите корректный вариант"),
        ("left", "2026-11-20", "Выберите корректный вариант"),
    ],
)
def test_what_no_paper_can_say_is_refused(who, on, words, cast, current, kim, sign_in):
    left = build.employee("Ушедший Иван", left_on=date(2026, 11, 1))
    employee = {"kim": kim, "teacher": cast.teacher, "left": left}[who]

    answer = sheet(sign_in(cast.introducer), current, employee=employee.pk, on=on)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PaperAcknowledgement.objects.exists()


def test_a_switched_off_account_signs_on_paper(cast, current, sign_in):
    cast.teacher.user.is_active = False
    cast.teacher.user.save()

    page = sheet(sign_in(cast.introducer), current, employee=cast.teacher.pk, on="2026-11-20").content.decode()

    assert "на бумаге 20.11.2026" in page


def test_a_mistake_is_taken_back_and_history_keeps_it(cast, current, kim, sign_in):
    paper = make.paper(kim, cast.introducer)

    page = sign_in(cast.introducer).post(f"/regulation/paper/{paper.pk}/undo/", follow=True).content.decode()

    assert "нет учётной записи: подпись на бумаге" in page
    assert Change.objects.get(action="regulation.unsign_on_paper").before["дата подписи"] == "20.11.2026"


def test_only_those_with_an_account_are_waited_for_by_a_reminder(cast, current, kim, sign_in):
    page = sheet(sign_in(cast.introducer), current).content.decode()

    assert "ознакомлены 0 из 4" in page
    assert "Ещё не отметились: 3 сотрудника." in page


def test_the_office_sees_the_sheet_but_enters_nothing(cast, current, kim, sign_in):
    page = sheet(sign_in(cast.head), current).content.decode()

    assert "Ким Олег Олегович" in page
    assert "Записать подпись" not in page


def test_who_signed_on_paper_is_not_asked_again_with_a_new_account(cast, current, kim):
    make.paper(kim, cast.introducer)
    kim.user = build.user()
    kim.save()

    assert asks_of(kim.user) == []
    assert kim.user.pk not in users_to_ask(current)
    assert [row.name for row in signatures(current) if row.is_read] == ["Ким Олег Олегович"]
