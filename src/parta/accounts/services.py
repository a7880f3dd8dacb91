"""Changes of an account that any floor above may make. History is written by the caller: `audit` stands above us."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from .models import User

CLEAR_SIGNS = "acdefhjkmnprtwxy34679"  # no two of them look alike on paper


@transaction.atomic
def end_sessions(user: User, *, keep: str | None = None, only: int | None = None) -> int:
    """Sign the account out everywhere but in session `keep`, or end only session number `only`; return how many."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    if only is not None:
        sessions = sessions.filter(pk=only)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)


@transaction.atomic
def give_temporary_password(user: User) -> str:
    """Put in a password to be told by word of mouth; it must be changed at the next sign-in. Ends all sessions."""
    password = "-".join(random_signs(4) for _ in range(2))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    return password


@transaction.atomic
def remove_second_factor(user: User) -> int:
    """Forget the applications, keys and recovery codes of somebody who lost them; return how many there were."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return int(removed)


def random_signs(length: int) -> str:
    return "".join(secrets.choice(CLEAR_SIGNS) for _ in range(length))
