"""The screens of imports: who may open them, and the walk from a file to its undoing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parta.audit.models import Change
from parta.lib.sheets import Table, read_book, write_csv, write_xlsx
from parta.school.models import ImportBatch, ImportDraft, Pupil, SchoolYear

from .. import build
from .importing import load

KINDS = ["pupils", "employees", "load"]
TITLES = ["Фамилия", "Имя", "Класс", "Дата рождения", "Родитель 1", "Телефон родителя 1"]
NEW = ["Новикова", "Анна", "7Б", "03.05.2013", "Новикова Вера", "+7 900 111-22-33"]


def text_of(page):
    """What a person reads, without tags and doubled spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def upload(client, *rows, kind="pupils", titles=TITLES, name="ученики.xlsx"):
    file = SimpleUploadedFile(name, write_xlsx(Table("Список", titles, rows)))
    return client.post(reverse("school:import-upload", args=[kind]), {"file": file}, follow=True)


def go_on(client, page):
    """Agree with the guessed columns."""
    form = page.context["form"]
    given = {column.html_name: column.value() for column in form.columns}
    if "starts_on" in form.fields:
        given["starts_on"] = "2026-09-01"
    draft = page.context["draft"]
    address = f"{reverse('school:import-columns', args=[draft.pk])}?{page.context['place']}"
    return client.post(address, given, follow=True)


def apply(client, page):
    address = reverse("school:import-apply", args=[page.context["draft"].pk])
    return client.post(address, {"seen": page.context["screen"].seen}, follow=True)


def doors(cast):
    draft = ImportDraft.objects.create(kind="pupils", file_name="x.csv", content="а;б".encode(), by=cast.admin)
    theirs = ImportDraft.objects.create(kind="pupils", file_name="x.csv", content="а;б".encode(), by=cast.deputy)
    batch = ImportBatch.objects.create(kind="pupils", file_name="x.csv", by=cast.admin)
    of_timetable = ImportBatch.objects.create(kind="timetable", file_name="x.csv", by=cast.admin)
    both, own, nobody = {"admin", "deputy"}, {"admin"}, set()
    yield "school:imports", [], "get", both
    for kind in KINDS:
        yield "school:import-upload", [kind], "get", both
        yield "school:import-template", [kind], "get", both
        yield "school:import-export", [kind, "xlsx"], "get", both
        yield "school:import-export", [kind, "pdf"], "get", nobody
    yield "school:import-upload", ["timetable"], "get", nobody
    yield "school:import-columns", [draft.pk], "get", own
    yield "school:import-columns", [theirs.pk], "get", {"deputy"}
    yield "school:import-check", [draft.pk], "get", own
    yield "school:import-result", [batch.pk], "get", both
    yield "school:import-result", [of_timetable.pk], "get", nobody
    yield "school:import-undo", [of_timetable.pk], "post", nobody


@pytest.mark.parametrize(
    "role",
    ["admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent",
     "other_parent"],
)  # fmt: skip
def test_doors_of_imports(cast, sign_in, role):
    client = sign_in(cast.users()[role])

    for name, args, method, allowed in doors(cast):
        status = getattr(client, method)(reverse(name, args=args)).status_code

        assert (status < 400) == (role in allowed), (name, args, status)
        assert status in (200, 302, 404), (name, args)


@pytest.mark.parametrize("role", ["head", "introducer", "teacher", "class_teacher", "pupil", "parent"])
@pytest.mark.parametrize("step", ["apply", "drop", "undo"])
def test_nobody_else_writes(cast, sign_in, role, step):
    batch = load(cast, "pupils", "Фамилия|Имя|Класс", "Новикова|Анна|7Б")
    draft = ImportDraft.objects.create(kind="pupils", file_name="x.csv", content=b"a;b", by=cast.admin)
    pk = batch.pk if step == "undo" else draft.pk

    answer = sign_in(cast.users()[role]).post(reverse(f"school:import-{step}", args=[pk]), {"seen": ""})

    assert answer.status_code == 404
    assert Pupil.objects.filter(last_name="Новикова").exists()
    assert ImportDraft.objects.filter(pk=draft.pk).exists()


def test_not_signed_in_is_sent_to_sign_in(cast, sign_in):
    answer = sign_in(None).get(reverse("school:imports"))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_walk_from_file_to_pupils_and_back(cast, sign_in):
    client = sign_in(cast.admin)

    columns = upload(client, NEW)
    assert [column.value() for column in columns.context["form"].columns] == [
        "last_name", "first_name", "class", "birth_date", "parent1_name", "parent1_phone",
    ]  # fmt: skip
    assert "+7 900 111-22-33" in text_of(columns)

    check = go_on(client, columns)
    words = text_of(check)
    assert "1 добавить" in words
    assert "Новикова Анна строка 2 приём: 7Б с 1.09.2026" in words.replace("01.09", "1.09")
    assert "Появится: новых учеников 1, новых родителей 1, приёмов и переводов 1." in words
    assert "Есть в школе, нет в файле: 2" in words
    assert not Pupil.objects.filter(last_name="Новикова").exists()

    result = apply(client, check)
    assert "новых родителей 1" in text_of(result).lower()
    assert Pupil.objects.get(last_name="Новикова").enrolments.get().school_class == cast.school_class
    assert not ImportDraft.objects.exists()
    batch = ImportBatch.objects.get()

    back = client.post(reverse("school:import-undo", args=[batch.pk]), follow=True)
    assert "Загрузка отменена: ученики.xlsx" in text_of(back)
    assert not Pupil.objects.filter(last_name="Новикова").exists()
    assert "отменена" in text_of(client.get(reverse("school:import-result", args=[batch.pk])))


