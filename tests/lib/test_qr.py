"""Codes for a camera."""

import subprocess
import sys

import pytest

from parta.lib import qr

HEAVY = ["icalendar", "segno", "typst", "xlsxwriter"]
ASK = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().reverse_dict
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def test_a_code_is_a_picture_to_put_into_a_page():
    drawn = qr.svg("https://parta.example/invite", border=2)

    assert drawn.startswith("<svg ")
    assert 'width="33" height="33"' in drawn  # 29 squares for 28 letters, two more on each side
    assert "<?xml" not in drawn


@pytest.mark.parametrize(("light", "is_filled"), [(None, False), ("#fff", True)])
def test_the_colour_under_a_code_is_laid_only_when_asked(light, is_filled):
    assert ('fill="#fff"' in qr.svg("парта", light=light)) is is_filled


def test_a_server_starts_without_what_few_of_its_processes_need(tmp_path):
    """Drawing, printing and calendars are megabytes each: they come when somebody asks for them."""
    env = {"DJANGO_SETTINGS_MODULE": "parta.config.settings", "PARTA_HOME": str(tmp_path)}

    told = subprocess.run([sys.executable, "-c", ASK, *HEAVY], env=env, capture_output=True, text=True, check=True)

    assert told.stdout.split() == []
