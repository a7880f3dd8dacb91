"""Using a code: a new account, one more part of an old one, and every way it is refused."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Guardian, Guardianship, Invitation
from parta.school.queries.accounts import holders_of_class, holders_of_staff
from parta.school.services import invitations, joining
from tests import build
from tests.cast import TODAY

PASSWORD = "скрипка и 7 нот"
ACCOUNT = {"username": "inna", "password": PASSWORD, "again": PASSWORD, "email": ""}


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.fixture
def inna(cast):
    """Egor's mother, listed by the school, without an account."""
    return build.guardian(cast.egor, name="Дмитриева Инна Львовна", email="inna@school.test")


@pytest.fixture
def anna(cast):
    """A new pupil of 7Б, without an account and without listed parents."""
    return build.pupil("Абрамова Анна", of=cast.school_class)


@pytest.fixture
def code(cast):
    """`code(person)` writes out the class's codes and gives the one for the person; `code(pupil, parent=True)`: the
    code for the pupil's parent nobody has listed."""

    def write(person, *, parent=False):
        kind = "parent" if parent else type(person).__name__.lower()
        holders = [*holders_of_class(cast.school_class, TODAY), *holders_of_staff()]
        holder = next(one for one in holders if one.key == f"{kind}-{person.pk}")
        return invitations.issue([holder], by=cast.deputy, label="проверка")[0].code

    return write


def bring(client, code):
    """Enter the code as a person does; return the page it leads to."""
    return client.post("/accounts/invite/", {"code": code}, follow=True)


def test_new_parent_sees_whom_the_code_is_for_and_gets_an_account(inna, code, client):
    page = bring(client, code(inna)).content.decode()

    response = client.post("/accounts/invite/join/", ACCOUNT)

    assert "Дмитриева Инна Львовна" in page
    assert "Ученик: Дмитриев Егор, 7Б" in page
    assert 'value="dmitrieva.i"' in page
    assert response.url == "/"
    inna.refresh_from_db()
    assert client.session["_auth_user_id"] == str(inna.user.pk)
    assert (inna.user.username, inna.user.full_name) == ("inna", "Дмитриева Инна Львовна")
    assert inna.user.email == "inna@school.test"
    assert inna.user.check_password(PASSWORD)
    used = Invitation.objects.get()
    assert (used.used_by, used.used_at is not None) == (inna.user, True)
    actions = Change.objects.filter(by=inna.user).values_list("action", flat=True)
    assert set(actions) == {"accounts.create_account", "accounts.accept_invitation", "accounts.sign_in"}


def test_pupil_gets_an_account(anna, code, client):
    bring(client, code(anna).lower().replace("-", " "))

    client.post("/accounts/invite/join/", {**ACCOUNT, "username": "anna"})

    anna.refresh_from_db()
    assert anna.user.username == "anna"


def test_employee_gets_an_account(cast, code, client):
    teacher = build.employee("Новиков Пётр Ильич", position="учитель физики")

    bring(client, code(teacher))
    client.post("/accounts/invite/join/", {**ACCOUNT, "username": "novikov"})

    teacher.refresh_from_db()
    assert teacher.user.full_name == "Новиков Пётр Ильич"


def test_unlisted_parent_tells_the_name_and_the_class_teacher_is_told(cast, anna, code, client):
    page = bring(client, code(anna, parent=True)).content.decode()

    client.post(
        "/accounts/invite/join/",
        {**ACCOUNT, "last_name": "Абрамов", "first_name": "Лев", "patronymic": "", "relation": "отец"},
    )

    link = Guardianship.objects.get(pupil=anna)
    assert "Родитель ученика" in page
    assert (link.guardian.full_name, link.relation, link.guardian.user.username) == ("Абрамов Лев", "отец", "inna")
    assert Notice.objects.get(user=cast.class_teacher.user).text == (
        "По коду присоединился родитель: Абрамов Лев → Абрамова Анна."
    )


def test_unlisted_parent_must_tell_the_name(anna, code, client):
    bring(client, code(anna, parent=True))

    response = client.post("/accounts/invite/join/", {**ACCOUNT, "relation": "отец"})

    assert response.status_code == 422
    assert not Guardianship.objects.filter(pupil=anna).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "инна"}, "латинские буквы"),
        ({"username": "in"}, "От 3 до 30 знаков"),
        ({"username": "PARENT"}, "Это имя занято"),
        ({"again": "другое"}, "Пароли не совпали"),
        ({"password": "12345678", "again": "12345678"}, "слишком широко распространён"),
        ({"password": "дмитриева", "again": "дмитриева"}, "похож"),
        ({"email": "не почта"}, "правильный адрес"),
    ],
)
def test_wrong_field_is_refused_with_words(wrong, words, inna, code, client):
    bring(client, code(inna))

    response = client.post("/accounts/invite/join/", {**ACCOUNT, **wrong})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Invitation.objects.get().used_at is None
    assert not build.User.objects.filter(username__in=["inna", "in", "инна"]).exists()