def test_error_is_told_by_line_and_the_files_own_column_and_nothing_is_applied(cast, sign_in):
    client = sign_in(cast.admin)

    check = go_on(client, upload(client, NEW, ["Котова", "Ия", "7Ж", "35.13.2013"]))
    words = text_of(check)

    assert "Строка 3, столбец „Дата рождения“ : «35.13.2013» — не дата." in words
    assert check.context["screen"].may_apply is False
    assert "Применить" not in words
    refused = apply(client, check)
    assert "Ничего не записано" in text_of(refused)
    assert not Pupil.objects.filter(last_name="Новикова").exists()


def test_question_is_answered_on_the_page(cast, sign_in):
    client = sign_in(cast.deputy)
    check = go_on(client, upload(client, ["Ермакова", "Дарья", "7А"]))
    assert "в школе есть тёзка. Кто это?" in text_of(check)

    answered = client.post(check.request["PATH_INFO"], {"answer-2-pupil": str(cast.daria.pk)}, follow=True)

    assert "класс: 7Б → 7А с 23.11.2026" in text_of(answered)
    assert answered.context["screen"].may_apply
    again = client.post(check.request["PATH_INFO"], {"answer-2-pupil": ""}, follow=True)
    assert "Ответить заново" in text_of(answered)
    assert len(again.context["screen"].questions) == 1


def test_file_that_changes_nothing_offers_nothing_to_apply(cast, sign_in):
    client = sign_in(cast.admin)

    words = text_of(go_on(client, upload(client, ["Ермакова", "Дарья", "7Б"])))

    assert "менять нечего" in words
    assert "Применить" not in words


def test_check_that_is_out_of_date_writes_nothing(cast, sign_in):
    client = sign_in(cast.admin)
    check = go_on(client, upload(client, NEW))
    build.pupil("Новикова Анна", of=cast.other_class)

    page = apply(client, check)

    assert "Ничего не записано" in text_of(page)
    assert ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "пустой"), (b"%PDF-1.4 ...", "Это не таблица"), (b"PK\x03\x04", "повреждён")],
)
def test_bad_file_is_refused_on_the_form(cast, sign_in, content, words):
    file = SimpleUploadedFile("список.xlsx", content)

    page = sign_in(cast.admin).post(reverse("school:import-upload", args=["pupils"]), {"file": file})

    assert page.status_code == 422
    assert words in text_of(page)
    assert not ImportDraft.objects.exists()


def test_columns_are_corrected_by_hand(cast, sign_in):
    client = sign_in(cast.admin)
    columns = upload(client, ["Новикова", "Анна", "7Б"], titles=["А", "Б", "В"])
    address = reverse("school:import-columns", args=[columns.context["draft"].pk])
    given = {"column0": "last_name", "column1": "first_name", "starts_on": "2026-09-01"}

    wrong = client.post(f"{address}?sheet=0&of=0&header=0", given)
    doubled = client.post(f"{address}?sheet=0&of=0&header=0", {**given, "column2": "first_name"})
    outside = client.post(f"{address}?sheet=0&of=0&header=0", {**given, "column2": "class", "starts_on": "2020-09-01"})
    right = client.post(f"{address}?sheet=0&of=0&header=0", {**given, "column2": "class"}, follow=True)

    assert (wrong.status_code, doubled.status_code, outside.status_code) == (422, 422, 422)
    assert "Укажите, в каком столбце «Класс»." in text_of(wrong)
    assert "Два столбца названы одинаково: Имя." in text_of(doubled)
    assert "01.09.2020 вне учебного года 2026/27." in text_of(outside)
    assert "1 добавить" in text_of(right)


def test_another_sheet_and_heading_are_shown_anew(cast, sign_in):
    client = sign_in(cast.admin)
    book = write_xlsx(
        Table("Ученики", TITLES, [NEW]),
        Table("Пояснение", ["Список"], [["Фамилия", "Имя", "Класс"], ["Котова", "Ия", "7Б"]]),
    )
    page = client.post(
        reverse("school:import-upload", args=["pupils"]), {"file": SimpleUploadedFile("x.xlsx", book)}, follow=True
    )
    address = reverse("school:import-columns", args=[page.context["draft"].pk])

    other = client.get(f"{address}?sheet=1&of=0&header=0")
    above = client.get(f"{address}?sheet=1&of=1&header=0")
    broken = client.get(f"{address}?sheet=9&of=x&header=-7")

    assert page.context["place"] == "sheet=0&of=0&header=0"
    assert other.context["place"] == "sheet=1&of=1&header=1"
    assert [column.value() for column in other.context["form"].columns] == ["last_name", "first_name", "class"]
    assert [column.value() for column in above.context["form"].columns] == ["", "", ""]
    assert broken.status_code == 200


