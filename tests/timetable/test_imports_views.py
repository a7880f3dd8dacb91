"""The import as a deputy walks it: file, sheets, names, check, import, undo; and who may."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parta.school.models import ImportBatch, PeriodScheme, SchoolClass, SchoolYear, Subject
from parta.timetable.models import TimetableDraft, TimetableEntry
from tests import build

from .exchange.files import asc, xlsx

WEEK = """
| День | №  | 7А               | 7Б               |
| Пн   | 1  | Алгебра 12       | История 14       |
|      | 2  | Английский;1/2   | Обшествознание 12 |
| Вт   | 1  | Обществознание 14 | Обществознание 12 |
| Ср   | 1  |                  | Химия            |
|      |    | без номера       |                  |
"""


def upload(client: Client, content: bytes, name: str = "школа.xlsx") -> TimetableDraft:
    client.post(reverse("timetable:imports"), {"file": SimpleUploadedFile(name, content)})
    return TimetableDraft.objects.get()


def url(name: str, *args: object) -> str:
    return reverse(f"timetable:{name}", args=args)


def text(response) -> str:
    """What is on the page, without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def inputs(response) -> dict[str, str]:
    """The page's main form as a browser would send it untouched."""
    form = response.context["form"]
    return {field.html_name: field.value() or "" for field in form}


@pytest.fixture
def deputy(cast, sign_in) -> Client:
    return sign_in(cast.deputy)


MAY = {"admin", "deputy"}
DOORS = [
    ("get", "imports", False), ("post", "imports", False), ("get", "import", True), ("get", "import-layout", True),
    ("post", "import-layout", True), ("get", "import-match", True), ("post", "import-match", True),
    ("post", "import-plan", True), ("post", "import-apply", True), ("post", "import-drop", True),
]  # fmt: skip


@pytest.mark.parametrize(("method", "name", "has_draft"), DOORS)
def test_doors_by_role(cast, sign_in, method, name, has_draft):
    for role, user in cast.users().items():
        if user is None:
            continue
        client = sign_in(user)
        draft = TimetableDraft.objects.create(by=user, file_name="x", content=xlsx(Лист=WEEK), reading=READING)

        answer = getattr(client, method)(url(name, *([draft.pk] if has_draft else [])))

        assert (answer.status_code != 404) is (role in MAY), role


@pytest.mark.parametrize(("method", "name"), [("get", "import-done"), ("post", "import-undo")])
def test_done_imports_by_role(cast, sign_in, method, name):
    batch = ImportBatch.objects.create(kind="timetable", file_name="x", by=cast.admin, summary=SUMMARY)
    for role, user in cast.users().items():
        if user is not None:
            answer = getattr(sign_in(user), method)(url(name, batch.pk))
            assert (answer.status_code != 404) is (role in MAY), role


READING = {
    "lines": [], "troubles": [], "classes": [], "bells": [], "unit": "ячейки,ячеек,ячеек", "total": 1, "understood": 0,
    "lost": 1, "labels": {},
    "sheets": [{"name": "Лист", "layout": "", "header_row": None, "weekday_column": None, "slot_column": None}],
}  # fmt: skip
SUMMARY = {
    "counts": dict.fromkeys(
        ["added", "changed", "removed", "same", "classes", "groups", "subjects", "teachers", "rooms", "courses",
         "lessons_made"], 0,
    ),
    "from_on": "2026-11-23", "to_on": "2027-05-31", "teacherless": [], "new_groups": [], "lost": [], "lost_total": 0,
}  # fmt: skip


def test_nobody_is_sent_to_sign_in(db, client):
    assert client.get(url("imports")).status_code == 302


def test_draft_of_another_is_not_found(cast, sign_in):
    draft = upload(sign_in(cast.admin), xlsx(Лист=WEEK))

    assert sign_in(cast.deputy).get(url("import", draft.pk)).status_code == 404


def test_other_kinds_of_import_are_not_found(cast, deputy):
    batch = ImportBatch.objects.create(kind="pupils", file_name="x", by=cast.admin, summary=SUMMARY)

    assert deputy.get(url("import-done", batch.pk)).status_code == 404
    assert deputy.post(url("import-undo", batch.pk)).status_code == 404


