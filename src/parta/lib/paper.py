"""Printing by typst to PDF. Fonts are the embedded ones, so every machine prints alike."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def pdf(template: Path, values: Any) -> bytes:
    """Print the template; it reads the values (anything JSON can carry) by `json(bytes(sys.inputs.values))`."""
    return _printed(str(template), sys_inputs={"values": json.dumps(values, ensure_ascii=False)})


def compiled(source: str, files: Mapping[str, bytes] | None = None) -> bytes:
    """Print typst markup; `files` are what it names (pictures), by name."""
    return _printed({"main.typ": source.encode(), **(files or {})})


def _printed(source: Any, **options: Any) -> bytes:
    import typst  # here, not above: megabytes in every process of the server, and few ever print

    return bytes(typst.compile(source, format="pdf", ignore_system_fonts=True, **options))
