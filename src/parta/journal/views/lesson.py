"""The page of one lesson."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.pages.lesson import lesson_page


@require_GET
def lesson(request: Request, lesson: int) -> HttpResponse:
    opened = access.lesson_to_read(request.user, lesson)
    page = lesson_page(opened, user=request.user, now=timezone.now())
    return render(request, "journal/lesson.html", {"page": page, "course": opened.journal.course})
