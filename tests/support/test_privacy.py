"""What leaves the school names nobody (clause 1.6)."""

import pytest

from parta.notices.models import Letter
from parta.support.models import HelpDesk, Message, Ticket
from parta.support.queries.outside import bundle, stems_for
from parta.support.rules.privacy import hide, stems_of
from parta.support.services import add_message
from parta.support.services.outside import outside_answered, send_outside
from tests import build
from tests.conftest import NOON

from . import make

PEOPLE = [
    "Ермакова Дарья Сергеевна", "Орлов Павел Ильич", "Соловей Анна", "Белый Пётр Львович", "Островский Игорь",
    "Римская-Корсакова Евгения", "Ли Яна", "Мороз Лев", "Smith John", "Петренко Мария", "Кузьмина Любовь Юрьевна",
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Учитель Ермаковой Дарьи из 7Б", "Учитель [имя скрыто] из 7Б"),
        ("у ермаковой нет отметок", "у [имя скрыто] нет отметок"),  # in small letters too
        ("спросите ЕРМАКОВУ", "спросите [имя скрыто]"),
        ("С Павлом Ильичом Орловым говорили", "С [имя скрыто] говорили"),
        ("без Орлова П. И. и без П.И. Орлова", "без [имя скрыто] и без [имя скрыто]"),
        ("передали Соловью", "передали [имя скрыто]"),
        ("с Белым Петром Львовичем", "с [имя скрыто]"),
        ("белый экран и остров", "белый экран и остров"),  # words of every day stay
        ("от Островского к Римской-Корсаковой", "от [имя скрыто] к [имя скрыто]"),
        ("Мороза и Льва нет", "[имя скрыто] и [имя скрыто] нет"),
        ("Петренко Марии и Кузьминой", "[имя скрыто] и [имя скрыто]"),
        ("Яна Ли, Яны Ли", "[имя скрыто], [имя скрыто]"),
        ("Даша и Машу", "[имя скрыто] и [имя скрыто]"),  # as at home
        ("Тема урока, Поля ввода, 5Б и 10А", "Тема урока, Поля ввода, 5Б и 10А"),
        ("у Ermakova и Yermakovoy, Dasha тоже", "у [имя скрыто] и [имя скрыто], [имя скрыто] тоже"),
        ("Zinaida не Pavel Orlov, Solovey, Ostrovskiy", "Zinaida не [имя скрыто], [имя скрыто], [имя скрыто]"),
        ("John Smith вошёл", "[имя скрыто] вошёл"),
        ("Chrome 120, Windows 10, Firefox, Excel, Word", "Chrome 120, Windows 10, Firefox, Excel, Word"),
        ("пишите mama@example.org", "пишите [почта скрыта]"),
        ("звоните +7 (900) 000-15-15 или 89000001515", "звоните [телефон скрыт] или [телефон скрыт]"),
        ("23.11.2026 12:30, каб. 24, страница /journal/12/3/", "23.11.2026 12:30, каб. 24, страница /journal/12/3/"),
    ],
)
def test_names_are_hidden_in_every_form(said, left):
    assert hide(said, stems=stems_of(PEOPLE)).text == left


def test_what_was_hidden_is_told():
    hidden = hide("Ермакова, mama@example.org, Ермакова", stems=stems_of(PEOPLE))

    assert hidden.removed == ["mama@example.org", "Ермакова"]


@pytest.fixture
def ticket(cast):
    make.desk()
    build.pupil("Соловьёва Ника", of=cast.school_class)
    return make.ticket(
        cast.parent.user,
        topic="equipment",
        text="У Дарьи Ермаковой в 7Б пропали отметки, Соловьёвой тоже. Орлова Н. В. не отвечает, звоните 89000001515.",
        context=[("Страница", "Дневник"), ("Роль", "родитель, 7Б"), ("Браузер", "Chrome, Windows")],
    )


