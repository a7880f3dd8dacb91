"""Timetable files for tests: the two real ones, where they are, and small ones drawn as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from parta.lib.sheets import Sheet

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "timetables"


def real(name: str) -> bytes:
    """A real school's file; the test is skipped where the shared folder is not beside the project."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"нет файла ../shared/data/timetables/{name}")
    return path.read_bytes()


def rows(drawing: str) -> list[list[str | int | None]]:
    """«| ПН | 1 | Алгебра |» line by line; `;` breaks a line inside a cell, a blank cell is None."""
    return [
        [value(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in drawing.strip().splitlines()
    ]


def value(text: str) -> str | int | None:
    return int(text) if text.isdecimal() else text.replace(";", "\n") or None


def sheet(drawing: str, *, name: str = "Лист1", merged: list[tuple[int, int, int, int]] | None = None) -> Sheet:
    drawn = rows(drawing)
    width = max(map(len, drawn))
    return Sheet(name, [row + [None] * (width - len(row)) for row in drawn], merged or [])


def xlsx(**drawings: str) -> bytes:
    """A real XLSX with a sheet a drawing."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, drawing in drawings.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows(drawing)):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, cell)
    return out.getvalue()


def asc(cards: str, *, lessons: str = "", more: str = "") -> bytes:
    """A small aSc document: two classes, groups of 7А, two teachers, two rooms."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<timetable displayname="aSc Timetables 2012 XML">
  <periods><period period="1" starttime="8:30" endtime="9:15"/><period period="2" starttime="9:25" endtime="10:10"/></periods>
  <subjects><subject id="S1" name="Алгебра"/><subject id="S2" name="Английский язык"/></subjects>
  <teachers><teacher id="T1" name="Орлова Нина"/><teacher id="T2" name="" lastname="Громов" firstname="Илья"/></teachers>
  <classrooms><classroom id="R1" name="12"/><classroom id="R2" name="14"/></classrooms>
  <classes><class id="C1" name="7 А" short="7А"/><class id="C2" name="Turma 1" short="1T" grade=""/></classes>
  <groups>
    <group id="G0" name="Весь класс" classid="C1" entireclass="1"/>
    <group id="G1" name="Группа 1" classid="C1" entireclass="0"/>
    <group id="G2" name="Весь класс" classid="C2" entireclass="1"/>
  </groups>
  <lessons>
    <lesson id="L1" subjectid="S1" classids="C1" groupids="G0" teacherids="T1" periodspercard="1" periodsperweek="2.0"/>
    <lesson id="L2" subjectid="S2" classids="C1" groupids="G1" teacherids="T2" periodspercard="1" periodsperweek="1.0"/>
    <lesson id="L3" subjectid="S1" classids="C1,C2" groupids="G0,G2" teacherids="T1,T2" periodspercard="2" periodsperweek="2.0"/>
    {lessons}
  </lessons>
  <cards>{cards}</cards>
  {more}
</timetable>""".encode()  # noqa: E501
