"""Where the school requires a second factor, its administrators and deputies open nothing before it is set up."""

import pytest
from allauth.mfa.models import Authenticator

from tests import build


@pytest.fixture
def required(cast):
    return build.school(second_factor=True)


@pytest.mark.parametrize("role", ["admin", "deputy"])
@pytest.mark.parametrize("path", ["/", "/accounts/me/", "/accounts/invite/", "/history/", "/school/accounts/"])
def test_office_is_sent_to_set_it_up(path, role, cast, required, sign_in):
    response = sign_in(cast.users()[role]).get(path)

    assert response.url == "/accounts/2fa/"


def test_page_of_setting_up_says_why(cast, required, sign_in):
    page = sign_in(cast.deputy).get("/notices/", follow=True).content.decode()

    assert "Школа требует второй фактор" in page
    assert "/accounts/2fa/totp/activate/" in page


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/password/change/"])
def test_what_setting_up_needs_stays_open(path, cast, required, sign_in):
    assert sign_in(cast.admin).get(path).status_code == 200


def test_signing_out_stays_open(cast, required, sign_in):
    assert sign_in(cast.admin).post("/accounts/logout/").url == "/accounts/login/"


@pytest.mark.parametrize("role", ["head", "introducer", "teacher", "class_teacher", "pupil", "parent"])
def test_others_are_let_through(role, cast, required, sign_in):
    assert sign_in(cast.users()[role]).get("/accounts/me/").status_code == 200


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_application_or_key_opens_the_journal(kind, cast, required, sign_in):
    Authenticator.objects.create(user=cast.admin, type=kind, data={})

    assert sign_in(cast.admin).get("/accounts/me/").status_code == 200


def test_spare_codes_alone_are_not_a_second_factor(cast, required, sign_in):
    Authenticator.objects.create(user=cast.admin, type="recovery_codes", data={})

    assert sign_in(cast.admin).get("/accounts/me/").url == "/accounts/2fa/"


def test_school_that_does_not_require_it_lets_in(cast, sign_in):
    assert sign_in(cast.admin).get("/accounts/me/").status_code == 200


def test_switching_the_setting_on_works_at_once(cast, sign_in):
    client = sign_in(cast.admin)
    before = client.get("/accounts/me/").status_code
    build.school(second_factor=True)

    assert (before, client.get("/accounts/me/").status_code) == (200, 302)


def test_piece_of_a_page_sends_the_whole_page(cast, required, sign_in):
    response = sign_in(cast.admin).get("/notices/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == "/accounts/2fa/"
