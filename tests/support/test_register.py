"""The register: eight columns on the screen, on paper and in tables; lines entered later; the closing of a year."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date, datetime
from html import unescape
from urllib.parse import unquote
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.consultations.models import Booking
from parta.lib.sheets import read_book
from parta.support.models import Cover, State, Ticket
from parta.support.services import add_message, answer, open_ticket, states
from parta.support.services.entering import enter_line
from parta.support.services.outcome import write_outcome
from parta.support.services.register import save_cover
from tests import build
from tests.conftest import NOON
from tests.consultations import make as consultations

from . import make

HEADS = [
    "№ п/п", "Дата и время обращения", "ФИО обратившегося, роль, класс", "Форма обращения", "Вид и содержание",
    "Кому поручено", "Принятое решение, ответ, дата", "Отметка об исполнении, подпись",
]  # fmt: skip


@pytest.fixture
def desk(cast):
    make.desk()
    make.duty(cast.teacher)
    return cast


def shown(client, query="") -> list[list[str]]:
    """The rows of the screen as a person reads them."""
    page = client.get(f"/help/register/?{query}").content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, flags=re.S)
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def table(client, query="") -> list[list[str]]:
    content = client.get(f"/help/register/table.csv?{query}").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def printed(client, query="") -> str:
    content = client.get(f"/help/register/print.pdf?{query}").content
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return told.stdout.decode()


def tight(text: str) -> str:
    return re.sub(r"[\s\u00ad‐-]+", "", text)


def channels(cast) -> list[Ticket]:
    """The same question by the page, by e-mail, by a consultation and at a seminar (clause 1.7)."""
    question, reply = "Где отметки за неделю?", "В дневнике, «Отметки»."
    page = make.ticket(cast.parent.user, text=question)
    mail = open_ticket(text=question, topic="2.1.6", channel="email", asker=cast.parent.user, now=NOON)
    for ticket in (page, mail):
        add_message(ticket, text=reply, by=cast.teacher.user, now=NOON)
    for ticket in (page, mail):
        answer(ticket, text="", by=cast.teacher.user, seen=10**6, then="solve", now=NOON)
    hours = consultations.interval(consultations.plan(), cast.teacher)
    booking = consultations.booking(hours, cast.parent.user, topic=question)
    slot = write_outcome(booking, outcome=reply, topic="2.1.6", is_solved=True, by=cast.teacher.user, now=NOON)
    seminar = enter_line(
        channel="seminar", place="Дневник для родителей", asked_at=NOON, text=question, by=cast.deputy, now=NOON,
        kind="question", topic="2.1.6", asker=cast.parent.user, helper=cast.teacher.user, resolution=reply,
    )  # fmt: skip
    return [page, mail, slot, seminar]


def test_the_same_question_by_four_channels_gives_four_rows_of_one_form(desk, sign_in):
    """Clause 1.7."""
    channels(desk)

    rows = shown(sign_in(desk.head), "sort=number")

    assert [row[3] for row in rows] == [
        "в ЭЖ", "e-mail", "по графику, каб. 24", "семинар: Дневник для родителей; внесено позже",
    ]  # fmt: skip
    assert {len(row) for row in rows} == {8}
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    for column, words in ((2, "Ермакова Ольга, родитель, 7Б"),
                          (4, "Вопрос. Дневник и сведения для родителей. Где отметки за неделю?"),
                          (5, "Орлова Нина, линия 1"), (6, "В дневнике, «Отметки». 23.11.2026")):  # fmt: skip
        assert {row[column] for row in rows} == {words}


def test_table_and_screen_are_the_same_rows(desk, sign_in):
    channels(desk)
    client = sign_in(desk.head)

    for query in ("sort=number", "channel=email", "words=семинар", "sort=-number", "state=solved&sort=number"):
        heads, *rows = table(client, query)
        assert heads == HEADS
        assert rows == shown(client, query), query
    book = read_book(client.get("/help/register/table.xlsx?sort=number").content, name="x.xlsx")
    assert [[str(cell) for cell in row] for row in book.sheets[0].rows[1:]] == shown(client, "sort=number")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_printed_sheet_equals_the_screen(desk, sign_in):
    """Clause 1.2."""
    channels(desk)
    client = sign_in(desk.head)

    paper = tight(printed(client, "state=closed"))
    rows = shown(client, "state=closed&sort=number")

    assert len(rows) == 1
    for row in rows:
        for cell in row:
            for word in re.findall(r"\w{5,}", cell):
                assert tight(word)[:4] in paper
    assert tight("Журнал регистрации обращений по работе с ЭЖ") in paper


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_cover_and_blank_sheet(desk, sign_in):
    """Clause 2.4: the paper twin of the register."""
    save_cover(build.year(), begun_on=date(2026, 9, 1), finished_on=None, sheets=40, responsible=desk.teacher,
               kept_at="каб. 24", by=desk.admin)  # fmt: skip
    client = sign_in(desk.deputy)
    blank = client.get("/help/register/blank.pdf").content

    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=blank, capture_output=True, check=True)
    size = subprocess.run(["pdfinfo", "-"], input=blank, capture_output=True, check=True).stdout.decode()
    paper = tight(told.stdout.decode())

    for words in ("Журнал регистрации обращений по работе с ЭЖ", "2026/27 учебный год", "01.09.2026", "40",
                  "Орлова Нина Васильевна", "каб. 24", "Подпись ответственного", "Средняя школа № 15"):  # fmt: skip
        assert tight(words) in paper, words
    assert re.search(r"Page size:\s+841\.89 x 595\.2", size)  # A4 across


def test_filters(desk, sign_in):
    make.ticket(desk.parent.user, text="Первый", now=make.at(2, month=9))
    make.ticket(desk.teacher.user, text="Второй", kind="proposal", topic="other")
    client = sign_in(desk.head)

    def numbers(query: str) -> list[str]:
        return [row[0] for row in shown(client, query)]

    assert numbers("") == ["2", "1"]
    assert numbers("sort=asked_at") == ["1", "2"]
    assert numbers("kind=proposal") == ["2"]
    assert numbers("topic=2.1.6") == ["1"]
    assert numbers("line=2") == ["2"]
    assert numbers("line=1") == ["1"]
    assert numbers("words=ПЕРВЫЙ") == ["1"]
    assert numbers("words=ермакова") == ["1"]
    assert numbers("from_on=2026-11-01") == ["2"]
    assert numbers("to_on=2026-09-02") == ["1"]
    assert numbers("state=closed") == []
    assert numbers("kind=nonsense&line=9") == ["2", "1"]  # what is not understood narrows nothing


def test_another_year_has_its_own_rows(desk, sign_in):
    old = build.year(name="2025/26", starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 31), is_current=False)
    make.ticket(desk.parent.user, text="Давно", asked_at=make.at(5).replace(year=2025))
    make.ticket(desk.parent.user, text="Сейчас")
    client = sign_in(desk.head)

    assert [row[0] for row in shown(client)] == ["1"]
    assert "Давно" in shown(client, f"year={old.pk}")[0][4]


@pytest.mark.parametrize("count", [1, 60])
def test_register_is_counted_and_paged(count, desk, sign_in, django_assert_num_queries):
    first = make.ticket(desk.parent.user)
    values = {
        field.attname: getattr(first, field.attname) for field in Ticket._meta.concrete_fields if field.name != "id"
    }
    Ticket.objects.bulk_create(Ticket(**{**values, "number": number}) for number in range(2, count + 1))
    client = sign_in(desk.head)
    client.get("/help/register/")

    with django_assert_num_queries(11):
        page = client.get("/help/register/").content.decode()

    assert len(shown(client)) == min(count, 50)
    assert ("страница 1 из 2" in page) is (count > 50)
    assert [row[0] for row in shown(client, "page=2")][-1] == "1"


# Lines entered later


def entered(**more) -> dict[str, object]:
    return {
        "channel": "paper", "asked_at_0": "2026-09-14", "asked_at_1": "15:40", "asker_name": "Петров Пётр",
        "asker_role": "parent", "asker_words": "5А", "kind": "remark", "topic": "2.1.6",
        "text": "Отметки появились поздно", **more,
    }  # fmt: skip


def test_a_paper_line_keeps_its_own_date_and_is_marked(desk, sign_in):
    """Clause 2.4."""
    client = sign_in(desk.deputy)

    client.post("/help/register/enter/", entered(resolution="Передали учителю", answered_on="2026-09-15"))

    ticket = Ticket.objects.get()
    assert ticket.asked_at == datetime(2026, 9, 14, 15, 40, tzinfo=ZoneInfo("Europe/Moscow"))
    assert (ticket.entered_by, ticket.entered_at, ticket.state) == (desk.deputy, NOON, State.CLOSED)
    row = shown(client)[0]
    assert row[1:4] == ["14.09.2026 15:40", "Петров Пётр, родитель, 5А", "запись в журнале; внесено позже"]
    assert row[6] == "Передали учителю 15.09.2026"
    assert row[7] == "исполнено 15.09.2026"


def test_a_call_without_an_answer_goes_to_a_helper_and_to_the_account(desk, sign_in):
    sign_in(desk.deputy).post("/help/register/enter/", entered(channel="phone", username="parent", asker_name=""))

    ticket = Ticket.objects.get()
    assert (ticket.asker, ticket.helper, ticket.state) == (desk.parent.user, desk.teacher.user, State.NEW)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"asked_at_0": "2026-12-01"}, "не может быть из будущего"),
        ({"asker_name": ""}, "кто обратился"),
        ({"username": "nobody"}, "имени пользователя в журнале нет"),
        ({"text": ""}, "Обязательное поле"),
        ({"resolution": "Да", "answered_on": "2026-09-01"}, "Ответ не раньше обращения"),
    ],
)
def test_a_wrong_line_is_refused_with_words(desk, sign_in, wrong, words):
    answer = sign_in(desk.deputy).post("/help/register/enter/", entered(**wrong))

    assert (answer.status_code, Ticket.objects.count()) == (422, 0)
    assert words in answer.content.decode()


# The closing


def ready(cast) -> Cover:
    return save_cover(build.year(), begun_on=None, finished_on=None, sheets=40, responsible=cast.teacher,
                      kept_at="каб. 24", by=cast.admin)  # fmt: skip


def test_a_year_with_open_requests_is_not_closed(desk, sign_in):
    ready(desk)
    make.ticket(desk.parent.user)

    page = sign_in(desk.introducer).post(f"/help/register/{build.year().pk}/close/", follow=True).content.decode()

    assert "не закончено обращений — 1" in page
    assert Cover.objects.get().closed_at is None


def test_a_year_without_its_cover_is_not_closed(desk, sign_in):
    page = sign_in(desk.introducer).post(f"/help/register/{build.year().pk}/close/", follow=True).content.decode()

    assert "Заполните обложку" in page


def test_closed_year_is_an_archive_and_its_rows_are_read_only(desk, sign_in):
    ready(desk)
    ticket = make.ticket(desk.parent.user, files=[SimpleUploadedFile("план.txt", b"abc")])
    Ticket.objects.filter(pk=ticket.pk).update(state=State.CLOSED, solved_at=NOON, closed_at=NOON)
    client, year = sign_in(desk.introducer), build.year()

    client.post(f"/help/register/{year.pk}/close/")

    content = b"".join(client.get(f"/help/register/{year.pk}/archive.zip").streaming_content)
    with ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        rows = list(csv.reader(io.StringIO(archive.read(names[1]).decode("utf-8-sig")), delimiter=";"))
        assert archive.read(names[0]).startswith(b"%PDF")
        assert archive.read(names[2]) == b"abc"
    assert [name.split("/")[0] for name in names] == ["журнал обращений 2026-27.pdf", "журнал обращений 2026-27.csv",
                                                      "файлы"]  # fmt: skip
    assert rows[1:] == shown(client)
    with pytest.raises(ValidationError, match="закрыт"):
        states.reopen(ticket, reason="Ещё", by=desk.parent.user, now=NOON)
    with pytest.raises(ValidationError, match="закрыт"):
        make.ticket(desk.parent.user)
    assert client.post(f"/help/register/cover/?year={year.pk}", {"sheets": 3}).status_code == 422


def test_cover_is_written_by_line_two(desk, sign_in):
    client = sign_in(desk.deputy)
    sent = {"begun_on": "2026-09-01", "sheets": "40", "responsible": desk.teacher.pk, "kept_at": "каб. 24"}
    client.post(f"/help/register/cover/?year={build.year().pk}", sent)

    cover = Cover.objects.get()
    assert (cover.begun_on, cover.sheets, cover.responsible, cover.kept_at) == (
        date(2026, 9, 1), 40, desk.teacher, "каб. 24",
    )  # fmt: skip


# Outcomes of consultations


def test_outcome_of_a_booking_with_a_request_closes_its_loop(desk, sign_in):
    """Clause 1.7: the consultation was booked from the request; its outcome is the answer there."""
    ticket = make.ticket(desk.parent.user)
    hours = consultations.interval(consultations.plan(), desk.teacher)
    booking = consultations.booking(hours, desk.parent.user, ticket_id=ticket.pk)

    answer = sign_in(desk.teacher.user).post(
        f"/help/outcome/{booking.pk}/", {"outcome": "Показала, где смотреть", "topic": "2.1.6", "is_solved": "on"}
    )

    ticket.refresh_from_db()
    booking.refresh_from_db()
    assert answer["Location"].startswith("/consultations/day/")
    assert (Ticket.objects.count(), ticket.state, ticket.booking) == (1, State.SOLVED, booking)
    assert ticket.resolution == "Показала, где смотреть"
    assert (booking.state, booking.outcome) == (Booking.State.HELD, "Показала, где смотреть")


def test_booking_that_names_a_foreign_request_makes_a_row_of_its_own(desk):
    foreign = make.ticket(desk.other_parent.user)
    hours = consultations.interval(consultations.plan(), desk.teacher)
    booking = consultations.booking(hours, desk.parent.user, ticket_id=foreign.pk, topic="Мой вопрос")

    made = write_outcome(booking, outcome="Да", topic="other", is_solved=True, by=desk.teacher.user, now=NOON)

    assert made.pk != foreign.pk
    assert (made.text, made.asker, made.channel) == ("Мой вопрос", desk.parent.user, "slot")
    assert not foreign.messages.exists()


def test_outcome_written_twice_stays_one_row(desk):
    hours = consultations.interval(consultations.plan(), desk.teacher)
    booking = consultations.booking(hours, desk.parent.user)

    first = write_outcome(booking, outcome="Да", topic="other", is_solved=False, by=desk.teacher.user, now=NOON)
    second = write_outcome(booking, outcome="И ещё", topic="other", is_solved=True, by=desk.teacher.user, now=NOON)

    assert (first.pk, Ticket.objects.count(), second.resolution) == (second.pk, 1, "И ещё")


def test_outcome_is_written_by_the_helper_of_the_booking_only(desk, sign_in):
    booking = consultations.booking(consultations.interval(consultations.plan(), desk.teacher), desk.parent.user)

    for role in ("stranger", "parent", "admin", "head"):
        assert sign_in(desk.users()[role]).get(f"/help/outcome/{booking.pk}/").status_code == 404


def test_the_head_reads_the_register_without_doors_to_requests(desk, sign_in):
    ticket = make.ticket(desk.parent.user)

    assert f'href="/help/{ticket.pk}/"' in sign_in(desk.deputy).get("/help/register/").content.decode()
    assert f'href="/help/{ticket.pk}/"' not in sign_in(desk.head).get("/help/register/").content.decode()


@pytest.mark.parametrize("page", ["register", "figures"])
@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
)
def test_table_is_a_file_of_its_kind_with_a_name(page, suffix, kind, cast, sign_in):
    answer = sign_in(cast.head).get(f"/help/{page}/table.{suffix}")

    assert answer["Content-Type"] == kind
    assert unquote(answer["Content-Disposition"]).endswith(f" 2026-27.{suffix}")


def test_table_of_no_known_kind_does_not_exist(cast, sign_in):
    assert sign_in(cast.head).get("/help/register/table.exe").status_code == 404
