"""Builders of the help desk for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from parta.regulation.models import Duty
from parta.school.models import Employee
from parta.support.models import Ticket
from parta.support.services import ensure_defaults, open_ticket
from tests.conftest import NOON

MOSCOW = ZoneInfo("Europe/Moscow")


def at(day: int, hour: int = 12, minute: int = 0, *, month: int = 11) -> datetime:
    """An instant of autumn 2026, by the school's clock; 23 November is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


def desk() -> None:
    ensure_defaults()


def duty(employee: Employee, topic: str = "2.1.6", *, line: int = 1, rank: str = "main") -> Duty:
    return Duty.objects.create(employee=employee, topic=topic, line=line, rank=rank, channels=["page"])


def ticket(asker: Any, *, topic: str = "2.1.6", text: str = "Не вижу отметок за неделю", **more: Any) -> Ticket:
    made = open_ticket(text=text, topic=topic, asker=asker, **{"now": NOON, **more})
    return Ticket.objects.get(pk=made.pk)
