"""docs/regulation.md keeps up with the code: every clause, screens that exist, tests that exist."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests import doors

from .test_docs import ROOT, read

CLAUSES = [
    "head", "1.1", "1.2", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.4", "1.5", "1.6", "1.7", "1.8",
    "2.1", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6", "2.2", "2.3", "2.4",
]  # fmt: skip
WAITING = {"2.1.2"}  # whose proof, or a part of it, is to come


@dataclass(frozen=True)
class Row:
    clause: str
    says: str
    screens: list[str]
    proofs: list[str]
    is_waiting: bool


def rows() -> list[Row]:
    found = []
    for line in read("regulation.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"head|\d[\d.]*", cells[0]):
            screens, proofs = (re.findall("`([^`]+)`", cell) for cell in cells[2:4])
            found.append(Row(cells[0], cells[1], screens, proofs, "to come" in cells[3]))
    return found


def test_every_clause_has_its_row():
    assert [row.clause for row in rows()] == CLAUSES


def test_every_screen_exists():
    known = doors.names()

    assert [(row.clause, name) for row in rows() for name in row.screens if name not in known] == []
    assert [row.clause for row in rows() if not row.screens] == []


def test_every_proof_exists():
    missing = []
    for row in rows():
        for proof in row.proofs:
            path, _, name = proof.partition("::")
            file = ROOT / path
            if not file.exists() or f"\ndef {name}(" not in file.read_text(encoding="utf-8"):
                missing.append((row.clause, proof))

    assert missing == []


def test_every_clause_is_proved():
    assert {row.clause for row in rows() if row.is_waiting} == WAITING
    assert [row.clause for row in rows() if not row.proofs and row.clause not in WAITING] == []
