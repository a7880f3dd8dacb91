"""Where pupils are today."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .classes import Enrolment


def stays_now() -> QuerySet[Enrolment]:
    """Where pupils are, one stay each: today's, or the first one to come.

    A leaving or a transfer ordered ahead changes nothing before its day.
    """
    lasting = Q(to_on=None) | Q(to_on__gte=timezone.localdate())
    sooner = Enrolment.objects.filter(lasting, pupil=OuterRef("pupil"), from_on__lt=OuterRef("from_on"))
    return Enrolment.objects.filter(lasting).exclude(Exists(sooner))
