"""The check of a file, its application in one transaction, and who is told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from ...lines import EmployeeLine, Line, LoadLine, PupilLine
from ...models import (
    Course,
    Employee,
    Enrolment,
    Guardian,
    ImportBatch,
    ImportDraft,
    Pupil,
    School,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from ...queries.imports import known_employees, known_load, known_pupils, known_users
from .employees import plan_employees
from .load import plan_load
from .plan import Plan
from .pupils import plan_pupils

NOTICES = {
    "pupils": "Состав вашего класса изменён загрузкой из файла: проверьте список.",
    "load": "Ваша нагрузка изменена загрузкой из файла: проверьте свои курсы.",
}
COUNTED = {
    "pupils": Pupil, "guardians": Guardian, "stays": Enrolment, "employees": Employee, "accounts": User,
    "subjects": Subject, "classes": SchoolClass, "groups": StudyGroup, "courses": Course,
}  # fmt: skip


class ImportRefused(Exception):
    """The plan has errors or questions, or changes nothing, or is not what was shown; nothing is written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("Загрузка не применена.")
        self.plan = plan


def check(
    kind: str, lines: Sequence[Line], *, year: SchoolYear | None, answers: Mapping[str, str], starts_on: date | None
) -> Plan:
    """What importing these lines would do. Writes nothing; a number of queries that does not depend on the lines.

    Employees need no year; raises ValueError when pupils or load have none.
    """
    today = timezone.localdate()
    if kind == ImportBatch.Kind.EMPLOYEES:
        employees = cast(Sequence[EmployeeLine], lines)
        return plan_employees(employees, known=known_employees(), users=known_users(), answers=answers)
    if year is None:
        raise ValueError("pupils and load belong to a school year")
    if kind == ImportBatch.Kind.LOAD:
        return plan_load(cast(Sequence[LoadLine], lines), known=known_load(year), answers=answers)
    return plan_pupils(
        cast(Sequence[PupilLine], lines),
        known=known_pupils(year),
        answers=answers,
        today=today,
        starts_on=starts_on or today,
    )


@transaction.atomic
def apply(draft: ImportDraft, lines: Sequence[Line], *, year: SchoolYear | None, seen: str, by: User) -> ImportBatch:
    """Import all the lines of a draft or none. `seen` is the fingerprint of the plan that the person agreed to.

    Raises ImportRefused with the plan as it is now.
    """
    School.objects.select_for_update().first()  # one import at a time
    plan = check(draft.kind, lines, year=year, answers=draft.choices, starts_on=draft.starts_on)
    if not plan.may_apply or plan.fingerprint != seen:
        raise ImportRefused(plan)
    steps = plan.ledger.write(by=by)
    batch = ImportBatch.objects.create(
        kind=draft.kind, file_name=draft.file_name, by=by, summary=summary(plan), undo=steps
    )
    audit.record(
        "school.import", by=by, target=("importbatch", batch.pk), label=str(batch),
        after=dict(summary_words(batch.summary)),
    )  # fmt: skip
    if draft.kind in NOTICES:
        notices.queue(f"school.import_{draft.kind}", NOTICES[draft.kind], to=plan.concerned - {by.pk})
    draft.delete()
    return batch


def summary(plan: Plan) -> dict[str, int]:
    """Numbers kept with the import: lines by their fate, and new rows by kind."""
    counts = {name: plan.ledger.count(model) for name, model in COUNTED.items()}
    lines = {"created": len(plan.created), "updated": len(plan.updated), "unchanged": plan.unchanged}
    return {**lines, **{f"new_{name}": number for name, number in counts.items() if number}}


def summary_words(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """The kept numbers as history and the result's page say them."""
    return [(words, numbers[name]) for name, words in SUMMARY_WORDS.items() if numbers.get(name)]


SUMMARY_WORDS = {
    "created": "добавлено строк", "updated": "изменено строк", "unchanged": "без изменений",
    "new_pupils": "новых учеников", "new_guardians": "новых родителей", "new_stays": "приёмов и переводов",
    "new_employees": "новых сотрудников", "new_accounts": "новых учётных записей", "new_subjects": "новых предметов",
    "new_classes": "новых классов", "new_groups": "новых групп", "new_courses": "новых курсов",
}  # fmt: skip
