"""Changing a password, restoring it by a letter, replacing a temporary one, the address for letters."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from parta.accounts import services
from parta.audit.models import Change
from parta.notices.models import Letter
from tests import build

from .conftest import PASSWORD

NEW = "колокол звонит в 8:30"


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": again})


def test_change_keeps_here_and_signs_out_elsewhere(olga, client, enter):
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"login": "olga", "password": PASSWORD})
    enter("olga")

    response = change(client)

    assert response.url == "/accounts/me/"
    assert client.get("/accounts/sessions/").status_code == 200
    assert elsewhere.get("/accounts/sessions/").url.startswith("/accounts/login/")
    assert "Открытых сеансов</dt><dd>1" in client.get("/accounts/me/").content.decode()
    assert Change.objects.filter(action="accounts.change_password", by=olga).count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "Это не ваш нынешний пароль"),
        (PASSWORD, "short", "short", "слишком короткий"),
        (PASSWORD, "1029384756", "1029384756", "только из цифр"),
        (PASSWORD, "Ермакова", "Ермакова", "похож"),
        (PASSWORD, NEW, "другое", "пароль"),
    ],
)
def test_change_refuses_with_words(old, new, again, words, olga, client, enter):
    enter("olga")

    response = change(client, old, new, again)

    assert response.status_code == 422
    assert words in response.content.decode()
    olga.refresh_from_db()
    assert olga.check_password(PASSWORD)


def test_restoring_by_letter_sets_a_new_password_once(olga, client):
    client.post("/accounts/password/reset/", {"email": "olga@school.test"})
    letter = mail.outbox[0]
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body).group(1)

    form = client.get(link)
    done = client.post(form.url, {"password1": NEW, "password2": NEW}, follow=True)

    assert "Пароль сменён" in done.content.decode()
    olga.refresh_from_db()
    assert olga.check_password(NEW)
    assert "Ссылка не работает" in Client().get(link, follow=True).content.decode()
    assert Change.objects.filter(action="accounts.restore_password", by=olga).count() == 1


def test_letter_is_in_russian_and_names_the_school_address(olga, client, settings):
    settings.URL = "https://journal.school15.test"

    client.post("/accounts/password/reset/", {"email": "olga@school.test"}, headers={"host": "localhost"})

    letter = mail.outbox[0]
    assert letter.subject == "Новый пароль для журнала"
    assert letter.to == ["olga@school.test"]
    assert letter.body.startswith("Здравствуйте!\n\nКто-то (надеемся, вы) попросил новый пароль")
    assert "для учётной записи «olga»" in letter.body
    assert "\nhttps://journal.school15.test/accounts/password/reset/key/" in letter.body
    assert "localhost" not in letter.body
    assert letter.body.endswith("https://journal.school15.test")


def test_unknown_address_gets_no_letter_and_the_same_answer(olga, client):
    response = client.post("/accounts/password/reset/", {"email": "stranger@school.test"}, follow=True)

    assert mail.outbox == []
    assert "Если такой адрес записан" in response.content.decode()


def test_switched_off_account_gets_no_letter(olga, client):
    olga.is_active = False
    olga.save()

    client.post("/accounts/password/reset/", {"email": "olga@school.test"})

    assert mail.outbox == []


def test_page_does_not_wait_for_a_mail_server(olga, client, settings):
    settings.EMAIL_BACKEND = "parta.notices.mail.Outbox"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there

    client.post("/accounts/password/reset/", {"email": "olga@school.test"}, follow=True)

    letter = Letter.objects.get()
    assert (letter.to, letter.subject, letter.sent_at) == ("olga@school.test", "Новый пароль для журнала", None)


@pytest.fixture
def temporary(olga):
    return services.give_temporary_password(olga)


@pytest.mark.parametrize(
    "path",
    ["/", "/accounts/me/", "/accounts/2fa/", "/notices/", "/accounts/email/", "/accounts/invite/", "/accounts/login/"],
)
def test_temporary_password_opens_nothing_else(path, olga, temporary, client, enter):
    enter("olga", temporary)

    assert client.get(path).url == "/accounts/password/change/"


def test_temporary_password_sends_a_piece_of_page_away_too(olga, temporary, client, enter):
    enter("olga", temporary)

    response = client.get("/accounts/me/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == "/accounts/password/change/"


def test_temporary_password_is_replaced_by_own(olga, temporary, client, enter):
    enter("olga", temporary)
    page = client.get("/accounts/password/change/").content.decode()

    change(client, old=temporary)

    assert "Придумайте свой пароль" in page
    assert 'class="menu"' not in page  # nothing to click away to
    assert client.get("/accounts/me/").status_code == 200
    olga.refresh_from_db()
    assert olga.must_change_password is False


def test_temporary_password_may_be_left_by_signing_out(olga, temporary, client, enter):
    enter("olga", temporary)

    assert client.post("/accounts/logout/").url == "/accounts/login/"


def test_account_without_password_sets_one(db, client):
    user = build.user("fresh")
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    page = client.get("/accounts/password/change/", follow=True)
    client.post("/accounts/password/set/", {"password1": NEW, "password2": NEW})

    assert "Задайте пароль" in page.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_new_address_counts_when_its_letter_is_answered(olga, client, enter):
    enter("olga")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "new@school.test", "action_add": ""})
    letter = mail.outbox[0]
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body).group(1)
    waiting = client.get("/accounts/email/").content.decode()

    asks = client.get(link).content.decode()
    client.post(link)

    assert letter.subject == "Подтвердите адрес для журнала"
    assert letter.to == ["new@school.test"]
    assert "ещё не подтверждён" in waiting
    assert "принадлежит учётной записи «Ермакова Ольга»?" in asks
    olga.refresh_from_db()
    assert olga.email == "new@school.test"
    assert list(EmailAddress.objects.filter(user=olga).values_list("email", "verified")) == [("new@school.test", True)]
    assert Change.objects.filter(action="accounts.confirm_email", by=olga, after="new@school.test").count() == 1


def test_useless_confirmation_link_says_so(db, client):
    assert "Ссылка устарела" in client.get("/accounts/confirm-email/no-such-key/").content.decode()
