"""The scripts of keys under Node's own test runner."""

import subprocess
from pathlib import Path

from tests.journal.test_front import node


def test_keys_between_json_and_bytes():
    path = Path(__file__).parent / "front" / "webauthn.test.mjs"

    done = subprocess.run([node(), "--test", str(path)], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stdout[-4000:]
