"""The class teacher's answer to a parent's notice of absence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.journal.access import notice_to_decide
from parta.journal.services.family import decide_absence as decide
from parta.school.models.stays import stays_now


@require_POST
def decide_absence(request: Request, notice: int) -> HttpResponse:
    found = notice_to_decide(request.user, notice)
    answer = request.POST.get("is_confirmed")
    if answer not in ("yes", "no"):
        return HttpResponse("Выберите: подтвердить или отклонить.", status=422)
    try:
        changed = decide(found, is_confirmed=answer == "yes", by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said(answer == "yes", changed))
    stay = stays_now().filter(pupil=found.pupil_id).first()
    return redirect("home:my-class", stay.school_class_id) if stay else redirect("home:desk")


def said(is_confirmed: bool, changed: int) -> str:
    if not is_confirmed:
        return "Заявление отклонено, родитель об этом узнает."
    return f"Заявление подтверждено, родитель об этом узнает. Исправлено пропусков: {changed}."
