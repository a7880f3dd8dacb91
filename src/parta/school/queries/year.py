"""The school and the day of its calendar."""

from datetime import date

from django.db.models import Count, Prefetch
from django.utils import timezone

from parta.lib import sql

from ..models import Holiday, Period, PeriodScheme, School, SchoolYear


def the_school() -> School:
    """The one row of the school; an unsaved one with the defaults before set-up."""
    return School.objects.first() or School(name="Школа", short_name="Школа")


def current_year() -> SchoolYear | None:
    return SchoolYear.objects.filter(is_current=True).first()


PERIOD = """
SELECT y.name, p.name FROM school_period p
JOIN school_periodscheme s ON s.id = p.scheme_id
JOIN school_schoolyear y ON y.id = s.year_id
WHERE y.is_current AND p.starts_on <= %s AND p.ends_on >= %s
ORDER BY (SELECT count(*) FROM school_schoolclass k WHERE k.scheme_id = s.id) DESC, p.number DESC LIMIT 1"""


def current_period_words(today: date | None = None) -> str:
    """«2026/27 · II четверть» by the scheme most classes use; only the year in the holidays."""
    today = today or timezone.localdate()
    found = sql.rows(PERIOD, [today, today])
    if found:
        return " · ".join(found[0])
    return SchoolYear.objects.filter(is_current=True).values_list("name", flat=True).first() or ""


def newest_year() -> SchoolYear | None:
    """The current year; without one the latest; None at a school not set up."""
    return SchoolYear.objects.order_by("-is_current", "-starts_on").first()


def has_lessons(year: SchoolYear) -> bool:
    """Whether lessons may stand on the year's dates: it is the current one, and something is taught in it."""
    return year.is_current and year.courses.exists()


def periods_on(year: SchoolYear, on: date) -> list[Period]:
    """What goes on on the day, scheme by scheme."""
    periods = Period.objects.filter(scheme__year=year, starts_on__lte=on, ends_on__gte=on)
    return list(periods.select_related("scheme").order_by("scheme"))


def next_holidays(year: SchoolYear, on: date) -> list[Holiday]:
    """The holidays that go on or come next, three of them."""
    return list(year.holidays.filter(ends_on__gte=on).order_by("starts_on")[:3])


def schemes_of(year: SchoolYear) -> list[tuple[PeriodScheme, int]]:
    """The year's schemes with their periods loaded, each with the number of its classes. Two queries."""
    periods = Prefetch("periods", Period.objects.select_related("closed_by").order_by("number"))
    schemes = year.schemes.annotate(class_count=Count("classes")).prefetch_related(periods).order_by("id")
    return [(scheme, scheme.class_count) for scheme in schemes]
