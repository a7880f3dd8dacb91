"""The scripts of the journal page under Node's own test runner; skipped with a word where Node is missing or old."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import parta.journal

SOURCE = Path(parta.journal.__file__).parent
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


@pytest.mark.parametrize("page", ["parts/grid_scripts.html", "roll_call.html"])
def test_page_names_every_module_it_needs(page: str) -> None:
    """A module the page does not name is fetched late, after those that import it have come."""
    named = set(re.findall(r"'journal/([\w/-]+\.js)'", (SOURCE / "templates/journal" / page).read_text()))

    needed = {need for name in named for need in imports_of(name)}

    assert needed <= named


def imports_of(name: str) -> set[str]:
    """Modules that the module imports, named from the folder of scripts."""
    scripts = SOURCE / "static/journal"
    path = scripts / name
    found = re.findall(r'^import .* from "(.+)";', path.read_text(), re.MULTILINE)
    return {str((path.parent / other).resolve().relative_to(scripts.resolve())) for other in found}
