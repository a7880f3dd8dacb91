"""An uploaded file on its way to being applied."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit

from ...models import Enrolment, ImportDraft, SchoolYear

KEPT = timedelta(days=1)  # personal data wait no longer than they must


@transaction.atomic
def start(
    kind: str, *, file_name: str, content: bytes, sheet: int, header: int, columns: Sequence[str], by: User
) -> ImportDraft:
    """Keep a readable file until it is applied; one's earlier file of the kind and forgotten drafts go."""
    ImportDraft.objects.filter(Q(at__lt=timezone.now() - KEPT) | Q(by=by, kind=kind)).delete()
    return ImportDraft.objects.create(
        kind=kind, file_name=file_name[-255:], content=content, sheet=sheet, header=header, columns=list(columns), by=by
    )


def choose_columns(
    draft: ImportDraft, *, sheet: int, header: int, columns: Sequence[str], starts_on: date | None
) -> None:
    """Keep what each column is; answers given to another reading of the file are forgotten."""
    draft.sheet, draft.header, draft.columns = sheet, header, list(columns)
    draft.starts_on, draft.choices = starts_on, {}
    draft.save(update_fields=["sheet", "header", "columns", "starts_on", "choices"])


def answer(draft: ImportDraft, answers: dict[str, str]) -> None:
    """Keep answers to the questions of the check; an empty one takes the old answer back."""
    draft.choices = {name: value for name, value in {**draft.choices, **answers}.items() if value}
    draft.save(update_fields=["choices"])


def drop(draft: ImportDraft) -> None:
    draft.delete()


def first_day(year: SchoolYear) -> date:
    """The day to offer for new pupils: 1 September while the year has none, then today."""
    today = timezone.localdate()
    if not year.starts_on < today <= year.ends_on:
        return year.starts_on
    return today if Enrolment.objects.filter(school_class__year=year).exists() else year.starts_on


def note_export(kind: str, *, by: User, rows: int) -> None:
    """Personal data left the program: history keeps who took them (152-ФЗ)."""
    audit.record("school.export", by=by, label=kind, after={"строк": rows})
