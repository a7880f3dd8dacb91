"""The cast with a helper, Соколова, who gives no lessons and helps in room 24 by the hours of clause 2.2."""

import pytest

from parta.consultations.models import HoursPlan, Interval
from parta.school.models import Employee

from . import make


@pytest.fixture
def helper(cast) -> Employee:
    return make.helper()


@pytest.fixture
def room_24(helper) -> HoursPlan:
    return make.room_24(helper)


@pytest.fixture
def monday(room_24) -> Interval:
    """Today's hours, 15.20–17.00."""
    return room_24.intervals.get(weekday=1)
