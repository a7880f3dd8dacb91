"""Writing history. Called by every service that changes something, inside its own transaction."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from parta.accounts.models import User

from .models import Change


def record(
    action: str,
    *,
    by: User | None,
    target: tuple[str, int | None] = ("", None),
    pupil_id: int | None = None,
    label: str = "",
    before: Any = None,
    after: Any = None,
    op_id: UUID | None = None,
    address: str | None = None,
) -> Change:
    """Add one row of history.

    `action` is «app.verb_noun» and has its Russian words in `audit.words`; `target` is (kind, primary key);
    `before` and `after` are small JSON values, None where there was nothing; `pupil_id` is the child it is about.
    """
    return Change.objects.create(
        action=action,
        by=by,
        target_kind=target[0],
        target_id=target[1],
        pupil_id=pupil_id,
        label=label[:255],
        before=before,
        after=after,
        op_id=op_id,
        address=address,
    )


def record_all(changes: Iterable[Change]) -> None:
    """Add many rows of history at once, as an import of a whole school does; each as `record` would make it."""
    Change.objects.bulk_create(changes, batch_size=1000)
