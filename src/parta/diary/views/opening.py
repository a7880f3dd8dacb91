"""The way into every diary screen: the door, and the log of staff who look."""

from django.http import Http404

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.access import OpenDiary
from parta.diary.services import record_look


def open_diary(request: Request, pupil: int) -> OpenDiary:
    diary = access.diary_of(request.user, pupil)
    if diary.is_looked_into:
        record_look(diary.pupil, by=request.user)
    return diary


def asked_year(request: Request) -> int | None:
    """The key of the former year in the address; raises Http404 for what is no key."""
    text = request.GET.get("year", "")
    if text and not (text.isascii() and text.isdigit()):
        raise Http404
    return int(text[:18]) if text else None
