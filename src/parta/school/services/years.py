"""The school's calendar: years, periods and their closing, holidays."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from .. import rules
from ..models import Course, Holiday, Period, PeriodScheme, SchoolYear
from . import rows


@transaction.atomic
def create_year(
    *,
    starts_on: date,
    by: User,
    ends_on: date | None = None,
    cuts: Iterable[rules.Cut] = (rules.Cut.QUARTERS,),
    with_holidays: bool = True,
) -> SchoolYear:
    """Add a year with the usual schemes and holidays; the school's first year becomes the current one.

    It ends on 31 August unless told otherwise (domain §1). Raises ValidationError in Russian.
    """
    year = SchoolYear(
        name=rules.year_name(starts_on), starts_on=starts_on, ends_on=ends_on or date(starts_on.year + 1, 8, 31)
    )
    refuse_crossing(year)
    year.is_current = not SchoolYear.objects.filter(is_current=True).exists()
    rows.add(year, "school.create_year", by=by)
    for cut in cuts:
        create_scheme(year, cut=cut, by=by)
    if with_holidays:
        usual = [span for span in rules.usual_holidays(starts_on.year) if span.starts_on >= year.starts_on]
        fitting = [span for span in usual if span.ends_on <= year.ends_on]
        Holiday.objects.bulk_create(
            Holiday(
                year=year, name=span.name, starts_on=span.starts_on, ends_on=span.ends_on, from_level=span.from_level,
                to_level=span.to_level,
            )
            for span in fitting
        )  # fmt: skip
        audit.record(
            "school.add_usual_holidays", by=by, target=("schoolyear", year.pk), label=year.name,
            after={span.name: days(span.starts_on, span.ends_on) for span in fitting},
        )  # fmt: skip
    return year


@transaction.atomic
def update_year(year: SchoolYear, *, starts_on: date, ends_on: date, by: User) -> None:
    """Move the year's limits; what is already in it must stay inside."""
    refuse_crossing(SchoolYear(pk=year.pk, name=year.name, starts_on=starts_on, ends_on=ends_on))
    outside = Period.objects.filter(scheme__year=year).exclude(starts_on__gte=starts_on, ends_on__lte=ends_on).first()
    if outside:
        raise ValidationError(
            f"{outside.name} ({days(outside.starts_on, outside.ends_on)}) окажется вне учебного года."
        )
    rows.change(year, "school.set_year", {"starts_on": starts_on, "ends_on": ends_on}, by=by)


def refuse_crossing(year: SchoolYear) -> None:
    """Raise ValidationError when the year ends before it starts or runs over another year."""
    if year.ends_on <= year.starts_on:
        raise ValidationError({"ends_on": "Год должен кончаться позже, чем начинается."})
    crossing = SchoolYear.objects.filter(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on).exclude(pk=year.pk)
    if other := crossing.first():
        raise ValidationError(
            {"starts_on": f"Дни пересекаются с годом {other.name} ({days(other.starts_on, other.ends_on)})."}
        )


@transaction.atomic
def make_current(year: SchoolYear, *, by: User) -> None:
    before = SchoolYear.objects.filter(is_current=True).first()
    if before == year:
        return
    SchoolYear.objects.filter(is_current=True).update(is_current=False)
    year.is_current = True
    year.save(update_fields=["is_current"])
    audit.record(
        "school.make_year_current", by=by, target=("schoolyear", year.pk), label=year.name,
        before=before.name if before else None, after=year.name,
    )  # fmt: skip


@transaction.atomic
def create_scheme(year: SchoolYear, *, cut: rules.Cut, by: User) -> PeriodScheme:
    """Add quarters, trimesters or half-years with the usual dates, kept inside the year."""
    scheme = PeriodScheme(year=year, name=rules.CUT_WORDS[cut])
    rows.add(scheme, "school.create_scheme", by=by, label=f"{scheme.name}, {year.name}")
    spans = [inside(span, year) for span in rules.usual_periods(cut, year.starts_on.year)]
    set_periods(scheme, spans, by=by)
    return scheme


def inside(span: rules.Span, year: SchoolYear) -> rules.Span:
    return rules.Span(span.name, max(span.starts_on, year.starts_on), min(span.ends_on, year.ends_on))


