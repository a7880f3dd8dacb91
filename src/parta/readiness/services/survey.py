"""The questionnaire: its rounds are opened and closed, staff answer. History never holds an answer."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices
from parta.school.models import Employee, SchoolYear
from parta.school.queries import current_year

from ..models import Survey, SurveyAnswer
from ..queries.levels import staff
from ..queries.survey import open_round
from ..rules import SCALE, STATEMENTS, group_of, index_of


@transaction.atomic
def open_survey(moment: str, *, by: User, tells: bool = True) -> Survey:
    """Open the round of the current year's start or end; every employee with an account is told, unless not to.

    Raises ValidationError without a current year, when another is open, when it was opened before.
    """
    year = current_year()
    if year is None:
        raise ValidationError("Сначала создайте учебный год.")
    SchoolYear.objects.select_for_update(no_key=True).get(pk=year.pk)  # a button pressed twice opens one round
    if open_round() is not None:
        raise ValidationError("Сначала закройте анкету, которая идёт.")
    survey = Survey(year=year, moment=moment, opened_by=by, opened_at=timezone.now())
    survey.full_clean()
    survey.save()
    audit.record("readiness.open_survey", by=by, target=("survey", survey.pk), label=str(survey))
    if tells:
        tell_staff(survey)
    return survey


def tell_staff(survey: Survey) -> None:
    asked = Employee.objects.filter(left_on=None, user__isnull=False, user__is_active=True)
    notices.queue(
        "readiness.survey", f"Анкета готовности: {survey.get_moment_display()}. Ответьте, это три минуты.",
        to=asked.values_list("user", flat=True), url=f"/readiness/survey/{survey.pk}/answer/",
    )  # fmt: skip


@transaction.atomic
def close_survey(survey: Survey, *, by: User) -> None:
    """From now on its figures are shown; it is not opened again, or a late answer could be told from the difference."""
    if survey.closed_at is not None:
        raise ValidationError("Анкета уже закрыта.")
    survey.closed_at = timezone.now()
    survey.save(update_fields=["closed_at"])
    audit.record("readiness.close_survey", by=by, target=("survey", survey.pk), label=str(survey))


@transaction.atomic
def answer_survey(survey: Survey, employee: Employee, values: Mapping[str, int], *, by: User) -> SurveyAnswer:
    """Keep the employee's answers (statement code → 1–5), or replace them while the round is open.

    History says only that it was answered. Raises ValidationError in a closed round and for an answer left out.
    """
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if held.closed_at is not None:
        raise ValidationError("Анкета закрыта: ответы больше не принимаются.")
    kept = {one.code: values[one.code] for one in STATEMENTS if values.get(one.code) in SCALE}
    if len(kept) < len(STATEMENTS):
        raise ValidationError("Ответьте на все утверждения.")
    (person,) = staff([employee.pk])
    given, _ = SurveyAnswer.objects.update_or_create(
        survey=survey, employee=employee,
        defaults={"values": kept, "index": index_of(kept), "group": group_of(person.roles), "at": timezone.now()},
    )  # fmt: skip
    audit.record("readiness.answer_survey", by=by, target=("survey", survey.pk), label=str(survey))
    return given


def note_look(survey: Survey, *, by: User) -> None:
    """Somebody read single answers: history keeps who and when."""
    audit.record("readiness.view_answers", by=by, target=("survey", survey.pk), label=str(survey))
