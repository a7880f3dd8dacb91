"""Signing in, and what people change in their own sign-in, as Django and allauth tell it, written to history."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as second_factor
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from parta.accounts.models import User

from .services import record


def listen() -> None:
    """Connect everything below; called once, when the program starts."""
    auth.user_logged_in.connect(signed_in)
    auth.user_logged_out.connect(signed_out)
    auth.user_login_failed.connect(failed)
    account.password_changed.connect(password_changed)
    account.password_set.connect(password_changed)
    account.password_reset.connect(password_restored)
    account.email_changed.connect(email_changed)
    account.email_confirmed.connect(email_confirmed)
    second_factor.authenticator_added.connect(factor_added)
    second_factor.authenticator_removed.connect(factor_removed)
    second_factor.authenticator_reset.connect(codes_renewed)


def signed_in(*, request: HttpRequest | None, user: User, **_: Any) -> None:
    if address_of(request):  # without an address no person signed in: a command or a test did
        note("accounts.sign_in", user, request)


def signed_out(*, request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if user is not None:
        note("accounts.sign_out", user, request)


def failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Name the account that was tried, if there is one; what else was typed may be a password and is not kept."""
    tried = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
    record(
        "accounts.sign_in_failed", by=None, target=("user", tried.pk if tried else None),
        label=str(tried) if tried else "неизвестное имя пользователя", address=address_of(request),
    )  # fmt: skip


def password_changed(*, request: HttpRequest, user: User, **_: Any) -> None:
    note("accounts.change_password", user, request)


def password_restored(*, request: HttpRequest, user: User, **_: Any) -> None:
    note("accounts.restore_password", user, request)


def email_changed(
    *, request: HttpRequest, user: User, from_email_address: Any, to_email_address: Any, **_: Any
) -> None:
    before = from_email_address.email if from_email_address else None
    note("accounts.change_email", user, request, before=before, after=to_email_address.email)


def email_confirmed(*, request: HttpRequest, email_address: Any, **_: Any) -> None:
    note("accounts.confirm_email", email_address.user, request, after=email_address.email)


def factor_added(*, request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    note("accounts.add_second_factor", user, request, after=str(authenticator.get_type_display()))


def factor_removed(*, request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    note("accounts.drop_second_factor", user, request, before=str(authenticator.get_type_display()))


def codes_renewed(*, request: HttpRequest, user: User, **_: Any) -> None:
    note("accounts.renew_recovery_codes", user, request)


def note(action: str, user: User, request: HttpRequest | None, *, before: Any = None, after: Any = None) -> None:
    record(
        action, by=user, target=("user", user.pk), label=str(user), before=before, after=after,
        address=address_of(request),
    )  # fmt: skip


def address_of(request: HttpRequest | None) -> str | None:
    """Where the request came from, past a trusted proxy; None when no browser asked."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return None
    address: str = get_adapter().get_client_ip(request)
    return address
