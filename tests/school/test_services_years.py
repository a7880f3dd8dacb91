"""Years, periods and their closing, holidays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Holiday, SchoolYear
from parta.school.rules import Cut, Span
from parta.school.services import years
from tests import build

pytestmark = pytest.mark.django_db
QUARTER_1 = Span("I четверть", date(2026, 9, 1), date(2026, 10, 25))
QUARTER_2 = Span("II четверть", date(2026, 11, 5), date(2026, 12, 30))


def admin():
    return build.user("office", is_admin=True)


def test_first_year_becomes_current_with_schemes_and_holidays():
    made = years.create_year(starts_on=date(2026, 9, 1), cuts=[Cut.QUARTERS, Cut.HALVES], by=admin())

    assert (made.name, made.is_current, made.ends_on) == ("2026/27", True, date(2027, 8, 31))
    assert {scheme.name: scheme.periods.count() for scheme in made.schemes.all()} == {"четверти": 4, "полугодия": 2}
    assert made.holidays.count() == 10
    assert Change.objects.filter(action="school.create_year", label="2026/27").count() == 1


def test_second_year_waits_to_be_made_current():
    by = admin()
    first = years.create_year(starts_on=date(2025, 9, 1), by=by)
    second = years.create_year(starts_on=date(2026, 9, 1), by=by)
    assert not second.is_current

    years.make_current(second, by=by)

    assert list(SchoolYear.objects.filter(is_current=True)) == [second]
    first.refresh_from_db()
    assert not first.is_current
    change = Change.objects.get(action="school.make_year_current")
    assert (change.before, change.after) == ("2025/26", "2026/27")


def test_years_may_not_cross():
    by = admin()
    years.create_year(starts_on=date(2025, 9, 1), by=by)

    with pytest.raises(ValidationError) as refused:
        years.create_year(starts_on=date(2026, 8, 1), by=by)

    assert refused.value.message_dict == {"starts_on": ["Дни пересекаются с годом 2025/26 (01.09.2025–31.08.2026)."]}


def test_short_year_keeps_its_periods_and_holidays_inside():
    made = years.create_year(starts_on=date(2026, 9, 1), ends_on=date(2027, 5, 20), by=admin())

    assert made.schemes.get().periods.latest("number").ends_on == date(2027, 5, 20)
    assert not Holiday.objects.filter(ends_on__gt=made.ends_on).exists()


def test_limits_of_a_year_may_not_cut_a_period_off():
    year, scheme = build.year(), build.scheme()
    assert scheme.periods.exists()

    with pytest.raises(ValidationError, match=r"IV четверть \(29\.03\.2027–31\.05\.2027\) окажется вне"):
        years.update_year(year, starts_on=year.starts_on, ends_on=date(2027, 5, 20), by=admin())


def test_set_periods_records_dates_before_and_after():
    scheme = build.scheme()

    years.set_periods(scheme, [QUARTER_1, QUARTER_2], by=admin())

    assert [period.name for period in scheme.periods.all()] == ["I четверть", "II четверть"]
    change = Change.objects.get(action="school.set_periods")
    assert change.before["III четверть"] == "11.01.2027–21.03.2027"
    assert change.after == {"I четверть": "01.09.2026–25.10.2026", "II четверть": "05.11.2026–30.12.2026"}


def test_set_periods_refuses_overlap_and_changes_nothing():
    scheme = build.scheme()
    overlapping = Span("II четверть", date(2026, 10, 20), date(2026, 12, 30))

    with pytest.raises(ValidationError, match=r"II четверть начинается 20\.10\.2026, а I четверть ещё идёт"):
        years.set_periods(scheme, [QUARTER_1, overlapping], by=admin())

    assert scheme.periods.count() == 4


def test_closed_period_keeps_its_dates_but_may_be_renamed():
    by, scheme = admin(), build.scheme()
    years.close_period(scheme.periods.get(number=1), by=by)
    rest = [Span(one.name, one.starts_on, one.ends_on) for one in scheme.periods.filter(number__gt=1)]
    shorter = Span("I четверть", date(2026, 9, 1), date(2026, 10, 20))

    with pytest.raises(ValidationError, match="Период закрыт: I четверть"):
        years.set_periods(scheme, [shorter, *rest], by=by)
    years.set_periods(scheme, [Span("Первая", QUARTER_1.starts_on, QUARTER_1.ends_on), *rest], by=by)

    assert scheme.periods.get(number=1).name == "Первая"


def test_closing_a_period_is_recorded_and_told_to_its_teachers(cast):
    period = build.scheme().periods.get(number=1)

    years.close_period(period, by=cast.deputy)

    period.refresh_from_db()
    assert period.closed_at is not None
    assert period.closed_by == cast.deputy
    assert Change.objects.get(action="school.close_period").by == cast.deputy
    told = set(Notice.objects.filter(kind="school.close_period").values_list("user__username", flat=True))
    assert told == {"orlova", "gromov"}


def test_period_opens_again():
    by, period = admin(), build.scheme().periods.get(number=1)
    years.close_period(period, by=by)

    years.open_period(period, by=by)

    period.refresh_from_db()
    assert (period.closed_at, period.closed_by) == (None, None)
    assert Change.objects.filter(action="school.open_period").exists()


def test_period_that_has_not_begun_is_not_closed():
    period = build.scheme().periods.get(number=3)

    with pytest.raises(ValidationError, match=r"III четверть начнётся 11\.01\.2027"):
        years.close_period(period, by=admin())


def test_scheme_of_a_class_is_not_removed(cast):
    with pytest.raises(ValidationError, match="используют классы или курсы"):
        years.remove_scheme(build.scheme(), by=cast.admin)


def test_holiday_changes_are_kept():
    by, year = admin(), build.year()

    holiday = years.create_holiday(
        year, name="Карантин", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 7), from_level=1, to_level=4, by=by
    )
    years.update_holiday(
        holiday, name="Карантин", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 14), from_level=1, to_level=4, by=by
    )
    years.remove_holiday(holiday, by=by)

    assert list(Change.objects.order_by("id").values_list("action", flat=True)) == [
        "school.create_holiday", "school.set_holiday", "school.remove_holiday",
    ]  # fmt: skip
    changed = Change.objects.get(action="school.set_holiday")
    assert (changed.before, changed.after) == ({"конец": "07.02.2027"}, {"конец": "14.02.2027"})


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "levels", "field"),
    [
        (date(2027, 2, 7), date(2027, 2, 1), (1, 11), "ends_on"),
        (date(2026, 8, 1), date(2026, 9, 2), (1, 11), "starts_on"),
        (date(2027, 2, 1), date(2027, 2, 7), (5, 4), "to_level"),
    ],
)
def test_wrong_holiday_is_refused_beside_its_field(starts_on, ends_on, levels, field):
    with pytest.raises(ValidationError) as refused:
        years.create_holiday(
            build.year(), name="Нет", starts_on=starts_on, ends_on=ends_on, from_level=levels[0], to_level=levels[1],
            by=admin(),
        )  # fmt: skip

    assert list(refused.value.message_dict) == [field]
