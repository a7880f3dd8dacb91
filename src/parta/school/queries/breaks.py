"""Days of the whole school without lessons."""

from collections import defaultdict
from datetime import date

from ..models import Holiday, Period
from ..rules import gaps

LOWEST, HIGHEST = 1, 11  # a holiday of all levels closes the school
GAP = "каникулы"  # days between the periods of a year


def break_on(on: date) -> str:
    """The name of the break the day is in, "" on any other day. Two queries."""
    return next((name for name, first, last in breaks_between(on, on) if first <= on <= last), "")


def breaks_between(from_on: date, to_on: date) -> list[tuple[str, date, date]]:
    """When nobody is taught: name, first and last day. Holidays of the whole school, then days in no period of a year.

    A year whose periods are not written yet has no such days. Two queries.
    """
    whole_school = Holiday.objects.filter(from_level=LOWEST, to_level=HIGHEST)
    holidays = whole_school.filter(starts_on__lte=to_on, ends_on__gte=from_on)
    years: dict[tuple[date, date], list[tuple[date, date]]] = defaultdict(list)
    periods = Period.objects.filter(scheme__year__starts_on__lte=to_on, scheme__year__ends_on__gte=from_on)
    of_year = "scheme__year__starts_on", "scheme__year__ends_on"
    for year_first, year_last, first, last in periods.values_list(*of_year, "starts_on", "ends_on"):
        years[year_first, year_last].append((first, last))
    between = [(GAP, *gap) for year, spans in years.items() for gap in gaps(*year, spans)]
    return [*holidays.values_list("name", "starts_on", "ends_on"), *between]
