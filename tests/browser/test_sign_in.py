"""Signing in in a real browser: keys from a virtual device, the code a camera brings, and axe over every page."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from parta.school.queries.accounts import holders_of_class
from parta.school.services import invitations
from tests import build
from tests.browser.conftest import PHONE, OpenAs
from tests.cast import TODAY

pytestmark = pytest.mark.browser

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "preload": False}
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def device(page: Page) -> Page:
    """A page in a browser whose machine has a fingerprint reader that always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Имя пользователя").fill(username)
    page.get_by_label("Пароль").fill("parta")
    page.get_by_role("button", name="Войти", exact=True).click()


def add_key(page: Page, *, alone: bool) -> None:
    """Go through the pages of a new key; `alone`: it signs in without the password."""
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Пароль").fill("parta")
    page.get_by_role("button", name="Подтвердить").click()
    page.get_by_label("Название ключа").fill("Ноутбук")
    if alone:
        page.get_by_label("Входить этим ключом без пароля").check()
    page.get_by_role("button", name="Подключить").click()
    expect(page.get_by_role("heading", name="Запасные коды")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/accounts/me/")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()


def expect_signed_in(page: Page, name: str) -> None:
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto("/accounts/me/")
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_key_signs_in_without_a_password(cast: Any, device: Page) -> None:
    sign_in(device, "parent")
    add_key(device, alone=True)
    sign_out(device)

    device.get_by_role("button", name="Войти по ключу доступа").click()

    expect_signed_in(device, "Ермакова Ольга")
    assert Authenticator.objects.get(user=cast.parent.user, type="webauthn").wrap().is_passwordless


def test_key_is_the_second_step_and_confirms_later(cast: Any, device: Page) -> None:
    sign_in(device, "parent")
    add_key(device, alone=False)
    sign_out(device)

    sign_in(device, "parent")
    expect(device.get_by_role("heading", name="Второй шаг входа")).to_be_visible()
    device.get_by_role("button", name="Приложить ключ").click()
    expect_signed_in(device, "Ермакова Ольга")

    device.goto("/accounts/2fa/webauthn/")
    device.get_by_role("link", name="Отключить").click()
    device.get_by_role("link", name="Ключ доступа").click()
    device.get_by_role("button", name="Приложить ключ").click()
    device.get_by_role("button", name="Отключить").click()
    expect(device.get_by_text("Ключей пока нет.")).to_be_visible()
    assert not Authenticator.objects.filter(user=cast.parent.user).exists()


def test_key_is_explained_where_it_cannot_work(cast: Any, page: Page, live_server: Any) -> None:
    page.goto(live_server.url.replace("localhost", "127.0.0.1") + "/accounts/login/")

    page.get_by_role("button", name="Войти по ключу доступа").click()

    expect(page.get_by_role("alert")).to_have_text(
        "Ключи доступа не работают по числовому адресу: откройте сайт по его имени."
    )


def test_camera_brings_the_code_and_the_address_forgets_it(cast: Any, open_as: OpenAs) -> None:
    build.guardian(cast.egor, name="Дмитриева Инна Львовна")
    strips = invitations.issue(holders_of_class(cast.school_class, TODAY), by=cast.deputy, label="7Б")
    code = strips[0].code
    page = open_as(viewport=PHONE)

    page.goto(f"/accounts/invite/#{code.replace('-', '')}")

    expect(page.get_by_label("Код с листка")).to_have_value(code.replace("-", ""))
    assert page.url.endswith("/accounts/invite/")
    page.get_by_role("button", name="Дальше").click()
    page.get_by_label("Пароль", exact=True).fill("скрипка и 7 нот")
    page.get_by_label("Пароль ещё раз").fill("скрипка и 7 нот")
    page.get_by_role("button", name="Завести учётную запись").click()
    page.goto("/accounts/me/")
    expect(page.get_by_text("Дмитриев Егор, 7Б")).to_be_visible()


def test_sheet_of_codes_is_downloaded(cast: Any, open_as: OpenAs) -> None:
    page = open_as(cast.class_teacher.user)
    page.goto("/school/invitations/")

    with page.expect_download() as started:
        page.get_by_role("button", name="Выписать коды").click()

    assert started.value.suggested_filename == "kody-7b.pdf"


PAGES: list[tuple[str, str]] = [
    ("nobody", "/accounts/login/"),
    ("nobody", "/accounts/password/reset/"),
    ("nobody", "/accounts/invite/"),
    ("parent", "/accounts/me/"),
    ("parent", "/accounts/sessions/"),
    ("parent", "/accounts/password/change/"),
    ("parent", "/accounts/email/"),
    ("parent", "/accounts/2fa/"),
    ("parent", "/accounts/reauthenticate/"),
    ("class_teacher", "/school/invitations/"),
    ("admin", "/school/invitations/"),
    ("admin", "/school/invitations/staff/"),
    ("admin", "/school/accounts/"),
    ("admin", "/school/accounts/{parent}/"),
    ("admin", "/school/accounts/{parent}/password/"),
]


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_axe_finds_nothing(role: str, path: str, cast: Any, open_as: OpenAs) -> None:
    found = []
    for look in ({"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 320, "height": 2000}}):
        page = open_as(cast.users()[role], **look)
        page.goto(path.format(parent=cast.parent.user.pk))
        found += [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"

    assert found == []


def axe(page: Page) -> list[dict[str, Any]]:
    violations: list[dict[str, Any]] = Axe().run(page, options=AXE).response["violations"]
    return violations