def test_whole_walk(cast, deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    sheets = deputy.get(url("import-layout", draft.pk))
    assert "8 уроков, понято 19 из 19 ячеек" in text(sheets)
    assert deputy.post(url("import-layout", draft.pk), {"next": "1", **sheet_inputs(sheets)}).url == url(
        "import-match", draft.pk
    )

    page = deputy.get(url("import-match", draft.pk))
    assert [row.source for row in page.context["page"].rows] == ["7А", "7Б"]
    assert "есть" in text(page)
    answer = deputy.post(url("import-match", draft.pk, "classes"), {**inputs(page), "next": "1"})
    assert answer.url == url("import-match", draft.pk, "subjects") + "?part=1"

    check = deputy.get(url("import", draft.pk))
    assert "Будет создано: 2 группы" in text(check)
    answer = deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})

    batch = ImportBatch.objects.get()
    assert answer.url == url("import-done", batch.pk)
    done = text(deputy.get(answer.url))
    assert "Учитель не назначен" in done
    assert "7А Английский 1" in done
    assert TimetableEntry.objects.filter(course=cast.course).exists() is False  # 7Б has no algebra in the file
    assert TimetableEntry.objects.filter(course__group__name="7А", course__subject__name="Алгебра").exists()


def sheet_inputs(response) -> dict[str, str]:
    forms = [form for _, form, _ in response.context["sheets"]]
    return {field.html_name: str(field.value() or "") for form in forms for field in form}


def test_file_that_is_no_timetable_is_pointed_at(deputy):
    draft = upload(deputy, xlsx(Звонки="| Урок | Начало |\n| 1 | 8:30 |"))

    page = deputy.get(url("import-layout", draft.pk))

    assert "расписание не узнано" in text(page)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("пусто.xlsx", b"", "Файл пустой"),
        ("страница.xlsx", b"<html><body>404</body></html>", "Это не выгрузка aSc"),
        ("рисунок.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Это не таблица"),
        ("плохой.xml", b"<timetable><cards>", "Файл XML повреждён: строка 1"),
    ],
)
def test_bad_file_is_refused_in_words(deputy, name, content, words):
    answer = deputy.post(url("imports"), {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not TimetableDraft.objects.exists()


def test_no_file_is_refused(deputy):
    answer = deputy.post(url("imports"))

    assert answer.status_code == 422
    assert "Выберите файл." in text(answer)


def test_without_a_year_the_page_tells_the_next_step(db, sign_in):
    client = sign_in(build.user("admin", is_admin=True))

    assert "Сначала откройте учебный год" in text(client.get(url("imports")))
    assert client.post(url("imports"), {"file": SimpleUploadedFile("x.xlsx", xlsx(Лист=WEEK))}).status_code == 422


def test_file_of_no_lessons_does_not_go_on_to_an_empty_page(deputy):
    draft = upload(deputy, xlsx(Лист="| Утверждаю |\n| Директор |"))
    page = deputy.get(url("import-layout", draft.pk))

    stopped = deputy.post(url("import-layout", draft.pk), {"next": "1", **sheet_inputs(page)}, follow=True)

    assert stopped.redirect_chain[-1][0] == url("import-layout", draft.pk)
    assert "Ни одного урока не узнано" in text(stopped)


def test_pointing_reads_the_sheet_anew(deputy):
    drawing = "| 5А | 5Б | 5В | дежурят |\n| День | № | 7А | 7Б |\n| ПН | 1 | Алгебра 12 | История 14 |"
    draft = upload(deputy, xlsx(Лист=drawing))
    data = {
        "sheet0-layout": "singles",
        "sheet0-header_row": "2",
        "sheet0-weekday_column": "a",
        "sheet0-slot_column": "B",
    }

    answer = deputy.post(url("import-layout", draft.pk), data)

    assert answer.url == url("import-layout", draft.pk)
    draft.refresh_from_db()
    assert [name["name"] for name in draft.reading["classes"]] == ["7А", "7Б"]


def test_pages_ask_in_the_words_of_the_layout(deputy):
    rows = "| | Понедельник | |\n| Класс | 1 | 2 |\n| 7А | Алгебра | Физика |\n| | 12 | 5 |"
    draft = upload(deputy, xlsx(Лист=rows))

    page = text(deputy.get(url("import-layout", draft.pk)))

    assert "Строка номеров уроков" in page
    assert "Столбец классов" in page


def test_wrong_pointing_is_told(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    answer = deputy.post(url("import-layout", draft.pk), {"sheet0-header_row": "0", "sheet0-slot_column": "Я1"})

    assert answer.status_code == 422
    assert "Столбец называют латинской буквой" in text(answer)


def test_names_are_matched_and_slips_are_hinted(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    page = deputy.get(url("import-match", draft.pk, "subjects"))
    rows = {row.source: (row.state, row.hint) for row in page.context["page"].rows}
    assert rows["Обшествознание"] == ("new", "похоже на «Обществознание»")
    assert rows["История"] == ("known", "")
    sources = [row.source for row in page.context["page"].rows]
    data = {**inputs(page), f"name{sources.index('Обшествознание')}": "Обществознание"}

    deputy.post(url("import-match", draft.pk, "subjects"), {**data, "next": "1"})

    draft.refresh_from_db()
    assert draft.choices["names"]["subjects"] == {"Обшествознание": "Обществознание"}
    check = deputy.get(url("import", draft.pk))
    deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})
    assert set(Subject.objects.filter(name__startswith="Об").values_list("name", flat=True)) == {"Обществознание"}


def test_levels_of_foreign_classes_are_chosen_at_once(deputy):
    draft = upload(deputy, asc('<card lessonid="L3" period="1" days="10000"/>'), "asc.xml")
    assert "Не выбрана параллель: Turma 1." in text(deputy.get(url("import", draft.pk)))
    page = deputy.get(url("import-match", draft.pk))

    deputy.post(url("import-match", draft.pk, "classes"), {**inputs(page), "level_for_all": "10"})

    check = deputy.get(url("import", draft.pk))
    assert "Не выбрана параллель" not in text(check)
    deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})
    assert SchoolClass.objects.filter(level=10, letter="-1T").exists()


