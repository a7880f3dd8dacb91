"""Reads of accounts: whom the demo offers, and where an account is signed in."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from .models import User
from .rules import DEMO_ROLES, username_of


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    role: str
    name: str


def demo_accounts() -> list[DemoAccount]:
    """People of the demo school to sign in as, in the order of `DEMO_ROLES`; nobody in a real school."""
    if not settings.DEMO:
        return []
    people = {user.username: user for user in User.objects.filter(username__in=DEMO_ROLES, is_active=True)}
    return [
        DemoAccount(username, role, people[username].full_name)
        for username, role in DEMO_ROLES.items()
        if username in people
    ]


def sessions_of(user: User) -> list[UserSession]:
    """Where the account is signed in, the newest first. Two queries however many there are."""
    sessions = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    alive = set(
        Session.objects.filter(
            session_key__in=[session.session_key for session in sessions], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [session for session in sessions if session.session_key in alive]


def free_username(last_name: str, first_name: str) -> str:
    """The username to offer to a new person, with a number when the plain one is taken: «ermakova.d2»."""
    stem = username_of(last_name, first_name)
    taken = {
        name.lower() for name in User.objects.filter(username__istartswith=stem).values_list("username", flat=True)
    }
    number = 1
    while (name := f"{stem}{number}" if number > 1 else stem) in taken:
        number += 1
    return name
