"""This app's addresses for the table of access and for the test of articles."""

from typing import Any

ARGUMENTS: dict[str, Any] = {}  # door → function of the cast → URL arguments
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {}  # a reason of `tests/handbook/test_articles.py` → doors
