"""Steps that the tests of imports share."""

from datetime import date

from parta.lib.sheets import Table, read_book, write_csv
from parta.school import exchange
from parta.school.queries import current_year
from parta.school.services import imports

TODAY = date(2026, 11, 23)


def read(kind, titles, *rows):
    """Rows as a person typed them in CSV, read the way an upload is."""
    sheet = read_book(write_csv(Table("", titles.split("|"), [row.split("|") for row in rows])), name="x").sheets[0]
    reading = exchange.read_lines(sheet, exchange.guess(kind, sheet), today=TODAY)
    assert not reading.errors
    return reading.lines


def check(kind, titles, *rows, answers=None, starts_on=date(2026, 9, 1)):
    lines = read(kind, titles, *rows)
    return imports.check(kind, lines, year=current_year(), answers=answers or {}, starts_on=starts_on)


def load(cast, kind, titles, *rows, answers=None, starts_on=date(2026, 9, 1)):
    """Import as the administrator does, agreeing to what the check showed."""
    lines = read(kind, titles, *rows)
    draft = imports.start(kind, file_name="список.csv", content=b"-", sheet=0, header=0, columns=[], by=cast.admin)
    draft.choices, draft.starts_on = answers or {}, starts_on
    year = current_year()
    seen = imports.check(kind, lines, year=year, answers=draft.choices, starts_on=starts_on).fingerprint
    return imports.apply(draft, lines, year=year, seen=seen, by=cast.admin)


def said(problems):
    return [(problem.line, problem.field, problem.text) for problem in problems]


def effects(plan):
    return [(effect.what, effect.old, effect.new) for result in plan.results for effect in result.effects]
