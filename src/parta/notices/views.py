"""The page behind the bell, what each person wants by e-mail, and letters that did not go."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from . import access, queries, services
from .forms import ChoicesForm
from .pages import choices_page


def notices(request: Request) -> HttpResponse:
    return render(request, "notices/list.html", {"notices": queries.newest(request.user)})


@require_POST
def read_all(request: Request) -> HttpResponse:
    until = request.POST.get("until", "")
    if until.isdecimal() and len(until) < 20:
        services.mark_read(request.user, until=int(until))
    return redirect("notices:list")


def choices(request: Request) -> HttpResponse:
    if request.method != "POST":
        form = ChoicesForm(initial=ChoicesForm.initial_of(queries.quiet_hours(request.user)))
        return render(request, "notices/choices.html", {"page": choices_page(request.user), "form": form})
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        page = choices_page(request.user, ticked=request.POST.getlist("email"))
        return render(
            request, "notices/choices.html", {"page": page, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    starts_at, ends_at = form.hours
    services.choose(
        request.user, by_email=form.by_email, starts_at=starts_at, ends_at=ends_at,
        on_weekends=form.cleaned_data["on_weekends"],
    )  # fmt: skip
    messages.success(request, "Запомнили.")
    return redirect("notices:choices")


@login_not_required
@csrf_exempt  # mail programs press this button themselves (RFC 8058); the signed link is the right
def off(request: HttpRequest, token: str) -> HttpResponse:
    user_id, groups = access.groups_of_link(token)
    if request.method == "POST":
        services.turn_off(user_id, [group.code for group in groups])
    return render(request, "notices/off.html", {"groups": groups, "is_done": request.method == "POST"})


def letters(request: Request) -> HttpResponse:
    access.letters_door(request.user)
    shown = {"letters": queries.letters_in_trouble(), "waiting": queries.letters_waiting()}
    return render(request, "notices/letters.html", shown)


@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    letter = access.letter_to_send(request.user, pk)
    try:
        services.send_again(letter)
        messages.success(request, f"Письмо для {letter.to} отправим в течение минуты.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("notices:letters")
