"""What was done elsewhere is brought in whole, with its own dates: by paper, by another program, by the demo school."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import Acknowledgement, CampaignTick, Document

Read = Iterable[tuple[int, datetime]]  # account and when


@transaction.atomic
def bring_in(kind: str, *, published_at: datetime, read: Read = (), by: User, **fields: Any) -> Document:
    """Add the next version as published at that time, with who has read it already; nobody is told of it."""
    newest = Document.objects.filter(kind=kind).aggregate(newest=Max("version"))["newest"] or 0
    Document.objects.filter(kind=kind, is_current=True).update(is_current=False)
    made = Document(
        kind=kind, version=newest + 1, published_at=published_at, published_by=by, is_current=True, **fields
    )
    made.full_clean()
    made.save()
    rows = [Acknowledgement(document=made, user_id=user_id, at=at) for user_id, at in read]
    Acknowledgement.objects.bulk_create(rows, batch_size=1000)
    audit.record(
        "regulation.publish_document", by=by, target=("document", made.pk), label=str(made),
        after={"версия": made.version, "ознакомлены раньше": len(rows)},
    )  # fmt: skip
    return made


@transaction.atomic
def bring_in_ticks(ticks: Iterable[tuple[int, int, datetime]], *, by: User) -> None:
    """Add ticks of check lists (line, account, when); those that are there already stay."""
    rows = [CampaignTick(line_id=line, user_id=user_id, at=at) for line, user_id, at in ticks]
    CampaignTick.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    audit.record("regulation.tick_line", by=by, label=f"записей: {len(rows)}", after=len(rows))
