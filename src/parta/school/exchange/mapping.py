"""Which column is which field: guessed by the headings, corrected by a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parta.lib.sheets import Sheet, Value, column_name

from ..names import clean, text_key
from .fields import fields_of

RELATIVES = {"мать": r"\bмат(ь|ер)|\bмам[аы]", "отец": r"\bот(ец|ц)|\bпап[аы]"}
HEADINGS_WITHIN = 20  # rows from the top where the heading may stand


@dataclass(frozen=True, slots=True)
class Mapping:
    """`header` counts rows from 0, -1 where the sheet has none; `columns` has each column's field, "" for none."""

    kind: str
    header: int
    columns: Sequence[str]

    def heading(self, sheet: Sheet, column: int) -> str:
        """The column as a person knows it: by its heading, else by its letter."""
        row = sheet.rows[self.header] if 0 <= self.header < len(sheet.rows) else []
        return (_text(row[column]) if column < len(row) else "") or column_name(column)

    def title_of(self, field: str, sheet: Sheet) -> str:
        """The heading under which the file has the field; our own title where it has none."""
        if field and field in self.columns:
            return self.heading(sheet, list(self.columns).index(field))
        return next((one.title for one in fields_of(self.kind) if one.name == field), "")


def relation_of(heading: str) -> str:
    """«мать» of a column «Мама», «отец» of «ФИО отца»; nothing where it names both or neither."""
    words = text_key(heading)
    found = [relation for relation, pattern in RELATIVES.items() if re.search(pattern, words)]
    return found[0] if len(found) == 1 else ""


def guess(kind: str, sheet: Sheet) -> Mapping:
    """The heading is the row where most columns are recognised, the upper of equals; no row: no heading."""
    guesses = [guess_columns(kind, row) for row in sheet.rows[:HEADINGS_WITHIN]]
    scores = [sum(map(bool, columns)) for columns in guesses]
    best = max(scores, default=0)
    if best == 0:
        return Mapping(kind, -1, [""] * (len(sheet.rows[0]) if sheet.rows else 0))
    header = scores.index(best)
    return Mapping(kind, header, guesses[header])


def guess_columns(kind: str, headings: Sequence[Value]) -> list[str]:
    """A field for each heading: by our own title first, then by what schools call it; no field twice."""
    keys = [text_key(_text(heading)) for heading in headings]
    titles = {text_key(field.title): field.name for field in fields_of(kind)}
    columns = [titles.pop(key, "") if key in titles else "" for key in keys]
    for number, key in enumerate(keys):
        if key and not columns[number]:
            columns[number] = next(
                (
                    field.name
                    for field in fields_of(kind)
                    if field.name not in columns and re.search(field.pattern, key)
                ),
                "",
            )
    return columns


def missing(kind: str, columns: Sequence[str]) -> list[str]:
    """Titles of the fields without which a file of this kind says nothing; a full name stands for its parts."""
    needed = [field for field in fields_of(kind) if field.is_required and field.name not in columns]
    if "full_name" in columns:
        needed = [field for field in needed if field.name not in ("last_name", "first_name")]
    return [field.title for field in needed]


def _text(value: Value) -> str:
    return clean(str(value)) if value is not None else ""
