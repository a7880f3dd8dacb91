"""The list of journals: each role's own first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.journal.forms.journals import JournalFilterForm
from parta.journal.pages.lists import journal_list, office_page
from parta.school.access import cast_of, led_classes, staff_door


@require_GET
def journals(request: Request) -> HttpResponse:
    staff_door(request.user)
    cast, today = cast_of(request.user), timezone.localdate()
    context: dict[str, object] = {
        "page": journal_list(cast, led_classes(request.user), today=today),
        "today": today,
    }
    if cast.runs_school:
        form = JournalFilterForm(request.GET)
        context |= {"form": form, "office": office_page(form.wanted(), request.GET.get("page"), today=today)}
    return render(request, "journal/list.html", context)
