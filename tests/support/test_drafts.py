"""«Спросить помощника об этом файле»: the file on its way goes with the question, and what was not understood."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parta.school.models import ImportBatch, ImportDraft
from parta.support.models import Ticket, TicketFile
from parta.timetable.lines import Reading, to_json
from parta.timetable.models import TimetableDraft
from tests.school.test_imports_screens import KINDS, NEW, go_on, upload
from tests.timetable.exchange.files import xlsx
from tests.timetable.test_imports_views import SUMMARY

from . import make

WRONG = ["Новиков", "Пётр", "7Б", "завтра", "", ""]
LINK = re.compile(r'href="(/help/ask/\?[^"]+&amp;[^"]+)"')
TIMETABLE = """
| День | №  | 7А               | 7Б               |
| Пн   | 1  | Алгебра 12       | История 14       |
"""


@pytest.fixture
def helped(cast):
    """Орлова helps with lists on line 1."""
    make.desk()
    make.duty(cast.teacher, "lists")
    return cast


@pytest.fixture
def draft(helped, sign_in):
    client = sign_in(helped.admin)
    go_on(client, upload(client, NEW, WRONG))
    return ImportDraft.objects.get()


def doors_of(draft):
    return [reverse(f"school:import-{name}", args=[draft.pk]) for name in ("columns", "check")]


def link_on(page) -> str:
    return LINK.findall(page.content.decode())[0].replace("&amp;", "&")


def ask(client, **fields):
    return client.post("/help/ask/", {"text": "Что не так?", "kind": "question", "topic": "lists", **fields})


def bytes_of(row) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def opened(client, row) -> bytes:
    return client.get(f"/help/files/{row.pk}/").getvalue()


def report_of(ticket) -> str:
    return bytes_of(ticket.files.get(name="Отчёт о загрузке.txt")).decode("utf-8-sig")


def test_question_about_a_file_takes_it_and_its_report_along(draft, helped, sign_in):
    """Clause 2.1.2: from the page of the import to the helper who opens both files."""
    client = sign_in(helped.admin)
    for address in doors_of(draft):
        assert "Спросить помощника об этом файле" in client.get(address).content.decode()
    shown = client.get(link_on(client.get(doors_of(draft)[1]))).content.decode()
    along = shown.split("Вместе с вопросом уйдёт")[1]
    assert "«ученики.xlsx»" in along
    assert "строк 2, ошибок 1, замечаний и вопросов 0" in along
    assert f'name="import" value="{draft.pk}"' in shown

    ask(client, at=doors_of(draft)[1], **{"import": draft.pk})

    ticket, helper = Ticket.objects.get(), sign_in(helped.teacher.user)
    page = helper.get(f"/help/{ticket.pk}/").content.decode()
    assert all(name in page for name in ("ученики.xlsx", "Отчёт о загрузке.txt"))
    sheet, report = ticket.files.order_by("pk")
    assert opened(helper, sheet) == bytes(draft.content)
    text = opened(helper, report).decode("utf-8-sig")
    assert "Строка 3, столбец «Дата рождения»: «завтра» — не дата" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_on_its_way_has_the_door(kind, helped, sign_in):
    client = sign_in(helped.deputy)
    upload(client, ["одно"], kind=kind, titles=["Неведомое"], name="x.xlsx")
    draft = ImportDraft.objects.get()

    shown = client.get(link_on(client.get(doors_of(draft)[0])))
    ask(client, **{"import": draft.pk})

    assert "ошибок" in shown.content.decode()
    assert "Не указано, в каком столбце" in report_of(Ticket.objects.get())


@pytest.mark.parametrize("asker", ["deputy", "teacher", "parent", "head"])
def test_nobody_else_takes_a_draft_along(asker, draft, helped, sign_in):
    timetable = TimetableDraft.objects.create(by=helped.admin, file_name="x", content=b"x", reading={})
    client = sign_in(helped.users()[asker])

    for name, key in (("import", draft.pk), ("timetable", timetable.pk)):
        assert client.get("/help/ask/", {name: key}).status_code == 404
        refused = ask(client, **{name: key})
        assert refused.status_code == 422
        assert "ученики.xlsx" not in refused.content.decode()

    assert (Ticket.objects.count(), TicketFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "-1", "абв", "1²", "١", " "])
def test_odd_keys_are_not_there(key, helped, sign_in):
    client = sign_in(helped.admin)
    for name in ("import", "timetable", "done"):
        assert client.get("/help/ask/", {name: key}).status_code == 404


def test_nothing_is_lost_when_the_question_is_refused(draft, helped, sign_in):
    client = sign_in(helped.admin)

    empty = ask(client, text=" ", **{"import": draft.pk})
    wrong = ask(client, uploads=SimpleUploadedFile("a.exe", b"MZ"), **{"import": draft.pk})

    for refused in (empty, wrong):
        page = refused.content.decode()
        assert refused.status_code == 422
        assert f'name="import" value="{draft.pk}"' in page
        assert "«ученики.xlsx»" in page
    assert "Что не так?" in wrong.content.decode()
    assert not TicketFile.objects.exists()


def test_a_file_gone_meanwhile_leaves_the_question(draft, helped, sign_in):
    client, key = sign_in(helped.admin), draft.pk
    draft.delete()

    refused = ask(client, text="Что за ошибка в строке 3?", **{"import": key})
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Этого файла на загрузке больше нет" in page
    assert "Что за ошибка в строке 3?" in page
    assert 'name="import"' not in page


def test_timetable_on_its_way(helped, sign_in):
    client, content = sign_in(helped.admin), xlsx(Лист=TIMETABLE, Заметки="| просто | текст |")
    page = client.post("/timetable/import/", {"file": SimpleUploadedFile("школа.xlsx", content)}, follow=True)
    shown = client.get(link_on(page)).content.decode()
    draft = TimetableDraft.objects.get()

    for name in ("import", "import-match", "import-layout"):
        assert f"timetable={draft.pk}" in link_on(client.get(reverse(f"timetable:{name}", args=[draft.pk])))
    assert "прочитано" in shown.split("Вместе с вопросом уйдёт")[1]
    ask(client, timetable=draft.pk)

    ticket = Ticket.objects.get()
    assert ticket.topic == "lists"
    assert bytes_of(ticket.files.get(name="школа.xlsx")) == content
    assert "Лист «Заметки»" in report_of(ticket)


def test_a_file_of_a_kind_nobody_may_send_in_is_a_download_only(helped, sign_in):
    """aSc's own XML is no page of ours, whatever is written in it."""
    client = sign_in(helped.admin)
    content = b"<html><script>alert(1)</script></html>"
    reading = to_json(Reading())
    draft = TimetableDraft.objects.create(by=helped.admin, file_name="расписание.xml", content=content, reading=reading)

    ask(client, timetable=draft.pk)

    row = TicketFile.objects.get(name="расписание.xml")
    answer = sign_in(helped.teacher.user).get(f"/help/files/{row.pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue() == content


def test_what_a_done_import_did_not_carry_over(helped, sign_in):
    summary = {**SUMMARY, "lost": [["Лист «7», F12", "непонятно: «???»"]], "lost_total": 1}
    batch = ImportBatch.objects.create(kind="timetable", file_name="школа.xlsx", by=helped.admin, summary=summary)
    client = sign_in(helped.deputy)

    shown = client.get(link_on(client.get(reverse("timetable:import-done", args=[batch.pk])))).content.decode()
    ask(client, done=batch.pk)

    assert "«школа.xlsx», не перенесено 1" in shown
    assert "Лист «7», F12: непонятно: «???»" in report_of(Ticket.objects.get())
    assert sign_in(helped.teacher.user).get("/help/ask/", {"done": batch.pk}).status_code == 404
