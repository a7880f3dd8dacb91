"""What a school sets outside, and what of it reaches Django."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PRINT = "import json; from parta.config import settings as s; print(json.dumps(s.DATABASES['default']))"


def database(url: str, home: Path) -> dict[str, object]:
    environment = {**os.environ, "DATABASE_URL": url, "PARTA_HOME": str(home), "PARTA_SECRET_KEY": "a key of one test"}
    run = subprocess.run([sys.executable, "-c", PRINT], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(
    ("query", "asked"),
    [("?sslmode=require&connect_timeout=3", {"sslmode": "require", "connect_timeout": "3"}), ("", {})],
)
def test_what_the_address_of_the_database_asks_for_reaches_the_driver(query, asked, tmp_path):
    made = database(f"postgres://parta:secret@db.example:5433/school{query}", tmp_path)

    assert (made["HOST"], made["PORT"], made["NAME"], made["USER"]) == ("db.example", "5433", "school", "parta")
    options = made["OPTIONS"]
    assert isinstance(options, dict)
    assert {name: options.get(name) for name in asked} == asked
    assert "jit=off" in options["options"]
