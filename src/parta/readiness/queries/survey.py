"""Rounds of the questionnaire: figures of groups for the office, single answers for one person only."""

from collections import defaultdict

from django.db.models import Count, QuerySet

from parta.lib.alphabet import by_name

from ..models import Survey, SurveyAnswer
from ..rules import shown_groups


def rounds() -> list[Survey]:
    """All rounds, the newest first, each with `answered`: how many have."""
    rows = Survey.objects.select_related("year").annotate(answered=Count("answers"))
    return list(rows.order_by("-opened_at", "-id"))


def open_round() -> Survey | None:
    return Survey.objects.select_related("year").filter(closed_at=None).order_by("-opened_at").first()


def indexes() -> dict[int, dict[str, tuple[int, int]]]:
    """Closed round → group → (answers, index 0–100), «» for all shown; groups of few answers are left out.

    An open round has no figures: two looks around one answer would tell it.
    """
    rows = SurveyAnswer.objects.filter(survey__closed_at__isnull=False).values_list("survey", "group", "index")
    by_round: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for survey, group, index in rows:
        by_round[survey].append((group, index))
    return {survey: shown_groups(found) for survey, found in by_round.items()}


def answers_of(survey: Survey) -> QuerySet[SurveyAnswer]:
    """Single answers by name: only for a reader let in by `access.survey_to_lead`."""
    return survey.answers.select_related("employee").order_by(*by_name("employee__"), "pk")


def own_answer(survey: Survey, employee: int) -> SurveyAnswer | None:
    return survey.answers.filter(employee=employee).first()


def own_answered(employee: int) -> set[int]:
    """Rounds the employee has answered."""
    return set(SurveyAnswer.objects.filter(employee=employee).values_list("survey", flat=True))
