"""What the school's office does to accounts: a password at the desk, offices, switching off; and one's own sessions."""

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts import services as accounts
from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from ..queries.accounts import OFFICES
from . import rows

LAST_ADMIN = "Это единственный администратор: сначала назначьте второго."


@transaction.atomic
def reset_password(user: User, *, by: User) -> str:
    """Give a temporary password, to be told by word of mouth; it is shown once and must be changed at sign-in."""
    password = accounts.give_temporary_password(user)
    audit.record("accounts.reset_password", by=by, target=("user", user.pk), label=str(user))
    text = f"Ваш пароль заменён ({by.short_name}). Если вы не просили об этом, скажите администратору журнала."
    notices.queue("accounts.password", text, to=[user])
    return password


@transaction.atomic
def set_offices(user: User, *, by: User, **offices: bool) -> bool:
    """Grant and revoke offices; False when nothing changed. Raises ValidationError for the last administrator."""
    unknown = set(offices) - set(OFFICES)
    if unknown:
        raise TypeError(f"no such offices: {sorted(unknown)}")
    if offices.get("is_admin") is False:
        refuse_last_admin(user)
    changed = rows.change(user, "school.set_offices", offices, by=by, label=str(user))
    if changed:
        held = ", ".join(words for name, words in OFFICES.items() if getattr(user, name)) or "нет"
        notices.queue("accounts.offices", f"Ваши права изменены ({by.short_name}). Теперь: {held}.", to=[user])
    return changed


@transaction.atomic
def switch_off(user: User, *, by: User) -> None:
    """Nobody can sign in with the account any more, and who is signed in is out. Raises for the last administrator."""
    if user == by:
        raise ValidationError("Себя отключить нельзя: попросите другого администратора.")
    refuse_last_admin(user)
    set_active(user, False, by=by)
    accounts.end_sessions(user)


@transaction.atomic
def switch_on(user: User, *, by: User) -> None:
    set_active(user, True, by=by)


def set_active(user: User, is_active: bool, *, by: User) -> None:
    if user.is_active is is_active:
        return
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    action = "accounts.switch_on" if is_active else "accounts.switch_off"
    audit.record(action, by=by, target=("user", user.pk), label=str(user))


def refuse_last_admin(user: User) -> None:
    """Raise ValidationError when the school would be left without an administrator. Locks the list of them."""
    admins = list(User.objects.select_for_update().filter(is_admin=True, is_active=True).values_list("pk", flat=True))
    if admins == [user.pk]:
        raise ValidationError(LAST_ADMIN)


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """For somebody who lost the telephone, the key and the codes."""
    if accounts.remove_second_factor(user):
        audit.record("accounts.remove_second_factor", by=by, target=("user", user.pk), label=str(user))
        notices.queue(
            "accounts.second_factor", f"Ваш второй фактор снят ({by.short_name}). Подключите новый.", to=[user]
        )


@transaction.atomic
def end_own_session(user: User, *, pk: int) -> int:
    """End one of the user's sessions by its number in the list; return how many ended (0: not the user's, or over)."""
    ended = accounts.end_sessions(user, only=pk)
    end_and_record(user, ended)
    return ended


@transaction.atomic
def end_other_sessions(user: User, *, keep: str | None) -> int:
    ended = accounts.end_sessions(user, keep=keep)
    end_and_record(user, ended)
    return ended


def end_and_record(user: User, ended: int) -> None:
    if ended:
        audit.record("accounts.end_sessions", by=user, target=("user", user.pk), label=str(user), after=ended)


@transaction.atomic
def create_admin(*, username: str, password: str, last_name: str, first_name: str) -> User:
    """The first administrator, made from the command line. Raises ValidationError: taken username, weak names."""
    user = User(username=username, last_name=last_name, first_name=first_name, is_admin=True)
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record("accounts.create_admin", by=None, target=("user", user.pk), label=str(user), after=username)
    return user
