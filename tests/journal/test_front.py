"""The scripts of the journal page under Node's own test runner; skipped with a word where Node is missing or old."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FRONT = Path(__file__).parent / "front"
LEAST = (20, 19)  # from here on Node tells a module from a script by its content


def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node.js: the scripts of the journal page are not tested")
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:2])
    if version < LEAST:
        pytest.skip(f"Node.js {told.strip()} is too old: 20.19 or newer tests the scripts of the journal page")
    return found


@pytest.mark.parametrize("path", sorted(FRONT.glob("*.test.mjs")), ids=lambda path: path.name)
def test_scripts_of_the_journal_page(path: Path) -> None:
    done = subprocess.run([node(), "--test", str(path)], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stdout[-4000:]
