"""Rows of history for operations: the fast path beside `audit.services.record`, for writing many a transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from parta.accounts.models import User
from parta.lib import sql

Place = tuple[str, int | None, int | None]  # target kind, target key, pupil


class Told(NamedTuple):
    """One row to be, as `audit.models.Change` names its fields."""

    action: str
    target_kind: str
    target_id: int
    pupil_id: int | None
    label: str
    before: dict[str, object]
    after: dict[str, object]
    op_id: UUID


CHANGE = (
    "at", "by_id", "action", "target_kind", "target_id", "pupil_id", "label", "before", "after", "op_id", "address",
)  # fmt: skip


def write_history(history: Iterable[Told], *, by: User, now: datetime) -> None:
    at = sql.instant_in(now)
    rows = [
        (
            at, by.pk, told.action, told.target_kind, told.target_id, told.pupil_id, told.label[:255],
            sql.json_in(told.before), sql.json_in(told.after), sql.uuid_in(told.op_id), None,
        )
        for told in history
    ]  # fmt: skip
    sql.insert("audit_change", CHANGE, rows)


DONE = "SELECT op_id, target_kind, target_id, pupil_id, by_id, after FROM audit_change WHERE op_id IN"


def done_before(ops: list[UUID], *, by: User) -> dict[UUID, tuple[Place, int]]:
    """Of the operations, those applied earlier: where, and the version each made. Another's operation has no place."""
    if not ops:
        return {}
    found = {}
    rows = sql.rows(f"{DONE} ({sql.places(len(ops))})", [*map(sql.uuid_in, ops)])
    for op, kind, target, pupil, author, after in rows:
        place = (kind if author == by.pk else "", target, pupil)
        found[sql.uuid(op)] = (place, (sql.json(after) or {}).get("version", 0))
    return found