def test_list_shows_past_imports_and_offers_to_undo_the_last_of_each_kind(cast, sign_in):
    first = load(cast, "pupils", "Фамилия|Имя|Класс", "Новикова|Анна|7Б")
    last = load(cast, "pupils", "Фамилия|Имя|Класс", "Новикова|Вера|7Б")
    staff = load(cast, "employees", "Фамилия|Имя", "Котов|Олег")

    past = sign_in(cast.deputy).get(reverse("school:imports")).context["past"]

    assert [(one.pk, one.may_undo) for one in past] == [(staff.pk, True), (last.pk, True), (first.pk, False)]


def test_list_costs_the_same_at_one_import_and_at_three(cast, sign_in):
    client = sign_in(cast.admin)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("school:imports"))
        return len(made)

    load(cast, "employees", "Фамилия|Имя", "Котов|Олег")
    at_one = queries()
    load(cast, "employees", "Фамилия|Имя", "Китов|Олег")
    load(cast, "employees", "Фамилия|Имя", "Кутов|Олег")

    assert queries() == at_one


def test_unfinished_file_is_offered_to_its_owner_and_can_be_forgotten(cast, sign_in):
    client = sign_in(cast.admin)
    upload(client, NEW)
    assert "Загрузка не закончена" in text_of(client.get(reverse("school:imports")))
    assert "Загрузка не закончена" not in text_of(sign_in(cast.deputy).get(reverse("school:imports")))

    client.post(reverse("school:import-drop", args=[ImportDraft.objects.get().pk]))

    assert not ImportDraft.objects.exists()


def test_undo_that_is_refused_tells_why(cast, sign_in):
    batch = load(cast, "pupils", "Фамилия|Имя|Класс", "Новикова|Анна|7Б")
    build.mark(Pupil.objects.get(last_name="Новикова"), cast.lesson)

    page = sign_in(cast.admin).post(reverse("school:import-undo", args=[batch.pk]))

    assert page.status_code == 422
    assert "Отменить нельзя" in text_of(page)
    assert "Ученик Новикова Анна: клетки журнала (1)" in text_of(page)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_export_is_imported_again_without_a_change(cast, sign_in, kind, suffix):
    build.pupil("Мамедов Али Гасан оглы", of=cast.school_class, external_key="K1", email="ali@example.ru")
    build.guardian(cast.egor, name="Дмитриев Олег Ильич", phone="+7 900 111-22-33", email="oleg@example.ru")
    build.course(None, build.subgroup(cast.school_class, "7Б англ. 1"), "Английский язык", hours="1.5")
    client = sign_in(cast.admin)

    file = client.get(reverse("school:import-export", args=[kind, suffix]))
    again = SimpleUploadedFile(f"x.{suffix}", file.content)
    page = go_on(client, client.post(reverse("school:import-upload", args=[kind]), {"file": again}, follow=True))

    screen = page.context["screen"]
    assert (screen.created.total, screen.updated.total, screen.errors.total, screen.warnings.total) == (0, 0, 0, 0)
    assert screen.unchanged == {"pupils": 4, "employees": 3, "load": 3}[kind]
    assert screen.absent.total == 0
    assert Change.objects.filter(action="school.export", by=cast.admin).count() == 1


def test_export_has_every_column_of_the_template(cast, sign_in):
    client = sign_in(cast.admin)

    filled, empty = (
        read_book(client.get(reverse(name, args=args)).content, name="x").sheets[0].rows[0]
        for name, args in [("school:import-export", ["pupils", "xlsx"]), ("school:import-template", ["pupils"])]
    )

    assert filled == empty


def test_without_a_year_only_employees_are_imported(cast, sign_in):
    SchoolYear.objects.update(is_current=False)
    client = sign_in(cast.admin)

    refused = client.get(reverse("school:import-upload", args=["pupils"]), follow=True)
    staff = go_on(client, upload(client, ["Котов", "Олег"], kind="employees", titles=["Фамилия", "Имя"]))
    done = apply(client, staff)

    assert "Сначала создайте учебный год" in text_of(refused)
    assert "новых сотрудников 1" in text_of(done).lower()


def test_csv_without_rows_says_where_to_look(cast, sign_in):
    client = sign_in(cast.admin)
    file = SimpleUploadedFile("x.csv", write_csv(Table("", TITLES, [])))

    page = go_on(client, client.post(reverse("school:import-upload", args=["pupils"]), {"file": file}, follow=True))

    assert "нет ни одной строки с данными" in text_of(page)
