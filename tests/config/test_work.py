"""The clock runs what is due, and one failure stops nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from parta.config.work import CHORES, Chore, Clock

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_each_chore_runs_when_its_time_has_come(db):
    ran: list[datetime] = []

    def note(now: datetime) -> None:
        ran.append(now)

    clock = Clock((Chore(note, timedelta(minutes=1)),))

    for seconds in (0, 30, 59, 60, 61, 180):
        clock.strike(NOON + timedelta(seconds=seconds))

    assert [(at - NOON).seconds for at in ran] == [0, 60, 180]


def test_one_that_fails_stops_nobody(db, caplog):
    ran: list[str] = []

    def broken(now: datetime) -> None:
        raise RuntimeError("no mail server")

    def sound(now: datetime) -> None:
        ran.append("sound")

    clock = Clock((Chore(broken, timedelta(0)), Chore(sound, timedelta(0))))
    clock.strike(NOON)

    assert ran == ["sound"]
    assert "broken failed" in caplog.text


def test_all_that_is_due_runs_on_an_empty_school_and_again(db, caplog):
    assert len({one.name for one in CHORES}) == len(CHORES)
    clock = Clock()

    assert len(clock.strike()) == len(CHORES)
    assert clock.strike() == []
    call_command("work", "--once")

    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("name", ["parta.notices.services.letters.deliver", "parta.support.services.mailbox.fetch"])
def test_letters_go_and_come(name):
    assert name in {one.name for one in CHORES}
