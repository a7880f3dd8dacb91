"""The regulation and the agreement: a second version is laid before everybody, and the sheet tells who has read it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import timezone

from parta.audit.models import Change
from parta.lib.sheets import read_book
from parta.notices.models import Notice
from parta.regulation import exchange
from parta.regulation.models import Acknowledgement, Document
from parta.regulation.queries.documents import asks_of, signatures
from parta.regulation.services import documents as services
from parta.regulation.services.bulk import bring_in
from parta.school.queries import the_school
from tests import build
from tests.conftest import NOON

from . import make
from .test_access import fresh

NUMBERS = {"protocol": "12", "approved_on": date(2021, 8, 24), "order": "471"}
FORM = {
    "title": "Регламент помощи", "text": "# Общее\n\nНовый **порядок**.", "protocol": "3",
    "approved_on": "2026-11-20", "order": "512", "ordered_on": "2026-11-20", "in_force_from": "2026-12-01",
}  # fmt: skip


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def first(cast) -> Document:
    """Version 1, read by Орлова."""
    made = make.document(**NUMBERS)
    services.publish(made, by=cast.introducer)
    made.refresh_from_db()
    services.acknowledge(made, by=cast.teacher.user)
    Notice.objects.all().delete()
    return made


def test_second_version_is_laid_before_every_employee(cast, first, sign_in):
    without_account = build.employee("Без Записи")
    left = build.employee("Бывший Пётр", user=build.user("left"), left_on=date(2026, 11, 1))
    client = sign_in(cast.introducer)

    client.post("/regulation/draft/regulation/", FORM)
    answer = client.post("/regulation/draft/regulation/publish/", follow=True)

    second = Document.objects.get(kind="regulation", is_current=True)
    staff = {cast.teacher.user, cast.class_teacher.user, cast.stranger.user}
    assert "Опубликована версия 2." in words_of(answer)
    assert (second.version, second.published_at, second.published_by) == (2, NOON, cast.introducer)
    assert {notice.user for notice in Notice.objects.filter(kind="regulation.document")} == staff
    assert [ask.version for ask in asks_of(fresh(cast.teacher.user))] == [2]
    assert {without_account.user, left.user} & staff == set()

    sign_in(cast.class_teacher.user).post(f"/regulation/version/{second.pk}/acknowledge/")
    sheet = words_of(client.get(f"/regulation/version/{second.pk}/sheet/"))

    assert asks_of(fresh(cast.class_teacher.user)) == []
    assert "версия 2</a>: ознакомлены 1 из 4." in sheet
    state = '</th><td data-far></td> <td><span class="state" data-state='
    assert f'Белова Анна Петровна{state}"done">23 ноября, 12:00' in sheet
    assert f'Орлова Нина Васильевна{state}"late">нет' in sheet
    assert "Без Записи" in sheet
    assert "подпись на бумаге" in sheet
    assert "Бывший" not in sheet


def test_the_older_version_keeps_its_own_sheet(cast, first, sign_in):
    services.publish(make.document(version=2, **NUMBERS), by=cast.introducer)

    old = words_of(sign_in(cast.head).get(f"/regulation/version/{first.pk}/sheet/"))

    assert "версия 1</a>: ознакомлены 1 из 3." in old
    with pytest.raises(ValidationError, match="больше не действует"):
        services.acknowledge(Document.objects.get(pk=first.pk), by=cast.stranger.user)


def test_regulation_is_not_published_without_its_numbers(cast, sign_in):
    draft = make.document()

    answer = sign_in(cast.introducer).post("/regulation/draft/regulation/publish/", follow=True)

    assert "До публикации укажите номер протокола совета, дату протокола, номер приказа." in words_of(answer)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_new_draft_begins_with_the_text_in_force_but_not_its_numbers(cast, first, sign_in):
    page = sign_in(cast.introducer).get("/regulation/draft/regulation/").content.decode()

    assert "Помогаем **всем**." in page
    assert 'value="471"' not in page


def test_draft_without_text_is_refused_with_words(cast, sign_in):
    answer = sign_in(cast.introducer).post("/regulation/draft/regulation/", {**FORM, "text": " "})

    assert answer.status_code == 422
    assert "Обязательное поле." in words_of(answer)
    assert not Document.objects.exists()


def test_draft_is_seen_by_its_writer_only(cast, sign_in):
    draft = make.document(text="Тайный порядок")

    assert "Тайный порядок" in words_of(sign_in(cast.introducer).get(f"/regulation/version/{draft.pk}/"))
    assert sign_in(cast.head).get(f"/regulation/version/{draft.pk}/").status_code == 404
    assert sign_in(cast.head).get(f"/regulation/version/{draft.pk}/pdf/").status_code == 404


def test_published_version_cannot_be_changed_or_dropped(cast, first, sign_in):
    client = sign_in(cast.introducer)

    assert client.post("/regulation/draft/regulation/drop/").status_code == 404
    with pytest.raises(ValidationError, match="уже опубликована"):
        services.drop_draft(first, by=cast.introducer)
    with pytest.raises(ValidationError, match="уже опубликована"):
        services.publish(first, by=cast.introducer)


def test_draft_is_dropped(cast, sign_in):
    make.document()

    sign_in(cast.introducer).post("/regulation/draft/regulation/drop/")

    assert not Document.objects.exists()
    assert Change.objects.filter(action="regulation.drop_draft").exists()


def test_reading_twice_keeps_the_first_date(cast, first, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON.replace(day=25))

    services.acknowledge(first, by=cast.teacher.user)

    assert [row.at for row in Acknowledgement.objects.all()] == [NOON]
    assert Change.objects.filter(action="regulation.acknowledge_document").count() == 1


def test_reminder_goes_to_those_who_have_not_read(cast, first, sign_in):
    answer = sign_in(cast.introducer).post(f"/regulation/version/{first.pk}/remind/", follow=True)

    assert "Напоминание отправлено, сотрудников: 2." in words_of(answer)
    assert {notice.user for notice in Notice.objects.all()} == {cast.class_teacher.user, cast.stranger.user}


def test_agreement_is_asked_of_everybody_once_a_version(cast, sign_in):
    services.publish(make.document("agreement", title="Соглашение"), by=cast.introducer)
    agreement = Document.objects.get()
    asked = {name for name, user in cast.users().items() if user and asks_of(fresh(user))}

    answer = sign_in(cast.parent.user).post(
        f"/regulation/version/{agreement.pk}/acknowledge/", {"next": "/diary/?a=1"}
    )  # fmt: skip

    assert asked == set(cast.users()) - {"nobody"}
    assert not Notice.objects.exists()
    assert answer["Location"] == "/diary/?a=1"
    assert asks_of(fresh(cast.parent.user)) == []
    assert "Вы приняли эту версию: 23 ноября, 12:00" in words_of(
        sign_in(cast.parent.user).get("/regulation/agreement/")
    )

    services.publish(make.document("agreement", 2, title="Соглашение"), by=cast.introducer)

    assert [ask.version for ask in asks_of(fresh(cast.parent.user))] == [2]


def test_who_accepted_is_counted_by_group(cast, sign_in):
    bring_in(
        "agreement", title="Соглашение", text="Текст", in_force_from=date(2026, 9, 1), published_at=NOON,
        by=cast.introducer, read=[(cast.daria.user.pk, NOON), (cast.teacher.user.pk, NOON)],
    )  # fmt: skip

    page = words_of(sign_in(cast.introducer).get("/regulation/agreement/"))

    counts = "<dt>Сотрудники</dt><dd>1 из 3</dd><dt>Ученики</dt><dd>1 из 2</dd><dt>Родители</dt><dd>0 из 2</dd>"
    assert counts in page
    assert "Кто принял" not in words_of(sign_in(cast.parent.user).get("/regulation/agreement/"))


@pytest.mark.parametrize("to", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
def test_one_goes_back_only_within_parta(to, cast, sign_in):
    services.publish(make.document("agreement"), by=cast.introducer)
    agreement = Document.objects.get()

    answer = sign_in(cast.parent.user).post(f"/regulation/version/{agreement.pk}/acknowledge/", {"next": to})

    assert answer["Location"] == "/regulation/agreement/"


def test_asks_cost_one_query(cast, first, django_assert_num_queries):
    services.publish(make.document("agreement"), by=cast.introducer)
    user = fresh(cast.stranger.user)

    with django_assert_num_queries(1):
        found = asks_of(user), asks_of(user)

    assert [(ask.kind, ask.version) for ask in found[1]] == [("agreement", 1), ("regulation", 1)]


def test_pages_before_the_first_publication_tell_the_next_step(cast, sign_in):
    assert "Документ ещё не опубликован" in words_of(sign_in(cast.parent.user).get("/regulation/"))
    assert "Напишите первую версию" in words_of(sign_in(cast.introducer).get("/regulation/"))
    assert "Опубликованных версий пока нет." in words_of(
        sign_in(cast.parent.user).get("/regulation/versions/regulation/")
    )


def test_html_in_a_document_is_shown_as_text(cast, sign_in):
    services.publish(make.document(text="<script>x</script> и <b>", **NUMBERS), by=cast.introducer)

    page = sign_in(cast.parent.user).get("/regulation/").content.decode()

    assert "&lt;script&gt;x&lt;/script&gt; и &lt;b&gt;" in page


def test_pages_cost_the_same_with_one_row_and_with_three(cast, first, sign_in):
    client = sign_in(cast.introducer)
    addresses = [f"/regulation/version/{first.pk}/sheet/", "/regulation/versions/regulation/", "/regulation/"]
    client.get("/regulation/")
    one = [make.queries(client, address) for address in addresses]

    for number in (2, 3):
        user = build.user()
        build.employee(f"Новый Иван{number}", user=user)
        services.acknowledge(Document.objects.get(is_current=True), by=user)
        services.publish(make.document(version=number, **NUMBERS), by=cast.introducer)

    assert [make.queries(client, address) for address in addresses] == one


def test_signatures_take_three_queries(cast, first, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(signatures(first)) == 3


def test_sheet_as_a_table_names_everybody(cast, first, sign_in):
    client = sign_in(cast.deputy)

    content = client.get(f"/regulation/version/{first.pk}/sheet/csv/").content
    book = read_book(client.get(f"/regulation/version/{first.pk}/sheet/xlsx/").content, name="лист")

    assert content.decode("utf-8-sig").splitlines() == [
        "№;ФИО;Должность;Ознакомлен;Примечание",
        "1;Белова Анна Петровна;;;",
        "2;Громов Илья Ильич;;;",
        "3;Орлова Нина Васильевна;;23.11.2026 12:00;",
    ]
    assert book.sheets[0].rows[3][:2] == [3, "Орлова Нина Васильевна"]
    assert client.get(f"/regulation/version/{first.pk}/sheet/doc/").status_code == 404


def text_of(content: bytes, folder: Path) -> str:
    (folder / "printed.pdf").write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", folder / "printed.pdf", "-"], capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_printed_sheet_equals_the_screen(cast, first, sign_in, tmp_path):
    client = sign_in(cast.introducer)
    screen = words_of(client.get(f"/regulation/version/{first.pk}/sheet/"))

    printed = text_of(client.get(f"/regulation/version/{first.pk}/sheet/pdf/").content, tmp_path)

    for row in signatures(first):
        assert row.name in screen
        assert row.name in printed
    assert "протокол № 12 от 24.08.2021, приказ № 471" in printed
    assert printed.count("23.11.2026 12:00") == 1
    assert "Подпись" in printed


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_printed_document_has_its_head_and_its_words(cast, first, tmp_path):
    first.text = (
        "# Раздел #1\n\nПервый *и* **второй** $x$ [ссылка](https://example.org).\n\n1. один\n2. два\n   - внутри\n"
    )

    printed = text_of(exchange.document_pdf(first, the_school()), tmp_path)

    assert "протокол № 12 от 24.08.2021" in printed
    assert "приказом № 471" in printed
    assert "Раздел #1 Первый и второй $x$ ссылка. 1. один 2. два – внутри" in printed
    assert "Директор" in printed


def test_brought_in_version_tells_nobody(cast):
    made = bring_in(
        "regulation", title="Регламент", text="Текст", in_force_from=date(2021, 9, 1), published_at=NOON,
        by=cast.introducer, read=[(cast.teacher.user.pk, NOON)], **NUMBERS,
    )  # fmt: skip

    assert (made.version, made.is_current) == (1, True)
    assert not Notice.objects.exists()
    assert [row.at for row in signatures(made)] == [None, None, NOON]


def test_bars_of_the_desk_lead_to_what_is_to_be_read(cast, first, sign_in):
    services.publish(make.document("agreement"), by=cast.introducer)
    agreement = Document.objects.get(kind="agreement")

    unread = words_of(sign_in(cast.stranger.user).get("/"))
    parent = words_of(sign_in(cast.parent.user).get("/"))

    assert 'Новая версия документа «Регламент»: прочтите и отметьте, что ознакомлены.</span><a class="button"' in unread
    assert f'action="/regulation/version/{agreement.pk}/acknowledge/"' in unread
    assert "Новая версия документа" not in parent
    assert '<input type="hidden" name="next" value="/">' in parent


def test_bar_is_not_repeated_on_the_document_itself(cast, first, rf):
    request = rf.get("/regulation/")
    request.resolver_match = resolve("/regulation/")

    told = render_to_string("regulation/asks.html", {"asks": asks_of(fresh(cast.stranger.user))}, request)

    assert told.strip() == ""
