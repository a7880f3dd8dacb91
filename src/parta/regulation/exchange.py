"""The regulation on paper and in tables: the document, the sheet of acknowledgement, progress of a campaign."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from parta.lib import paper
from parta.lib.sheets import Table
from parta.school.models import School

from .markdown import blocks
from .models import Campaign, Document
from .queries.campaigns import Progress
from .queries.documents import Signature

PAPER = Path(__file__).parent / "paper"


def day(on: date | None) -> str:
    return f"{on:%d.%m.%Y}" if on else ""


def instant(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M}" if at else ""


def head(document: Document, school: School) -> dict[str, Any]:
    """What both papers print above: the school, the document, its version and numbers; "" where there is none."""
    return {
        "school": school.name, "title": document.title, "version": document.version,
        "protocol": document.protocol, "approved": day(document.approved_on), "order": document.order,
        "ordered": day(document.ordered_on), "from": day(document.in_force_from),
        "is_draft": document.published_at is None,
    }  # fmt: skip


def document_pdf(document: Document, school: School) -> bytes:
    """The document itself, A4, with its head and the line of the head's signature."""
    lines = [asdict(block) for block in blocks(document.text)]
    return paper.pdf(PAPER / "document.typ", {**head(document, school), "blocks": lines})


def sheet_pdf(document: Document, rows: Sequence[Signature], school: School) -> bytes:
    """The sheet of acknowledgement, A4: who and when, and a line for each signature."""
    people = [{"name": row.name, "position": row.position, "at": read(row)} for row in rows if not row.has_left]
    return paper.pdf(PAPER / "sheet.typ", {**head(document, school), "people": people})


def sheet_table(document: Document, rows: Sequence[Signature]) -> Table:
    return Table(
        title=f"Лист ознакомления, версия {document.version}",
        columns=["№", "ФИО", "Должность", "Ознакомлен", "Примечание"],
        rows=[
            [number, row.name, row.position, day(row.paper.on) if row.paper else instant(row.at), note(row)]
            for number, row in enumerate(rows, start=1)
        ],
    )  # fmt: skip


def read(row: Signature) -> str:
    """When the person marked it, or the date of the signature on paper."""
    return f"на бумаге {day(row.paper.on)}" if row.paper else instant(row.at)


def note(row: Signature) -> str:
    notes = ["уволен"] if row.has_left else [] if row.has_account else ["нет учётной записи"]
    return ", ".join([*notes, *(["подписал(а) на бумаге"] if row.paper else [])])


def progress_table(campaign: Campaign, progress: Progress) -> Table:
    """A row a person, a column a line of the check list with the instant it was done."""
    return Table(
        title=campaign.title,
        columns=["ФИО", "Сделано", "Всего", *(line.words for line in progress.lines)],
        rows=[
            [person.name, person.done, len(progress.lines), *(instant(at) for at in person.ticks)]
            for person in progress.people
        ],
    )  # fmt: skip
