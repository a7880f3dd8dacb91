"""The demo school says the same hours of room 24 everywhere."""

from parta.demo.help_consultations import ROOM_24
from parta.demo.help_regulation import DUTIES
from parta.ui.templatetags.ui import WEEKDAYS_SHORT


def test_the_matrix_of_duties_names_the_hours_of_the_plan():
    plan = {
        (username, f"{WEEKDAYS_SHORT[day - 1]} {start.hour}:{start:%M}–{end.hour}:{end:%M}, каб. 24")
        for day, start, end, username in ROOM_24
    }
    said = {(row[1], row[-1]) for row in DUTIES if "каб. 24" in row[-1]}

    assert len(said) > 3
    assert said <= plan
