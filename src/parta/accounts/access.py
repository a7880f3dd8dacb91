"""Doors of the sign-in pages."""

from django.conf import settings
from django.http import Http404

from .models import User
from .rules import DEMO_ROLES


def demo_account(username: str) -> User:
    """One of the demo school's people, for signing in without a password; 404 in a real school and for anybody else."""
    if not settings.DEMO or username not in DEMO_ROLES:
        raise Http404
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise Http404
    return found
