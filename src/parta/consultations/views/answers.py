"""What the pages of this app answer with, and what they read of an address."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from parta.accounts.http import Request
from parta.timetable.rules import has_weeks_around


def day_asked(request: Request, name: str) -> date | None:
    """The day an address names; None for nonsense."""
    try:
        on = parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
    return on if on and has_weeks_around(on) else None


def words_of(refusal: ValidationError) -> str:
    return " ".join(refusal.messages)
