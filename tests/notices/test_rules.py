"""Groups of kinds, quiet hours, tries."""

import re
from datetime import datetime, time
from pathlib import Path

import pytest

import parta
from parta.notices.rules import GROUPS, ONLY_IN_PAGE, group_of, is_quiet


def kinds_in_code() -> set[str]:
    """Every kind that some service queues; of one put together, its beginning."""
    source = Path(parta.__file__).parent
    texts = (path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    return {kind.partition("{")[0] for text in texts for kind in re.findall(r'\bqueue\(\s*f?"([a-z_.{]+)', text)}


def test_every_kind_has_its_group():
    kinds = kinds_in_code()

    assert {"bells", "remark", "accounts.password", "school.import_"} <= kinds
    assert {kind for kind in kinds if group_of(kind) is None and not kind.startswith(ONLY_IN_PAGE)} == set()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("absence", "absence"),
        ("support.answer", "help"),
        ("consultations.offer", "bookings"),
        ("school.close_period", "journal"),
        ("school.movement", "school"),
        ("accounts.password", "security"),
    ],
)
def test_group_of_a_kind(kind, code):
    group = group_of(kind)

    assert group is not None
    assert group.code == code


@pytest.mark.parametrize("kind", ["notices.letter", "supportive", "", "."])
def test_other_kinds_stay_in_the_page(kind):
    assert group_of(kind) is None


def test_groups_have_names_of_their_own():
    assert len({group.code for group in GROUPS}) == len({group.title for group in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize(
    ("at", "hours", "weekends", "quiet"),
    [
        ("2026-11-23 12:00", (21, 7), True, False),  # a Monday
        ("2026-11-23 20:59", (21, 7), True, False),
        ("2026-11-23 21:00", (21, 7), True, True),
        ("2026-11-24 06:59", (21, 7), True, True),
        ("2026-11-24 07:00", (21, 7), True, False),
        ("2026-11-28 12:00", (21, 7), True, True),  # a Saturday
        ("2026-11-28 12:00", (21, 7), False, False),
        ("2026-11-23 13:00", (13, 15), False, True),
        ("2026-11-23 15:00", (13, 15), False, False),
        ("2026-11-23 03:00", (0, 0), False, False),  # no quiet hours
        ("2026-11-29 03:00", (0, 0), True, True),
    ],
)
def test_quiet_hours(at, hours, weekends, quiet):
    starts_at, ends_at = map(time, hours)

    found = is_quiet(datetime.fromisoformat(at), starts_at=starts_at, ends_at=ends_at, on_weekends=weekends)

    assert found is quiet