def test_wrong_code_is_refused(db, client):
    response = bring(client, "AAAA-AAAA-AAAA")

    assert response.status_code == 422
    assert "Такого кода нет" in response.content.decode()


def test_used_code_is_refused(inna, code, client):
    printed = code(inna)
    bring(client, printed)
    client.post("/accounts/invite/join/", ACCOUNT)

    response = bring(Client(), printed)

    assert response.status_code == 422
    assert "уже использован" in response.content.decode()


def test_code_taken_back_meanwhile_is_refused(cast, inna, code, client):
    bring(client, code(inna))
    code(inna)  # a new sheet is printed

    response = client.post("/accounts/invite/join/", ACCOUNT, follow=True)

    assert "заменён новым" in response.content.decode()
    assert not build.User.objects.filter(username="inna").exists()


def test_thirty_wrong_codes_make_wait_even_with_the_right_one(inna, code, client):
    for number in range(30):
        bring(client, f"AAAA-AAAA-{number:04}")

    response = bring(client, code(inna))

    assert response.status_code == 429
    assert "Подождите 10 минут" in response.content.decode()


def test_right_codes_are_not_counted(inna, code, client):
    printed = code(inna)

    answers = {bring(Client(), printed).status_code for _ in range(35)}

    assert answers == {200}


def test_page_without_a_code_asks_for_it(db, client):
    assert client.get("/accounts/invite/join/").url == "/accounts/invite/"


def test_signed_in_parent_adds_a_child_listed_with_the_same_parent_twice(cast, code, sign_in):
    double = build.guardian(cast.egor, name="Ермакова Ольга", phone="+7 900 000-00-00", external_key="k2")
    client = sign_in(cast.parent.user)
    page = bring(client, code(double)).content.decode()

    client.post("/accounts/invite/join/", {})

    children = set(cast.parent.guardianships.values_list("pupil__last_name", flat=True))
    assert "Добавить ребёнка</button>" in page
    assert children == {"Ермакова", "Дмитриев"}
    assert not Guardian.objects.filter(pk=double.pk).exists()
    cast.parent.refresh_from_db()
    assert (cast.parent.phone, cast.parent.external_key) == ("+7 900 000-00-00", "k2")
    assert Invitation.objects.get().guardian == cast.parent
    merged = Change.objects.get(action="accounts.merge_guardians")
    assert merged.before["дети"] == ["Дмитриев Егор"]
    assert merged.before["родитель"] == "Ермакова Ольга"


def test_signed_in_parent_adds_a_child_nobody_listed_the_parent_of(cast, anna, code, sign_in):
    client = sign_in(cast.parent.user)
    bring(client, code(anna, parent=True))

    client.post("/accounts/invite/join/", {"relation": "мать"})

    assert set(cast.parent.guardianships.values_list("pupil", flat=True)) == {cast.daria.pk, anna.pk}


def test_parent_of_children_in_two_classes_may_use_both_strips(cast, inna, client):
    Guardianship.objects.create(guardian=inna, pupil=cast.alien)
    printed = [
        strip.code
        for school_class in (cast.school_class, cast.other_class)
        for strip in invitations.issue(holders_of_class(school_class, TODAY), by=cast.deputy, label="")
        if strip.holder.name == inna.full_name
    ]
    bring(client, printed[0])
    client.post("/accounts/invite/join/", ACCOUNT)

    bring(client, printed[1])
    response = client.post("/accounts/invite/join/", {}, follow=True)

    assert "код принят" in response.content.decode()
    assert Guardian.objects.get(user__username="inna") == inna


def test_teacher_becomes_a_parent_too(cast, code, sign_in):
    listed = build.guardian(cast.egor, name="Орлова Нина Васильевна")
    client = sign_in(cast.teacher.user)
    bring(client, code(listed))
    client.post("/accounts/invite/join/", {})

    listed.refresh_from_db()
    assert listed.user == cast.teacher.user


