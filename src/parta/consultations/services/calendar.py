"""The secret address of a person's calendar."""

from secrets import token_urlsafe

from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import CalendarKey

BYTES = 32  # 43 letters


def key_of(user: User) -> str:
    """The key, made when first asked for."""
    return CalendarKey.objects.get_or_create(user=user, defaults={"key": token_urlsafe(BYTES)})[0].key


@transaction.atomic
def renew_key(user: User) -> str:
    """Give the calendar a new address; the old one stops answering."""
    made, is_new = CalendarKey.objects.update_or_create(user=user, defaults={"key": token_urlsafe(BYTES)})
    if not is_new:
        audit.record("consultations.renew_calendar", by=user, target=("user", user.pk), label=user.full_name)
    return made.key
