"""The way into every diary screen: the door, and the log of staff who look."""

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.access import OpenDiary
from parta.diary.services import record_look


def open_diary(request: Request, pupil: int) -> OpenDiary:
    diary = access.diary_of(request.user, pupil)
    if diary.is_looked_into:
        record_look(diary.pupil, by=request.user)
    return diary
