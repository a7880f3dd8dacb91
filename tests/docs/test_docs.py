"""The documents keep up with the code: every setting, command and app has its line; links lead somewhere."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "parta"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def settings_in_code() -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        found |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text(encoding="utf-8")))
    return found


def test_every_setting_has_its_line():
    assert settings_in_code() == set(re.findall(r"`([A-Z_]{4,})`", read("reference/settings.md")))


def test_every_command_has_its_line():
    commands = {path.stem for path in SOURCE.rglob("management/commands/*.py") if path.stem != "__init__"}

    assert commands == set(re.findall(r"`parta ([a-z]+)`", read("reference/commands.md")))


def test_every_app_has_its_floor():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("parta.")}

    assert ours - set(re.findall(r"`(\w+)`", read("architecture.md"))) == set()


@pytest.mark.parametrize(
    "path", [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "README.ru.md"], ids=lambda path: path.name
)
def test_links_lead_somewhere(path: Path):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_dependency_has_its_reason():
    names = set()
    for part in ("base.in", "dev.in"):
        for line in (ROOT / "requirements" / part).read_text(encoding="utf-8").splitlines():
            name = re.match(r"[A-Za-z][\w-]*", line)
            if name:
                names.add(name.group().lower())

    table = read("decisions/0002-dependencies.md").lower()
    assert {name for name in names if name not in table} == set()