def test_signing_in_on_the_way_keeps_the_code(cast, code, client):
    listed = build.guardian(cast.egor, name="Ермакова Ольга")
    page = bring(client, code(listed)).content.decode()

    response = client.post(
        "/accounts/login/", {"login": "parent", "password": "parta", "next": "/accounts/invite/join/"}, follow=True
    )

    assert 'href="/accounts/login/?next=/accounts/invite/join/"' in page
    assert "Вы вошли как <b>Ермакова Ольга</b>" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "whose", "words"),
    [
        ("classmate", "guardian", "Вы вошли в учётную запись ученика"),
        ("classmate", "parent", "Вы вошли в учётную запись ученика"),
        ("classmate", "employee", "Вы вошли в учётную запись ученика"),
        ("parent", "pupil", "Это код ученика"),
        ("teacher", "pupil", "Это код ученика"),
        ("classmate", "pupil", "Это код ученика"),
        ("teacher", "employee", "уже связана с сотрудником"),
        ("other_parent", "guardian", "Код выписан другому человеку: Дмитриева Инна Львовна"),
        ("parent", "employee", "Код выписан другому человеку: Новиков Пётр Ильич"),
    ],
)
def test_code_of_another_is_refused(who, whose, words, cast, inna, anna, code, sign_in):
    people = {"guardian": inna, "pupil": anna, "parent": anna, "employee": build.employee("Новиков Пётр Ильич")}
    client = sign_in(cast.users()[who])

    page = bring(client, code(people[whose], parent=whose == "parent")).content.decode()
    client.post("/accounts/invite/join/", {"relation": "мать"})

    assert words in page
    assert Invitation.objects.get().used_at is None
    assert not Guardianship.objects.filter(guardian__user=cast.egor.user).exists()


@pytest.mark.parametrize(
    ("listed", "own", "same"),
    [
        ("Ермакова Ольга Сергеевна", "Ермакова Ольга Сергеевна", True),
        ("ЕРМАКОВА ольга", "Ермакова Ольга Сергеевна", True),
        ("Семёнова Алёна", "Семенова Алена", True),
        ("Ермакова Ольга Сергеевна", "Ермакова Ольга Петровна", False),
        ("Ермакова Анна", "Ермакова Ольга", False),
        ("Ермаков Ольга", "Ермакова Ольга", False),
    ],
)
def test_same_person_by_name(listed, own, same, db):
    last, first, *rest = own.split()
    user = build.user(last_name=last, first_name=first, patronymic=" ".join(rest))

    assert joining.same_person(build.guardian(name=listed), user) is same


def test_nameless_account_takes_the_name_of_the_person(cast, inna, code, sign_in):
    nameless = build.user("byhand")
    client = sign_in(nameless)
    bring(client, code(inna))

    client.post("/accounts/invite/join/", {})

    nameless.refresh_from_db()
    assert nameless.full_name == "Дмитриева Инна Львовна"


def test_person_with_an_account_is_sent_to_sign_in(cast, inna, code, client):
    printed = code(inna)
    Guardian.objects.filter(pk=inna.pk).update(user=build.user("innas"))

    page = bring(client, printed).content.decode()
    response = client.post("/accounts/invite/join/", ACCOUNT)

    assert "уже есть учётная запись" in page
    assert response.status_code == 422
    assert not build.User.objects.filter(username="inna").exists()


def test_ended_rights_do_not_come_back_by_a_code(cast, anna, code, sign_in):
    printed = code(anna, parent=True)
    Guardianship.objects.create(guardian=cast.parent, pupil=anna, ended_on=TODAY)
    client = sign_in(cast.parent.user)
    bring(client, printed)

    response = client.post("/accounts/invite/join/", {"relation": "мать"})

    assert "права представителя этого ребёнка прекращены" in response.content.decode()
    assert Invitation.objects.get().used_at is None


def test_ended_rights_do_not_come_back_by_merging(cast, code, sign_in):
    Guardianship.objects.create(guardian=cast.parent, pupil=cast.egor, ended_on=TODAY)
    double = build.guardian(cast.egor, name="Ермакова Ольга")

    with pytest.raises(ValidationError, match="прекращены"):
        joining.accept(joining.find(code(double)), user=cast.parent.user)

    assert Guardian.objects.filter(pk=double.pk).exists()
    assert cast.parent.guardianships.get(pupil=cast.egor).ended_on == TODAY


def test_code_is_used_once_by_two_at_a_time(cast, inna, code):
    invitation = joining.find(code(inna))
    late = Invitation.objects.get(pk=invitation.pk)
    joining.create_account(invitation, username="first", password=PASSWORD)

    with pytest.raises(ValidationError, match="уже использован"):
        joining.create_account(late, username="second", password=PASSWORD)

    assert not build.User.objects.filter(username="second").exists()


def test_two_with_one_username_are_told(cast, inna, anna, code):
    build.user("twice")

    with pytest.raises(ValidationError, match="уже существует"):
        joining.create_account(joining.find(code(inna)), username="twice", password=PASSWORD)


def test_offered_username_is_free(cast, inna, code, client):
    build.user("dmitrieva.i")

    assert 'value="dmitrieva.i2"' in bring(client, code(inna)).content.decode()
