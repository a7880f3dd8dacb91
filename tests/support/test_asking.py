"""Asking beside every page, in every role; what goes along; what is found instead of asking."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.handbook.models import Article
from parta.handbook.services.articles import save_article
from parta.school.services import movement
from parta.support.models import AnswerFound, State, Ticket, TicketFile
from parta.support.queries.context import context_of
from parta.support.services.sharing import share, unshare
from tests import build
from tests.conftest import NOON

from . import make

CHROME = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36"}
ASKED_FROM = {
    "teacher": "/journal/{course}/{period}/",
    "class_teacher": "/my-class/{klass}/",
    "parent": "/diary/{pupil}/",
    "pupil": "/diary/{pupil}/",
    "deputy": "/school/",
    "admin": "/accounts/me/",
    "head": "/",
}


def address(role, cast):
    period = cast.course.scheme.periods.get(number=2).pk
    return ASKED_FROM[role].format(
        course=cast.course.pk, period=period, klass=cast.school_class.pk, pupil=cast.daria.pk
    )


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("teacher", {"Страница": "Журнал, отметки", "Класс": "7Б", "Предмет": "Алгебра", "Период": "II четверть",
                     "Роль": "учитель"}),
        ("class_teacher", {"Страница": "Мой класс", "Роль": "классный руководитель, 7Б"}),
        ("parent", {"Страница": "Дневник", "Класс": "7Б", "Роль": "родитель, 7Б"}),
        ("pupil", {"Страница": "Дневник", "Класс": "7Б", "Роль": "ученик, 7Б"}),
        ("deputy", {"Страница": "Школа", "Роль": "завуч"}),
        ("admin", {"Страница": "Учётная запись", "Роль": "администратор журнала"}),
        ("head", {"Страница": "Рабочий стол", "Роль": "директор"}),
    ],
)  # fmt: skip
def test_each_role_asks_from_its_page_and_the_request_carries_where_from(role, told, cast, sign_in):
    """Clause 1.4: page, class, subject, period, role and browser; shown before, kept after."""
    make.desk()
    client, at = sign_in(cast.users()[role]), address(role, cast)

    panel = client.get("/help/beside/", {"at": at}, headers=CHROME).content.decode()
    answer = client.post(
        "/help/ask/", {"at": at, "text": "Не получается", "kind": "question", "topic": "other"}, headers=CHROME
    )

    ticket = Ticket.objects.get()
    assert answer["Location"] == f"/help/{ticket.pk}/"
    context = dict(ticket.context)
    assert context["Браузер"] == "Chrome, Windows"
    for label, words in told.items():
        assert context[label].startswith(words)
        assert context[label] in panel.split("Вместе с вопросом уйдёт")[1]


def test_period_of_the_day_goes_along_when_the_page_has_none(cast, sign_in):
    page = sign_in(cast.parent.user).get("/help/ask/", {"at": "/notices/"}).content.decode()

    assert "2026/27 · II четверть" in page


def test_a_foreign_child_or_page_tells_nothing(cast, sign_in):
    make.desk()
    client = sign_in(cast.parent.user)
    for at in (f"/diary/{cast.alien.pk}/", "/no/such/page/", f"/journal/{cast.other_course.pk}/", "https://evil/"):
        page = client.get("/help/ask/", {"at": at}).content.decode()
        assert "7А" not in page
        assert "История (" not in page


def test_asking_from_the_panel_says_number_helper_and_time(cast, sign_in):
    make.desk()
    make.duty(cast.teacher)
    sent = {"at": "/diary/", "text": "Где отметки?", "kind": "question", "topic": "2.1.6"}

    said = sign_in(cast.parent.user).post("/help/ask/", sent, headers={"HX-Request": "true"}).content.decode()

    assert "Записано под № 1." in said
    assert "Орлова Нина" in said
    assert "ответить до 23 ноября, 14:00" in said
    assert "<aside" not in said


def test_files_and_a_picture_come_with_the_question(cast, sign_in):
    make.desk()
    picture = SimpleUploadedFile("экран.png", b"\x89PNG\r\n\x1a\n0000", content_type="image/png")
    note = SimpleUploadedFile("план.txt", "1;Степени".encode())
    sent = {"text": "Смотрите файл", "kind": "question", "topic": "2.1.2", "uploads": [picture, note]}

    sign_in(cast.teacher.user).post("/help/ask/", sent)

    assert sorted(TicketFile.objects.values_list("name", "content_type")) == [
        ("план.txt", "text/plain"), ("экран.png", "image/png"),
    ]  # fmt: skip


def test_the_same_words_with_another_file_are_another_question(cast, sign_in):
    make.desk()
    client = sign_in(cast.teacher.user)

    for name, content in (("план.txt", b"1;a"), ("план.txt", b"1;a"), ("план-2.txt", b"2;b")):
        sent = {"text": "Смотрите файл", "kind": "question", "topic": "2.1.2"}
        client.post("/help/ask/", {**sent, "uploads": [SimpleUploadedFile(name, content)]})

    assert list(TicketFile.objects.order_by("pk").values_list("ticket__number", "name")) == [
        (1, "план.txt"), (2, "план-2.txt"),
    ]  # fmt: skip


def test_a_wrong_file_is_refused_and_the_text_stays(cast, sign_in):
    make.desk()
    sent = {"text": "Мой длинный вопрос", "kind": "question", "topic": "other",
            "uploads": [SimpleUploadedFile("игра.exe", b"MZ")]}  # fmt: skip

    answer = sign_in(cast.parent.user).post("/help/ask/", sent)

    assert (answer.status_code, Ticket.objects.count()) == (422, 0)
    assert "«игра.exe»" in answer.content.decode()
    assert "Мой длинный вопрос" in answer.content.decode()


def test_an_empty_question_is_refused_beside_the_field(cast, sign_in):
    answer = sign_in(cast.parent.user).post(
        "/help/ask/", {"text": " ", "kind": "question", "topic": "other"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert "Обязательное поле" in answer.content.decode()


# Finding


@pytest.fixture
def shelf(cast):
    save_article(Article(slug="password"), by=cast.admin, title="Забыли пароль", body="Нажмите «Забыли пароль?».",
                 pages=["accounts:me"])  # fmt: skip
    save_article(Article(slug="marks"), by=cast.admin, title="Как поставить отметку", body="Введите цифру.",
                 roles=["teacher"], pages=["journal:page"])  # fmt: skip


def hits(client, words) -> str:
    return client.get("/help/beside/", {"q": words}, headers={"HX-Trigger-Name": "q"}).content.decode()


def test_panel_offers_articles_of_the_page_and_role(cast, shelf, sign_in):
    make.desk()
    client = sign_in(cast.parent.user)

    assert "Забыли пароль" in client.get("/help/beside/", {"at": "/accounts/me/"}).content.decode()
    assert "Забыли пароль" not in client.get("/help/beside/", {"at": "/diary/"}).content.decode()
    assert "Забыли пароль" in hits(client, "пороль")
    assert "<aside" not in hits(client, "пороль")
    assert "поставить отметку" not in hits(client, "поставить отметку")  # that one is for teachers


def test_answered_question_is_found_only_when_made_fit_for_all(cast, sign_in):
    make.desk()
    secret = make.ticket(cast.parent.user, text="Не открывается шестиструнная гитара")
    Ticket.objects.filter(pk=secret.pk).update(resolution="Настройте шестиструнную.", state=State.SOLVED)
    client = sign_in(cast.other_parent.user)
    assert "гитар" not in hits(client, "шестиструнная гитара")

    secret.refresh_from_db()
    share(
        secret,
        title="Гитара не открывается",
        question="",
        answer="Настройте струны.",
        roles=[],
        by=cast.admin,
        now=NOON,
    )

    assert "Гитара не открывается" in hits(client, "гитара")
    assert "Настройте струны." in client.get(f"/help/answers/{secret.shared.pk}/").content.decode()
    assert client.get(f"/help/{secret.pk}/").status_code == 404  # the request itself stays private

    unshare(secret, by=cast.admin, now=NOON)
    assert "Гитара" not in hits(client, "гитара")
    assert client.get(f"/help/answers/{secret.shared.pk}/").status_code == 404


def test_shared_answer_naming_a_person_is_refused(cast, sign_in):
    make.desk()
    ticket = make.ticket(cast.parent.user, text="У Дарьи пропали отметки")
    Ticket.objects.filter(pk=ticket.pk).update(resolution="Дарья, обновите страницу.", state=State.SOLVED)
    client = sign_in(cast.admin)

    offered = client.get(f"/help/{ticket.pk}/share/").content.decode()
    answer = client.post(f"/help/{ticket.pk}/share/", {"title": "Отметки", "answer": "Как у Ермаковой."})

    assert "Дарь" not in offered.split("<form")[1]
    assert answer.status_code == 422
    assert "названы люди: Ермаковой" in answer.content.decode()


def test_answer_for_teachers_is_not_found_by_parents(cast, sign_in):
    make.desk()
    ticket = make.ticket(cast.teacher.user, text="?")
    Ticket.objects.filter(pk=ticket.pk).update(resolution="!", state=State.SOLVED)
    share(ticket, title="Вес работы", question="", answer="Меняет администратор.", roles=["teacher"], by=cast.admin,
          now=NOON)  # fmt: skip

    assert "Вес работы" in hits(sign_in(cast.teacher.user), "вес работы")
    assert "Вес работы" not in hits(sign_in(cast.parent.user), "вес работы")
    assert sign_in(cast.parent.user).get(f"/help/answers/{ticket.shared.pk}/").status_code == 404


def test_found_answer_is_counted_once_a_day(cast, sign_in):
    client = sign_in(cast.parent.user)
    for _ in range(2):
        client.post("/help/found/", {"words": "пароль", "at": "/diary/"}, headers={"HX-Request": "true"})

    assert list(AnswerFound.objects.values_list("words", "page")) == [("пароль", "diary:start")]


# Own requests


def test_own_requests_stand_in_the_panel_and_on_the_page_of_help(cast, sign_in):
    make.desk()
    make.duty(cast.teacher)
    make.ticket(cast.parent.user, text="Мой вопрос")
    make.ticket(cast.other_parent.user, text="Чужой вопрос")
    client = sign_in(cast.parent.user)

    for page in (client.get("/help/beside/").content.decode(), client.get("/help/").content.decode()):
        assert "Мой вопрос" in page
        assert "Чужой вопрос" not in page
    assert "Орлова Н. прочтёт вопрос и ответит здесь." in client.get("/help/").content.decode()
    assert "ответить до 23 ноября, 14:00" in client.get("/help/").content.decode()


def test_help_link_of_every_page_carries_its_path(cast, sign_in):
    page = sign_in(cast.parent.user).get("/notices/").content.decode()

    assert 'href="/help/ask/?at=/notices/"' in page
    assert 'hx-get="/help/beside/?at=/notices/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_panel_asks_the_database_the_same_however_much_there_is(count, cast, sign_in, django_assert_num_queries):
    make.desk()
    make.duty(cast.teacher)
    build.guardian(cast.daria, name="Ермаков Олег")
    for _ in range(count):
        make.ticket(cast.parent.user)
    client, at = sign_in(cast.parent.user), f"/diary/{cast.daria.pk}/"
    client.get("/help/beside/", {"at": at})

    with django_assert_num_queries(10):
        client.get("/help/beside/", {"at": at})


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_help_is_counted(count, cast, sign_in, django_assert_num_queries):
    make.desk()
    for _ in range(count):
        make.ticket(cast.parent.user)
    client = sign_in(cast.parent.user)
    client.get("/help/")

    with django_assert_num_queries(7):
        client.get("/help/")


@pytest.mark.parametrize("role", ["parent", "pupil"])
def test_class_of_who_leaves_or_moves_on_a_later_day_is_the_one_of_today(role, cast):
    user = cast.users()[role]
    rows = [("Класс", "7Б"), ("Роль", {"parent": "родитель, 7Б", "pupil": "ученик, 7Б"}[role])]

    def told():
        return [
            row for row in context_of(user, f"/diary/{cast.daria.pk}/", agent="").rows if row[0] in ("Класс", "Роль")
        ]

    movement.leave(cast.daria, on=date(2026, 11, 30), order="", by=cast.deputy)
    assert told() == rows
    movement.enrol(cast.daria, cast.other_class, on=date(2026, 12, 1), by=cast.deputy)
    assert told() == rows
