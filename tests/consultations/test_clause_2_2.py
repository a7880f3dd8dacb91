"""Clause 2.2 of the regulation: the hours of room 24 in 2021/22, on the page, on paper and in the calendar."""

import re
import shutil
import subprocess
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from parta.consultations.services import plans
from parta.school.models import SchoolYear
from tests import build

from . import make
from .make import ROOM_24, at

HOURS = {
    "Понедельник": ["15:20–17:00"],
    "Вторник": ["9:00–11:00"],
    "Среда": ["9:00–14:00", "15:20–17:00"],
    "Четверг": ["14:20–16:20"],
    "Пятница": ["14:20–16:20"],
}
MONDAY = date(2021, 10, 4)


@pytest.fixture
def room_24(db, monkeypatch):
    """The responsible person wrote and published these hours; it is an October Monday of 2021."""
    monkeypatch.setattr(timezone, "now", lambda: at(12, on=MONDAY))
    build.school()
    year = SchoolYear.objects.create(
        name="2021/22", starts_on=date(2021, 9, 1), ends_on=date(2022, 5, 31), is_current=True
    )
    introducer, helper = build.user("introducer", is_introducer=True), make.helper()
    plan = plans.create_draft(year, build.room("24"), by=introducer)
    for weekday, starts_at, ends_at in ROOM_24:
        plans.add_interval(
            plan, weekday=weekday, starts_at=starts_at, ends_at=ends_at, helper=helper, slot_minutes=20, capacity=1,
            consults=True, enters_marks=True, by=introducer,
        )  # fmt: skip
    plans.publish(plan, from_on=year.starts_on, by=introducer, now=timezone.now())
    return plan.room


def hours_in(text: str) -> dict[str, list[str]]:
    """Weekday → hours, as they follow each other in a text."""
    found: dict[str, list[str]] = defaultdict(list)
    day = ""
    for word in re.findall(
        r"(?:Понедельник|Вторник|Среда|Четверг|Пятница|Суббота|Воскресенье)|\d+:\d\d–\d+:\d\d", text
    ):
        if word[0].isdigit():
            found[day].append(word)
        else:
            day = word
    return dict(found)


def test_the_page_tells_them(room_24, sign_in):
    page = sign_in(build.user()).get(reverse("consultations:week")).content.decode()

    usual = page[page.index("часы недели") :]
    assert hours_in(re.sub("<[^>]+>", " ", usual)) == HOURS
    assert "14 ч 20 мин в неделю" in usual


def test_the_week_itself_has_them(room_24, sign_in):
    page = sign_in(build.user()).get(reverse("consultations:week"))

    blocks = [
        (day.on.isoweekday(), block.hours.starts_at, block.hours.ends_at)
        for day in page.context["page"].days
        for block in day.blocks
    ]
    assert blocks == ROOM_24


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_sheet_for_the_door_tells_them(room_24, sign_in, tmp_path):
    answer = sign_in(build.user()).get(reverse("consultations:door", args=[room_24.pk]))
    (tmp_path / "door.pdf").write_bytes(answer.content)

    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "door.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert answer["Content-Type"] == "application/pdf"
    assert hours_in(told) == HOURS
    assert "Кабинет 24" in told
    assert "2021/22" in told
    assert "14 ч 20 мин" in told
    assert "Соколова И. П." in told


def test_the_calendar_has_them_every_week(room_24, client):
    answer = client.get(reverse("consultations:room-feed", args=[room_24.pk]))

    events = Calendar.from_ical(answer.content).events
    told = sorted((one.start.isoweekday(), one.start.time(), one.end.time()) for one in events)
    assert told == ROOM_24
    assert sum(((one.end - one.start) for one in events), timedelta()) == timedelta(hours=14, minutes=20)
    assert {(one["rrule"]["FREQ"][0], one.start.utcoffset()) for one in events} == {("WEEKLY", timedelta(hours=3))}
