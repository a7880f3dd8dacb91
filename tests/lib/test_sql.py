"""Plain SQL through the connection."""

from datetime import UTC, date, datetime

import pytest

from parta.lib import sql
from parta.school.models import Room

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_places_for_an_in_list():
    assert sql.places(3) == "%s, %s, %s"


@pytest.mark.parametrize("value", ["2026-11-23", date(2026, 11, 23)])
def test_day_of_either_database(value):
    assert sql.day(value) == date(2026, 11, 23)


@pytest.mark.parametrize("value", ["2026-11-23 09:00:00", datetime(2026, 11, 23, 9), NINE])  # noqa: DTZ001  as SQLite's
def test_instant_of_sqlite_is_utc(value):
    assert sql.instant(value) == NINE


def test_a_number_no_key_can_be_finds_nothing(db):
    assert sql.rows("SELECT id FROM school_room WHERE id = %s", [2**63]) == []


def test_insert_gives_back_what_is_asked(db):
    found = sql.insert("school_room", ["name", "building", "is_active"], [("12", "", True), ("14", "", True)],
                       returning="name")  # fmt: skip

    assert sorted(found) == [("12",), ("14",)]
    assert set(Room.objects.values_list("name", flat=True)) == {"12", "14"}


def test_insert_of_more_than_a_statement_holds(db, monkeypatch):
    monkeypatch.setattr(sql, "MOST_PARAMETERS", 6)

    sql.insert("school_room", ["name", "building", "is_active"], [(str(number), "", True) for number in range(5)])

    assert Room.objects.count() == 5


def test_insert_of_a_known_row_updates_it(db):
    Room.objects.create(name="12", building="старое")

    sql.insert("school_room", ["name", "building", "is_active"], [("12", "новое", True)],
               end=sql.on_conflict(["name"], ["building"]))  # fmt: skip

    assert list(Room.objects.values_list("name", "building")) == [("12", "новое")]
