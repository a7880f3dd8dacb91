"""Printing: a typst template and its values to PDF. Fonts are the embedded ones, so every machine prints alike."""

import json
from pathlib import Path
from typing import Any

import typst


def pdf(template: Path, values: Any) -> bytes:
    """Print the template; it reads the values (anything JSON can carry) by `json(bytes(sys.inputs.values))`."""
    inputs = {"values": json.dumps(values, ensure_ascii=False)}
    printed: bytes = typst.compile(str(template), sys_inputs=inputs, ignore_system_fonts=True)
    return printed
