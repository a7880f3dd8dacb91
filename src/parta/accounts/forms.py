"""Forms of allauth with our words: labels a teacher understands, no placeholders that vanish."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

NEW_PASSWORD = "Не меньше 8 знаков, не только цифры; имя и фамилия не годятся."  # noqa: S105  advice, not a password


class Plain:
    """Gives fields the labels and help of `words`: name → (label, help text)."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignIn(Plain, LoginForm):  # type: ignore[misc]  # allauth has no types
    words = {"login": ("Имя пользователя", ""), "password": ("Пароль", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePassword(Plain, ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": ("Нынешний пароль", ""),
        "password1": ("Новый пароль", NEW_PASSWORD),
        "password2": ("Новый пароль ещё раз", ""),
    }


class SetPassword(Plain, SetPasswordForm):  # type: ignore[misc]
    words = {"password1": ("Пароль", NEW_PASSWORD), "password2": ("Пароль ещё раз", "")}


class AskReset(Plain, ResetPasswordForm):  # type: ignore[misc]
    words = {"email": ("Электронная почта", "та, что записана на вашей странице «Я»")}


class ResetPassword(Plain, ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": ("Новый пароль", NEW_PASSWORD), "password2": ("Новый пароль ещё раз", "")}


class ConfirmPassword(Plain, ReauthenticateForm):  # type: ignore[misc]
    words = {"password": ("Пароль", "")}


class ChangeEmail(Plain, AddEmailForm):  # type: ignore[misc]
    words = {"email": ("Новый адрес", "на него придёт письмо со ссылкой")}


class EnterCode(Plain, AuthenticateForm):  # type: ignore[misc]
    words = {"code": ("Код", "шесть цифр из приложения или один из запасных кодов")}


class ConfirmCode(Plain, ReauthenticateCodeForm):  # type: ignore[misc]
    words = EnterCode.words


class AddApplication(Plain, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": ("Код из приложения", "шесть цифр")}


class AddKey(Plain, AddWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": ("Название ключа", "чтобы узнать его потом: «Телефон», «Ключ на связке»"),
        "passwordless": ("Входить этим ключом без пароля", "спросит отпечаток, лицо или ПИН-код устройства"),
    }


class RenameKey(Plain, EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": ("Название ключа", "")}