def test_the_bundle_is_told_before_and_holds_no_name(cast, ticket):
    add_message(ticket, text="Ольга, посмотрим у Егора Дмитриева.", by=cast.admin, now=NOON)
    add_message(ticket, text="Громов знает больше.", by=cast.admin, now=NOON, is_internal=True)

    found = bundle(Ticket.objects.get(pk=ticket.pk))

    text = found.hidden.text
    names = ["Дарь", "Ермаков", "Соловь", "Орлов", "Н. В.", "8900", "Ольг", "Егор", "Дмитриев", "Громов", "родитель"]
    assert [name for name in names if name in text] == []
    assert "в 7Б пропали отметки" in text
    assert "Страница: Дневник" in text
    assert "Браузер: Chrome, Windows" in text
    assert "Программа: Парта" in text
    assert {"Дарьи", "Ермаковой", "Соловьёвой", "Орлова", "89000001515"} <= set(found.hidden.removed)


def test_no_form_of_anybodys_name_is_left(cast, ticket):
    """Every person of the school in six cases, as a text would name them."""
    people = ["Ермакова", "Дмитриев", "Чужова", "Белова", "Громов", "Орлова", "Зуева", "Соловьёва"]
    forms = {
        "Дмитриев": ["Дмитриев", "Дмитриева", "Дмитриеву", "Дмитриевым", "Дмитриеве"],
        "Громов": ["Громов", "Громова", "Громову", "Громовым", "Громове", "Громовы", "Громовых"],
    }
    women = [one for one in people if one.endswith("а")]
    forms |= {one: [one, one[:-1] + "ой", one[:-1] + "у", one[:-1] + "ою"] for one in women}
    text = ". ".join(form for known in forms.values() for form in known)

    left = hide(text, stems=stems_for(ticket)).text

    assert set(left.split(". ")) == {"[имя скрыто]"}


def test_sending_hides_once_more_keeps_the_text_between_helpers_and_mails_it(cast, ticket, sign_in):
    HelpDesk.objects.update(outside_contact="service@example.org")
    sent = {"text": "Не открывается у Ермаковой.", "number": "П-77", "on": "2026-11-23"}
    for _ in range(2):  # pressed twice
        answer = sign_in(cast.admin).post(f"/help/{ticket.pk}/outside/", sent)

    ticket.refresh_from_db()
    assert answer.status_code == 302
    assert (ticket.line, ticket.outside_number, str(ticket.outside_on)) == (3, "П-77", "2026-11-23")
    note = Message.objects.get(ticket=ticket)
    assert (note.text, note.is_internal) == ("Не открывается у [имя скрыто].", True)
    [letter] = Letter.objects.filter(kind="support.outside")
    assert (letter.to, letter.text) == ("service@example.org", "Не открывается у [имя скрыто].")


def test_answer_of_the_outside_service_has_number_date_and_text(cast, ticket):
    """Clause 1.6."""
    send_outside(ticket, text="Ошибка", number="", on=NOON.date(), by=cast.admin, now=NOON)

    outside_answered(ticket, number="П-78", text="Исправим в пятницу.", on=NOON.date(), by=cast.admin, now=NOON)

    ticket.refresh_from_db()
    assert (ticket.outside_number, ticket.outside_answer, ticket.outside_answered_on) == (
        "П-78", "Исправим в пятницу.", NOON.date(),
    )  # fmt: skip


def test_rules_of_the_outside_service_stand_beside_the_bundle(cast, ticket, sign_in):
    HelpDesk.objects.update(outside_name="Служба ЭЖ", outside_rules="Отвечаем за три дня.")

    page = sign_in(cast.admin).get(f"/help/{ticket.pk}/outside/").content.decode()

    assert "Отвечаем за три дня." in page
    assert "[имя скрыто] в 7Б пропали отметки" in page
    assert "Ермаковой" in page.split("Что скрыто")[1]
