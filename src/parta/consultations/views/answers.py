"""What the pages of this app answer with, and what they read of an address."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
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


def pdf_of(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def add_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put the words of a service under the fields they are about; what has no field here goes above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def words_of(refusal: ValidationError) -> str:
    return " ".join(refusal.messages)