@transaction.atomic
def set_periods(scheme: PeriodScheme, spans: Sequence[rules.Span], *, by: User) -> None:
    """Give the scheme exactly these periods, in order. Raises ValidationError: overlaps, outside the year, closed."""
    year = rules.Span(scheme.year.name, scheme.year.starts_on, scheme.year.ends_on)
    if wrong := rules.wrong_periods(spans, year=year):
        raise ValidationError(wrong)
    known = {period.number: period for period in scheme.periods.all()}
    before = {period.name: days(period.starts_on, period.ends_on) for period in known.values()}
    for number, span in enumerate(spans, start=1):
        set_period(known.get(number) or Period(scheme=scheme, number=number), span)
    for number, period in known.items():
        if number > len(spans):
            refuse_closed(period)
            period.delete()
    after = {span.name: days(span.starts_on, span.ends_on) for span in spans}
    if before != after:
        audit.record(
            "school.set_periods", by=by, target=("periodscheme", scheme.pk), label=f"{scheme.name}, {year.name}",
            before=before or None, after=after,
        )  # fmt: skip


def set_period(period: Period, span: rules.Span) -> None:
    if (period.name, period.starts_on, period.ends_on) == (span.name, span.starts_on, span.ends_on):
        return
    if period.pk and (period.starts_on, period.ends_on) != (span.starts_on, span.ends_on):
        refuse_closed(period)
    period.name, period.starts_on, period.ends_on = span.name, span.starts_on, span.ends_on
    period.full_clean()
    period.save()


def refuse_closed(period: Period) -> None:
    if period.closed_at:
        raise ValidationError(f"Период закрыт: {period.name}. Сначала откройте его.")


@transaction.atomic
def remove_scheme(scheme: PeriodScheme, *, by: User) -> None:
    """Take away a scheme that no class and no course uses."""
    if scheme.classes.exists() or scheme.courses.exists():
        raise ValidationError(f"Схему «{scheme.name}» используют классы или курсы: сначала смените её у них.")
    rows.remove(scheme, "school.remove_scheme", by=by, label=f"{scheme.name}, {scheme.year.name}")


@transaction.atomic
def close_period(period: Period, *, by: User) -> None:
    """Lock every cell of the period's lessons for those who follow its scheme (domain §3)."""
    if period.closed_at:
        return
    if period.starts_on > timezone.localdate():
        raise ValidationError(f"{period.name} начнётся {period.starts_on:%d.%m.%Y}: закрывать ещё нечего.")
    stamp(period, closed_at=timezone.now(), closed_by=by)
    tell_period(period, "school.close_period", f"Закрыто для правки: {period.name}, {period.scheme.year.name}.", by=by)


@transaction.atomic
def open_period(period: Period, *, by: User) -> None:
    """Take the closing back; the limit of days stays in force."""
    if not period.closed_at:
        return
    stamp(period, closed_at=None, closed_by=None)
    tell_period(period, "school.open_period", f"Снова открыто: {period.name}, {period.scheme.year.name}.", by=by)


def stamp(period: Period, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(period, name, value)
    period.save(update_fields=list(fields))


def tell_period(period: Period, action: str, text: str, *, by: User) -> None:
    audit.record(action, by=by, target=("period", period.pk), label=f"{period.name}, {period.scheme.year.name}")
    teachers = Course.objects.filter(scheme=period.scheme, is_active=True, teacher__user__isnull=False)
    notices.queue(action, text, to=set(teachers.values_list("teacher__user", flat=True)) - {by.pk})


@transaction.atomic
def create_holiday(year: SchoolYear, *, by: User, **fields: Any) -> Holiday:
    """Add days without lessons. Raises ValidationError when they leave the year or double a holiday."""
    holiday = Holiday(year=year, **fields)
    refuse_outside(holiday)
    rows.add(holiday, "school.create_holiday", by=by)
    return holiday


@transaction.atomic
def update_holiday(holiday: Holiday, *, by: User, **fields: Any) -> None:
    wanted = Holiday(pk=holiday.pk, year=holiday.year, **fields)
    refuse_outside(wanted)
    rows.change(holiday, "school.set_holiday", fields, by=by)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    rows.remove(holiday, "school.remove_holiday", by=by)


def refuse_outside(holiday: Holiday) -> None:
    year = holiday.year
    if holiday.ends_on < holiday.starts_on:
        raise ValidationError({"ends_on": "Конец раньше начала."})
    if holiday.to_level < holiday.from_level:
        raise ValidationError({"to_level": "Последний класс меньше первого."})
    if holiday.starts_on < year.starts_on or holiday.ends_on > year.ends_on:
        limits = days(year.starts_on, year.ends_on)
        raise ValidationError({"starts_on": f"Дни выходят за учебный год {year.name} ({limits})."})


def days(starts_on: date, ends_on: date) -> str:
    """«01.09.2026–25.10.2026», or the one day."""
    return f"{starts_on:%d.%m.%Y}" if starts_on == ends_on else f"{starts_on:%d.%m.%Y}–{ends_on:%d.%m.%Y}"
