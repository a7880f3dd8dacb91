"""Drafts: a file that is read and not yet applied. A person has one at a time."""

from django.db import transaction

from parta.accounts.models import User

from ...lines import Reading, to_json
from ...models import TimetableDraft
from ...queries.imports import choices as choosing
from ...queries.imports.choices import Choices


@transaction.atomic
def start_draft(*, file_name: str, content: bytes, reading: Reading, choices: Choices, by: User) -> TimetableDraft:
    """Keep an uploaded file with what was read of it; the person's earlier draft goes."""
    TimetableDraft.objects.filter(by=by).delete()
    return TimetableDraft.objects.create(
        by=by,
        file_name=file_name[:255],
        content=content,
        reading=to_json(reading),
        choices=choosing.to_json(choices),
    )


def save_reading(draft: TimetableDraft, reading: Reading) -> None:
    """The file was read anew, as the person pointed."""
    draft.reading = to_json(reading)
    draft.save(update_fields=["reading"])


def save_choices(draft: TimetableDraft, choices: Choices) -> None:
    draft.choices = choosing.to_json(choices)
    draft.save(update_fields=["choices"])


def drop_draft(draft: TimetableDraft) -> None:
    draft.delete()
