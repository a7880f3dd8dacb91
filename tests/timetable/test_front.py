"""The scripts of the timetable under Node's own test runner; skipped with a word where Node is missing or old."""

import subprocess
from pathlib import Path

import pytest

from tests.journal.test_front import node

FRONT = Path(__file__).parent / "front"


@pytest.mark.parametrize("path", sorted(FRONT.glob("*.test.mjs")), ids=lambda path: path.name)
def test_scripts_of_the_timetable(path: Path) -> None:
    done = subprocess.run([node(), "--test", str(path)], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stdout[-4000:]
