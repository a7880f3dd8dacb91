"""The script of readiness under Node's own test runner; skipped with a word where Node is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest


def test_cell_keys() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js: the script of readiness is not tested")

    done = subprocess.run(
        [node, "--experimental-default-type=module", "--test", str(Path(__file__).parent / "front/cell-keys.test.mjs")],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout[-4000:]
