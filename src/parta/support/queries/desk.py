"""What the help desk keeps: settings, working calendar, norms, prepared answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from parta.school.models import SchoolYear
from parta.school.queries.breaks import breaks_between

from ..models import HelpDesk, Norm, PreparedAnswer, WorkingHours
from ..rules.clock import Calendar, Span, add_working_minutes, working_minutes


def the_desk() -> HelpDesk:
    """The one row of settings; an unsaved one with the defaults before set-up."""
    return HelpDesk.objects.first() or HelpDesk()


def calendar() -> Calendar:
    """Working hours, and the days when nobody is taught: holidays and gaps between periods. Three queries."""
    hours: dict[int, list[Span]] = defaultdict(list)
    for weekday, starts_at, ends_at in WorkingHours.objects.values_list("weekday", "starts_at", "ends_at"):
        hours[weekday].append((starts_at, ends_at))
    return Calendar(hours, [(first, last) for _, first, last in breaks_between(date.min, date.max)])


def norms() -> dict[str, Norm]:
    return {norm.kind: norm for norm in Norm.objects.all()}


def later(start: datetime, minutes: int | None, days: Calendar) -> datetime | None:
    """The instant so many working minutes after `start`; None without a norm or without working hours."""
    if minutes is None:
        return None
    found = add_working_minutes(timezone.localtime(start).replace(tzinfo=None), minutes, days)
    return None if found is None else timezone.make_aware(found)


def minutes_between(start: datetime, end: datetime, days: Calendar) -> int:
    """Working minutes between two instants."""
    local = [timezone.localtime(at).replace(tzinfo=None) for at in (start, end)]
    return working_minutes(local[0], local[1], days)


def year_of(at: datetime) -> SchoolYear | None:
    """The school year whose register takes a request of this instant: the last begun by then, summers included."""
    day = timezone.localtime(at).date()
    return SchoolYear.objects.order_by("-starts_on").filter(starts_on__lte=day).first() or current()


def current() -> SchoolYear | None:
    return SchoolYear.objects.order_by("-is_current", "-starts_on").first()


def prepared(topic: str | None = None) -> list[PreparedAnswer]:
    """Prepared answers in use: all, or those of the topic and of no topic."""
    found = PreparedAnswer.objects.filter(is_active=True)
    if topic is not None:
        found = found.filter(Q(topic=topic) | Q(topic=""))
    return list(found.order_by("-topic", "title"))


def years() -> Iterable[SchoolYear]:
    return SchoolYear.objects.order_by("-starts_on")
