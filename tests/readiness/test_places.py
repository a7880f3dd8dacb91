"""The inventory of work places, its file, and the wish list (clause 1.3.3)."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parta.audit.models import Change
from parta.lib.sheets import Table, read_book, write_csv, write_xlsx
from parta.notices.models import Notice
from parta.readiness.models import SeatBooking, Wish, WorkPlace
from parta.readiness.queries import places
from tests import build

from . import make

pytestmark = pytest.mark.django_db

HEAD = ["Кабинет", "Место", "Компьютер", "Интернет", "Принтер", "Состояние", "Проверено"]


def sheet(*rows: list, head: list[str] = HEAD) -> SimpleUploadedFile:
    return SimpleUploadedFile("техника.xlsx", write_xlsx(Table("Лист", head, rows)))


def send(client, file: SimpleUploadedFile):
    return client.post(reverse("readiness:places-import"), {"file": file})


def apply(client, checked) -> str:
    sealed = re.search(r'name="sealed" value="([^"]+)"', checked.content.decode())
    assert sealed is not None
    return client.post(reverse("readiness:places-apply"), {"sealed": sealed[1]}, follow=True).content.decode()


@pytest.fixture
def client(cast, sign_in):
    build.room("24")
    build.room("Спортзал")
    return sign_in(cast.admin)


def test_a_place_says_where_it_is(client):
    assert str(make.place(3)) == "каб. 24, место 3: Аквариус"
    assert str(make.place(1, room="Спортзал")) == "Спортзал, место 1: Аквариус"


def test_places_to_choose_from_cost_one_query(client, django_assert_num_queries):
    make.place(2)
    make.place(1)
    make.place(3, state="gone")

    with django_assert_num_queries(1):
        assert [str(place) for place in places()] == ["каб. 24, место 1: Аквариус", "каб. 24, место 2: Аквариус"]


def test_a_file_is_shown_first_and_written_then(client):
    old = make.place(1, computer="Старый", note="у окна")

    checked = send(client, sheet(
        [24, 1, "Депо", "Wi-Fi", "да", "неисправно", date(2026, 9, 5)],
        ["Спортзал", 2, "Ноутбук", None, None, None, None],
    ))  # fmt: skip

    assert "Мест в файле: 2, из них новых 1." in checked.content.decode()
    assert WorkPlace.objects.count() == 1
    assert "Добавлено: 1, изменено: 1, без изменений: 0." in apply(client, checked)
    old.refresh_from_db()
    assert (old.computer, old.internet, old.has_printer, old.state, old.checked_on, old.note) == (
        "Депо", "wifi", True, "broken", date(2026, 9, 5), "у окна",
    )  # fmt: skip
    assert str(WorkPlace.objects.get(room__name="Спортзал")) == "Спортзал, место 2: Ноутбук"
    assert Change.objects.filter(action="readiness.set_place", target_id=old.pk).count() == 1


@pytest.mark.parametrize(
    ("row", "cell", "column", "words"),
    [
        (["99", 1, "Депо"], "A2", "Кабинет", "кабинета «99» нет в школе"),
        ([None, 1, "Депо"], "A2", "Кабинет", "пусто"),
        (["24", "первое", "Депо"], "B2", "Место", "«первое» — не номер места: нужно целое число от 1"),
        (["24", 0, "Депо"], "B2", "Место", "«0» — не номер места: нужно целое число от 1"),
        (["24", 1, "Д" * 121], "C2", "Компьютер", "длиннее 120 знаков"),
        (["24", 1, "Депо", "оптика"], "D2", "Интернет", "«оптика» — нужно одно из: кабель, Wi-Fi, нет"),
        (["24", 1, "Депо", None, "наверно"], "E2", "Принтер", "«наверно» — нужно «да» или «нет»"),
        (["24", 1, "Депо", None, None, "спит"], "F2", "Состояние", "нужно одно из: работает, неисправно, списано"),
        (["24", 1, "Депо", None, None, None, "31.02.2026"], "G2", "Проверено", "«31.02.2026» — не дата"),
    ],
)  # fmt: skip
def test_an_error_names_its_line_and_column(client, row, cell, column, words):
    answer = send(client, sheet([*row, *[None] * (len(HEAD) - len(row))], ["24", 5, "Целый", *[None] * 4]))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(rf"{cell}</th><td>{column}</td><td>[^<]*{re.escape(words)}", text), text
    assert "sealed" not in text
    assert not WorkPlace.objects.exists()


def test_the_same_place_twice_in_a_file_is_an_error(client):
    rest = [None] * 4
    text = send(client, sheet(["24", 1, "Депо", *rest], ["24", 1, "Депо 2", *rest])).content.decode()

    assert "B3" in text
    assert "это же место уже в строке 2" in text


def test_a_file_without_headings_says_which_are_needed(client):
    text = send(client, sheet(["24", 1], head=["Комната", "Номер"])).content.decode()

    assert "должны быть столбцы «Кабинет», «Место» и «Компьютер»" in text


def test_a_file_that_is_no_table_says_so(client):
    answer = send(client, SimpleUploadedFile("t.xlsx", b"%PDF-1.7"))

    assert answer.status_code == 422
    assert "Это не таблица" in answer.content.decode()


@pytest.mark.parametrize("sealed", ["", "W10:forged:seal"])
def test_what_was_not_checked_is_not_written(client, sealed):
    page = client.post(reverse("readiness:places-apply"), {"sealed": sealed}, follow=True)

    assert "загрузите файл ещё раз" in page.content.decode()
    assert not WorkPlace.objects.exists()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_exported_is_imported_back_without_a_change(client, suffix):
    make.place(1, system="Альт", browser="Firefox", has_projector=True, checked_on=date(2026, 10, 1), note="=1+1")
    make.place(2, internet="none", state="gone")
    exported = client.get(reverse("readiness:places-file", args=[suffix])).content

    checked = send(client, SimpleUploadedFile(f"техника.{suffix}", exported))

    assert "Добавлено: 0, изменено: 0, без изменений: 2." in apply(client, checked)


def test_the_template_is_read_by_the_import(client):
    filled = client.get(reverse("readiness:places-template")).content

    assert "Мест в файле: 1, из них новых 1." in send(client, SimpleUploadedFile("t.xlsx", filled)).content.decode()
    assert [one.name for one in read_book(filled, name="t").sheets] == ["Рабочие места", "Пояснения"]


def test_the_list_is_found_by_words_room_and_state(client):
    make.place(1, browser="Яндекс Браузер")
    make.place(2, state="broken")
    make.place(1, room="Спортзал")

    def found(**wanted) -> list[str]:
        text = client.get(reverse("readiness:places-file", args=["csv"]), wanted).content.decode("utf-8-sig")
        return [";".join(line.split(";")[:2]) for line in text.splitlines()[1:]]

    assert found() == ["24;1", "24;2", "Спортзал;1"]
    assert found(q="ЯНДЕКС") == ["24;1"]
    assert found(state="broken") == ["24;2"]
    assert found(room=build.room("Спортзал").pk) == ["Спортзал;1"]


def test_checking_a_place_takes_today(client):
    place = make.place(1)

    answer = client.post(reverse("readiness:place-check", args=[place.pk]), headers={"HX-Request": "true"})

    assert "23 ноября" in answer.content.decode()
    assert WorkPlace.objects.get().checked_on == date(2026, 11, 23)


def test_a_broken_seat_frees_its_bookings_and_tells_their_people(client, cast):
    place = make.place(1)
    make.booking(cast.teacher.user, place)
    values = {"room": place.room_id, "number": 1, "computer": "Аквариус", "internet": "cable", "state": "broken"}

    client.post(reverse("readiness:place", args=[place.pk]), {**values, "is_bookable": "on"})

    assert not SeatBooking.objects.exists()
    assert "Место не работает" in Notice.objects.get(user=cast.teacher.user).text


def test_two_places_of_one_number_are_refused(client):
    place = make.place(1)
    values = {"room": place.room_id, "number": 1, "computer": "Ещё один", "internet": "cable", "state": "works"}

    answer = client.post(reverse("readiness:place-new"), values)

    assert answer.status_code == 422
    assert "Место с таким номером в кабинете уже есть." in answer.content.decode()


def test_a_wish_is_asked_decided_and_told(client, cast, sign_in):
    sign_in(cast.teacher.user).post(
        reverse("readiness:wish-new"), {"what": "Проектор", "count": 1, "why": "Перегорел.", "priority": 1}
    )
    made = Wish.objects.get()
    url = reverse("readiness:wish-decide", args=[made.pk])
    head = sign_in(cast.head)

    refused = head.post(url, {"state": "refused", "reason": " "})
    assert refused.status_code == 422
    assert "Напишите, почему отклонено." in refused.content.decode()
    head.post(url, {"state": "refused", "reason": "Есть запасной."})

    made.refresh_from_db()
    assert (made.state, made.reason, made.decided_by) == ("refused", "Есть запасной.", cast.head)
    told = Notice.objects.get(user=cast.teacher.user).text
    assert told == "Ваша заявка «Проектор»: отклонено. Причина: Есть запасной."


def test_a_wish_decided_on_is_its_authors_no_more(client, cast, sign_in):
    made = make.wish(cast.teacher.user, state="planned")
    teacher = sign_in(cast.teacher.user)

    assert teacher.get(reverse("readiness:wish", args=[made.pk])).status_code == 404
    assert teacher.post(reverse("readiness:wish-withdraw", args=[made.pk])).status_code == 404


def test_an_own_wish_is_withdrawn_and_history_keeps_it(client, cast, sign_in):
    made = make.wish(cast.teacher.user)

    sign_in(cast.teacher.user).post(reverse("readiness:wish-withdraw", args=[made.pk]))

    assert not Wish.objects.exists()
    assert Change.objects.get(action="readiness.withdraw_wish").before["что нужно"] == "Проектор"


def test_the_list_of_needs_prints_and_exports_by_what_is_undecided_and_urgent(client, cast):
    make.wish(cast.teacher.user, what="Мышь", priority=3)
    make.wish(cast.teacher.user, what="Экран", state="bought", priority=1)
    make.wish(cast.teacher.user, what="Принтер", priority=1)

    exported = client.get(reverse("readiness:wishes-file", args=["csv"])).content.decode("utf-8-sig")
    printed = client.get(reverse("readiness:wishes-file", args=["pdf"]))

    assert [line.split(";")[1] for line in exported.splitlines()[1:]] == ["Принтер", "Мышь", "Экран"]
    assert printed.content.startswith(b"%PDF-")
    assert printed["Content-Type"] == "application/pdf"


def test_csv_is_read_too(client):
    content = write_csv(Table("x", ["Кабинет", "Место", "Компьютер"], [["24", "4", "Депо"]]))

    assert "Мест в файле: 1" in send(client, SimpleUploadedFile("т.csv", content)).content.decode()


def test_a_file_of_too_many_lines_says_so(client, monkeypatch):
    monkeypatch.setattr("parta.readiness.exchange.places.MOST_LINES", 2)
    content = write_csv(Table("x", ["Кабинет", "Место", "Компьютер"], [["24", n, "Депо"] for n in range(1, 5)]))

    answer = send(client, SimpleUploadedFile("т.csv", content))

    assert answer.status_code == 422
    assert "загрузите файл частями" in answer.content.decode()


@pytest.mark.parametrize("number", ["9" * 5000, "0", "-1", "1,5", "²", "😀", "<b>1</b>"])
def test_a_nasty_number_is_refused_in_russian(client, number):
    content = write_csv(Table("x", ["Кабинет", "Место", "Компьютер"], [["24", number, "Депо"]]))

    answer = send(client, SimpleUploadedFile("т.csv", content))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "не номер места" in page
    assert "<b>1</b>" not in page
