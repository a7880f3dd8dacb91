"""Table files of people and load: columns to fields, rows to lines with errors by line, lines to rows."""

from .fields import KIND_TITLES, Field, fields_of, in_template
from .mapping import Mapping, guess, guess_columns, missing
from .reading import Reading, read_lines
from .writing import table_of, template

__all__ = [
    "KIND_TITLES", "Field", "Mapping", "Reading", "fields_of", "guess", "guess_columns", "in_template", "missing",
    "read_lines", "table_of", "template",
]  # fmt: skip
