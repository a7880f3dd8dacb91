"""Builders of this app's rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parta.accounts.models import User
from parta.regulation.models import Campaign, CampaignLine, Delegation, Document, Duty, PaperAcknowledgement
from parta.school.models import Employee
from tests import build
from tests.conftest import NOON


def duty(employee: Employee, topic: str = "2.1.3", *, line: int = 1, rank: str = "main", **fields: Any) -> Duty:
    values = {"channels": ["page"], "hours": "пн–пт, 9:00–16:00", **fields}
    return Duty.objects.create(employee=employee, topic=topic, line=line, rank=rank, **values)


def delegation(to: User, by: User, until: date = date(2026, 12, 1), **fields: Any) -> Delegation:
    return Delegation.objects.create(to=to, by=by, until=until, **fields)


def document(kind: str = "regulation", version: int = 1, **fields: Any) -> Document:
    """A draft, unless `published_at` is given."""
    values = {"title": "Регламент", "text": "# Общее\n\nПомогаем **всем**.", "in_force_from": date(2026, 9, 1)}
    return Document.objects.create(kind=kind, version=version, **{**values, **fields})


def paper(employee: Employee, by: User, on: date = date(2026, 11, 20)) -> PaperAcknowledgement:
    """Signed the current regulation on paper."""
    now = {"is_current": True, "published_at": NOON - timedelta(days=9)}
    current = Document.objects.filter(kind="regulation", is_current=True).first() or document(**now)
    return PaperAcknowledgement.objects.create(document=current, employee=employee, on=on, by=by)


def campaign(*lines: str, roles: tuple[str, ...] = ("teacher",), **fields: Any) -> Campaign:
    values = {
        "title": "Закрываем II четверть", "banner": "Выставьте отметки за четверть.", "starts_on": date(2026, 12, 14),
        "ends_on": date(2026, 12, 30), "days_ahead": 7, "roles": list(roles), **fields,
    }  # fmt: skip
    made = Campaign.objects.create(year=build.year(), **values)
    for position, words in enumerate(lines or ("Проверить отметки", "Выставить за четверть")):
        CampaignLine.objects.create(campaign=made, position=position, words=words)
    return made


def queries(client: Client, address: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(caught)
