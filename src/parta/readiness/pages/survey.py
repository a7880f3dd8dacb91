"""The questionnaire: what each person may see of it, figures of groups, single answers for one person."""

from dataclasses import dataclass

from parta.lib.sheets import Table

from ..models import Survey, SurveyAnswer
from ..rules import GROUPS, STATEMENTS


@dataclass(frozen=True, slots=True)
class Round:
    """One round: figures of its groups in the order of GROUPS and «все» last; None is hidden or not asked."""

    survey: Survey
    answered: int
    figures: list[tuple[str, int, int] | None]  # group, answers, index 0–100
    all: tuple[int, int] | None
    has_own: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One group in the start and in the end of one year; None where a side is hidden, or was not (`had_…`)."""

    name: str
    start: int | None
    end: int | None
    had_start: bool
    had_end: bool

    @property
    def change(self) -> int | None:
        return None if self.start is None or self.end is None else self.end - self.start


def round_of(survey: Survey, shown: dict[str, tuple[int, int]], *, has_own: bool) -> Round:
    figures = [(words, *shown[group]) if group in shown else None for group, words in GROUPS.items()]
    return Round(survey, survey.answered, figures, shown.get(""), has_own)  # type: ignore[attr-defined]


def compared(rounds: list[Survey], shown: dict[int, dict[str, tuple[int, int]]]) -> dict[str, list[Compared]]:
    """School year → its groups, «все» last; years with no closed round are left out."""
    years: dict[str, dict[str, dict[str, tuple[int, int]]]] = {}
    for survey in rounds:
        if survey.closed_at is not None:
            years.setdefault(survey.year.name, {})[survey.moment] = shown.get(survey.pk, {})
    return {
        year: [
            Compared(
                words,
                _index(sides.get("start"), group),
                _index(sides.get("end"), group),
                "start" in sides,
                "end" in sides,
            )
            for group, words in [*GROUPS.items(), ("", "все показанные группы")]
        ]
        for year, sides in years.items()
    }


def _index(shown: dict[str, tuple[int, int]] | None, group: str) -> int | None:
    return shown[group][1] if shown and group in shown else None


def figures_table(years: dict[str, list[Compared]]) -> Table:
    rows = [
        [year, one.name, _or_hidden(one.start), _or_hidden(one.end), one.change]
        for year, groups in years.items()
        for one in groups
    ]
    return Table("Готовность к новому", ["Учебный год", "Группа", "Начало года", "Конец года", "Изменение"], rows)


def _or_hidden(index: int | None) -> int | str:
    return "нет данных" if index is None else index


def answers_table(survey: Survey, answers: list[SurveyAnswer]) -> Table:
    """Single answers: for the reader `access.survey_to_lead` lets in."""
    columns = ["Сотрудник", "Группа", "Показатель", *(one.text for one in STATEMENTS)]
    rows = [
        [answer.employee.name, GROUPS[answer.group], answer.index, *(answer.values.get(one.code) for one in STATEMENTS)]
        for answer in answers
    ]
    return Table(str(survey), columns, rows)
