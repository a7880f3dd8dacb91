"""Screens of the questionnaire. Single answers are read through `access.survey_to_lead` only."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.school.access import cast_of
from parta.school.views.saving import act, tell

from .. import access
from ..forms.survey import AnswerForm, OpenForm
from ..models import Survey
from ..pages import survey as pages
from ..queries import survey as queries
from ..rules import FEWEST, GROUPS, STATEMENTS
from ..services import survey as services
from .files import report


@require_safe
def rounds(request: Request) -> HttpResponse:
    """The round that goes on, figures of groups for the office, one's own past answers."""
    access.surveys_door(request.user)
    found, shown = queries.rounds(), queries.indexes()
    employee = cast_of(request.user).employee_id
    own = queries.own_answered(employee) if employee else set()
    sees = access.sees_levels(request.user)
    context = {
        "rounds": [pages.round_of(one, shown.get(one.pk, {}), has_own=one.pk in own) for one in found],
        "years": pages.compared(found, shown) if sees else {}, "sees_figures": sees, "fewest": FEWEST,
        "leads": access.introduces(request.user), "is_employee": employee is not None, "groups": GROUPS,
        "open_form": OpenForm(initial={"moment": next_moment(found)}),
        "goes_on": any(one.closed_at is None for one in found),
    }  # fmt: skip
    return render(request, "readiness/survey.html", context)


def next_moment(found: list[Survey]) -> str:
    """The end of the year where the start was the last to be asked."""
    return Survey.Moment.END if found and found[0].moment == Survey.Moment.START else Survey.Moment.START


@require_POST
def open_round(request: Request) -> HttpResponse:
    access.introducer_door(request.user)
    form = OpenForm(request.POST)
    moment = form.cleaned_data["moment"] if form.is_valid() else ""
    done = "Анкета открыта, сотрудникам отправлены уведомления."
    return act(
        request, lambda: services.open_survey(moment, by=request.user), done=done, to=reverse("readiness:survey")
    )


@require_POST
def close_round(request: Request, pk: int) -> HttpResponse:
    survey = access.survey_to_lead(request.user, pk)
    done = "Анкета закрыта, показатели групп видны администрации."
    return act(
        request, lambda: services.close_survey(survey, by=request.user), done=done, to=reverse("readiness:survey")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """The employee's own answers: a form while the round is open, then a page to read."""
    survey, employee = access.survey_to_answer(request.user, pk)
    own = queries.own_answer(survey, employee.pk)
    form = AnswerForm(request.POST or None, values=own.values if own else {})
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_survey(survey, employee, form.cleaned_data, by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Спасибо. Пока анкета открыта, ответы можно изменить.")
            return redirect("readiness:survey")
    context = {"survey": survey, "form": form, "own": own, "said": said(own.values) if own else []}
    return render(request, "readiness/survey_answer.html", context, status=422 if form.errors else 200)


def said(values: dict[str, int]) -> list[tuple[str, int | None]]:
    return [(one.text, values.get(one.code)) for one in STATEMENTS]


@require_safe
def answers(request: Request, pk: int) -> HttpResponse:
    """Everybody's single answers, for the person responsible for introduction; each look is kept in history."""
    survey = access.survey_to_lead(request.user, pk)
    rows = [(answer, GROUPS[answer.group], said(answer.values)) for answer in queries.answers_of(survey)]
    services.note_look(survey, by=request.user)
    context = {"survey": survey, "rows": rows, "statements": STATEMENTS}
    return render(request, "readiness/survey_answers.html", context)


@require_safe
def answers_file(request: Request, pk: int, suffix: str) -> HttpResponse:
    survey = access.survey_to_lead(request.user, pk)
    services.note_look(survey, by=request.user)
    table = pages.answers_table(survey, list(queries.answers_of(survey)))
    about = ("Только для ответственного за внедрение: ответы отдельных людей не передаются.",)
    widths = ("2.4fr", "1.8fr", "1.4fr", *["1.5fr"] * len(STATEMENTS))
    return report(suffix, [table], title=f"Ответы на анкету: {survey}", about=about, widths=widths, is_wide=True)


@require_safe
def figures_file(request: Request, suffix: str) -> HttpResponse:
    """Figures of groups, start against end of each year."""
    access.levels_door(request.user)
    table = pages.figures_table(pages.compared(queries.rounds(), queries.indexes()))
    about = (
        "Показатель от 0 до 100 — средний ответ на 12 утверждений: чем больше, тем охотнее пробуют новое.",
        f"Группы, где меньше {FEWEST} ответов, не показываются и в общий показатель не входят.",
    )
    return report(suffix, [table], title="Готовность к новому и к обучению", about=about,
                  signs=("Ответственный за внедрение",))  # fmt: skip
