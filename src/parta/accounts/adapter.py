"""How allauth behaves at a school: nobody registers without an invitation, letters name the school's own address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from parta.lib import qr

from .models import User
from .services import end_sessions


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Слишком много неудачных попыток. Подождите 5 минут и попробуйте снова.",
        "username_password_mismatch": (
            "Имя пользователя или пароль не подходят. Проверьте раскладку клавиатуры и Caps Lock."
        ),
        "enter_current_password": "Это не ваш нынешний пароль.",
        "incorrect_password": "Пароль не подходит.",
        "incorrect_code": "Код не подходит. Проверьте, что часы телефона идут верно, и введите новый код.",
        "rate_limited": "Слишком много попыток. Подождите минуту.",
        "duplicate_email": "Этот адрес у вас уже записан.",
        "email_taken": "Этот адрес записан у другого человека.",
        "invalid_password_reset": "Ссылка устарела или уже использована.",
        "account_inactive": "Учётная запись отключена.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Keep the new password and sign out everywhere else: whoever knew the old one is out."""
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        end_sessions(user, keep=self.request.session.session_key if self.request.user == user else None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:me")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the letter leads to the school's own address, whatever Host the request came with."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.URL + path.replace("UID-KEY", key)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave a letter in the outbox; it names the school's own address."""
        self.render_mail(template_prefix, email, {**context, "site_url": settings.URL}).send()


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "Не подходит. Введите новый код (часы телефона должны идти верно) или приложите ключ ещё раз."
        ),
        "cannot_generate_recovery_codes": "Сначала подключите приложение или ключ.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The code on white, so that a camera reads it on a dark page too."""
        return qr.svg(url, scale=5, border=3, light="#fff")
