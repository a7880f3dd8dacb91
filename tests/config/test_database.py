"""Both databases find Cyrillic text whatever its case."""

import time

import pytest
from django.db import connection

from parta.config.database import like
from parta.school.models import Pupil

from .. import build


@pytest.mark.parametrize(
    ("pattern", "value", "matches"),
    [
        ("%орл%", "ОРЛОВА", True),
        ("орл%", "Морлок", False),
        ("алёна", "Алена", True),
        ("а_а", "Ава", True),
        ("а_а", "Аорта", False),
        (r"100\%", "100%", True),
        (r"100\%", "1000", False),
        ("%", "две\nстроки", True),
    ],
)
def test_like(pattern, value, matches):
    assert like(pattern, value, "\\") is matches


def test_like_of_nothing_is_unknown():
    assert like("%", None) is None


@pytest.mark.django_db
def test_search_finds_a_name_typed_in_small_letters():
    build.pupil("Ермакова Дарья")
    build.pupil("Дмитриев Егор")

    assert [pupil.last_name for pupil in Pupil.objects.filter(last_name__icontains="ермак")] == ["Ермакова"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lookup", "value"),
    [
        ("iexact", "королев"),
        ("iexact", "КОРОЛЁВ"),
        ("icontains", "лев"),
        ("istartswith", "королё"),
        ("iendswith", "ёв"),
    ],
)
def test_yo_is_found_by_ye_and_the_other_way_round(lookup, value):
    build.pupil("Королёв Артём")
    build.pupil("Королев Семён")
    build.pupil("Королькова Яна")

    found = Pupil.objects.filter(**{f"last_name__{lookup}": value}).order_by("pk")

    assert [pupil.last_name for pupil in found] == ["Королёв", "Королев"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's connection is a file of this process")
def test_connection_that_the_server_closed_is_opened_anew():
    kept = connection.copy()
    try:
        kept.health_check_enabled = True
        with kept.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (first,) = cursor.fetchone()
        assert kept.is_usable()

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [first])
        time.sleep(0.2)
        assert not kept.is_usable()

        kept.health_check_done = False  # as at the beginning of a request
        kept.health_check_enabled = True
        with kept.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone() != (first,)
    finally:
        kept.close()