def test_long_list_goes_in_parts(deputy, monkeypatch):
    monkeypatch.setattr("parta.timetable.pages.imports.matching.ROWS_A_PART", 2)
    draft = upload(deputy, xlsx(Лист=WEEK))
    address = url("import-match", draft.pk, "rooms")
    first, last = deputy.get(address), deputy.get(address, {"part": "99"})
    assert [row.source for row in first.context["page"].rows] == ["1", "12"]
    assert [row.source for row in last.context["page"].rows] == ["14", "2"]

    answer = deputy.post(f"{address}?part=2", {**inputs(last), "name0": "24", "next": "1"})

    assert answer.url == url("import-match", draft.pk, "groups") + "?part=1"
    draft.refresh_from_db()
    assert draft.choices["names"]["rooms"] == {"14": "24"}


def test_too_long_letter_is_told(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    page = deputy.get(url("import-match", draft.pk))

    answer = deputy.post(url("import-match", draft.pk, "classes"), {**inputs(page), "letter0": "А" * 16})

    assert answer.status_code == 422
    assert "не более 15 символов" in text(answer)


def test_form_of_an_older_reading_is_refused(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    data = inputs(deputy.get(url("import-match", draft.pk, "rooms")))

    answer = deputy.post(url("import-match", draft.pk, "rooms"), {**data, "of": "другое"})

    assert answer.status_code == 422
    assert "Файл тем временем прочитан заново" in text(answer)


def test_every_tab_of_the_check_is_shown(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    shown = {
        show: text(deputy.get(url("import", draft.pk), {"show": show, "class": "7Б"}))
        for show in ("changes", "week", "lost", "guesses", "clashes")
    }

    assert "7А" in shown["changes"]
    assert "Химия" in shown["week"]
    assert "Переносится всё, что есть в файле." in shown["lost"]
    assert "Лист «Лист», C6 Номер урока не указан: взят 1-й" in shown["guesses"]
    assert "Никто и ничто не занято дважды" in shown["clashes"]


def test_days_are_chosen(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    wrong = deputy.post(url("import-plan", draft.pk), {"from_on": "нет", "to_on": "2027-05-31"})
    right = deputy.post(url("import-plan", draft.pk), {"from_on": "2026-12-07", "to_on": "2027-05-31"})

    assert wrong.status_code == 422
    assert right.url == url("import", draft.pk)
    assert deputy.get(right.url).context["page"].plan.from_on == date(2026, 12, 7)


def test_day_chosen_and_loaded_at_once_is_told_first_and_not_left_out(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    check = deputy.get(url("import", draft.pk))
    given = {
        "fingerprint": check.context["page"].plan.fingerprint, "from_on": "2026-12-07", "to_on": "2027-05-31",
    }  # fmt: skip

    told = deputy.post(url("import-apply", draft.pk), given, follow=True)

    assert "Пересчитано. Вот что изменится теперь" in text(told)
    assert not TimetableEntry.objects.exists()
    deputy.post(url("import-apply", draft.pk), {**given, "fingerprint": told.context["page"].plan.fingerprint})
    assert set(TimetableEntry.objects.values_list("valid_from", "valid_to")) == {(date(2026, 12, 7), date(2027, 5, 31))}


def test_page_sends_the_days_with_the_loading(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    page = deputy.get(url("import", draft.pk)).content.decode()

    form = page[page.index(f'action="{url("import-apply", draft.pk)}"') :].split("</form>")[0]
    assert 'name="from_on"' in form
    assert 'name="fingerprint"' in form


def test_same_file_again_says_nothing_changes(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    check = deputy.get(url("import", draft.pk))
    deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})
    entries = TimetableEntry.objects.count()

    again = upload(deputy, xlsx(Лист=WEEK))
    page = deputy.get(url("import", again.pk))
    answer = deputy.post(url("import-apply", again.pk), {"fingerprint": page.context["page"].plan.fingerprint})

    assert "Без изменений" in text(page)
    assert answer.status_code == 422
    assert "Без изменений: такое расписание уже действует." in text(answer)
    assert TimetableEntry.objects.count() == entries


def test_changed_file_shows_its_changed_line(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    check = deputy.get(url("import", draft.pk))
    deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})

    again = upload(deputy, xlsx(Лист=WEEK.replace("История 14", "История 15")))
    rows = deputy.get(url("import", again.pk)).context["page"].rows

    assert [(row.when, row.group, row.before, row.after, row.where) for row in rows] == [
        ("пн, 1", "7Б", "История, каб. 14", "История, каб. 15 (кабинет 14 → 15)", "Лист «Лист», D2")
    ]


def test_stale_check_is_shown_again(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    answer = deputy.post(url("import-apply", draft.pk), {"fingerprint": "старый"}, follow=True)

    assert "данные школы изменились" in text(answer)
    assert not TimetableEntry.objects.exists()


def test_import_is_undone_from_its_page(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))
    check = deputy.get(url("import", draft.pk))
    deputy.post(url("import-apply", draft.pk), {"fingerprint": check.context["page"].plan.fingerprint})
    batch = ImportBatch.objects.get()

    answer = deputy.post(url("import-undo", batch.pk), follow=True)
    twice = deputy.post(url("import-undo", batch.pk))

    assert "Импорт отменён" in text(answer)
    assert not TimetableEntry.objects.exists()
    assert twice.status_code == 422
    assert "Отменить можно только последний" in text(twice)
    assert "отменена" in text(deputy.get(url("imports")))


def test_draft_is_dropped(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    deputy.post(url("import-drop", draft.pk))

    assert not TimetableDraft.objects.exists()


def test_start_page_offers_to_go_on(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK))

    assert url("import", draft.pk) in deputy.get(url("imports")).content.decode()


SMALL = "| День | № | 7А |\n| Пн | 1 | Алгебра 12 |"


@pytest.mark.parametrize(
    ("path", "queries"),
    [("import", 20), ("import-match", 18), ("import-match/subjects", 18), ("import-match/groups", 18)],
)
def test_pages_take_the_same_queries_at_one_line_and_at_many(deputy, django_assert_num_queries, path, queries):
    PeriodScheme.objects.create(year=SchoolYear.objects.get(), name="полугодия")
    name, *section = path.split("/")
    for drawing in (SMALL, WEEK):
        draft = upload(deputy, xlsx(Лист=drawing))
        with django_assert_num_queries(queries):
            deputy.get(url(name, draft.pk, *section))


def test_uploads_never_reach_the_page_as_markup(deputy):
    draft = upload(deputy, xlsx(Лист=WEEK.replace("Химия", "<script>alert(1)</script>")))

    for address in (url("import", draft.pk), url("import-match", draft.pk, "subjects"), url("import-layout", draft.pk)):
        assert b"<script>alert" not in deputy.get(address, {"show": "week", "class": "7Б"}).content
