"""Who helps with what, and the topics nobody helps with."""

from django.db.models import QuerySet

from ..models import Delegation, Duty
from ..rules import CLAUSES


def helping() -> QuerySet[Duty]:
    """Active duties of those who work here."""
    return Duty.objects.filter(is_active=True, employee__left_on=None)


def helpers_for(topic: str, *, line: int) -> list[int]:
    """Employees who help with the topic on this line: the main one, then deputies in order of appointment.

    Who has left is not among them. One query.
    """
    found = helping().filter(topic=topic, line=line)
    return list(found.order_by("-rank", "id").values_list("employee_id", flat=True))


def uncovered_topics() -> list[str]:
    """Topics of clause 2.1 without any helper who works here, in order (clause 1.1). One query."""
    covered = set(helping().filter(topic__in=CLAUSES).values_list("topic", flat=True))
    return [topic for topic in CLAUSES if topic not in covered]


def duties() -> list[Duty]:
    """The whole matrix, with those who have left: main ones first within a line. One query."""
    found = Duty.objects.filter(is_active=True).select_related("employee")
    return list(found.order_by("line", "-rank", "id"))


def delegations() -> list[Delegation]:
    """All delegations, newest first."""
    return list(Delegation.objects.select_related("to__employee", "by").order_by("-id"))
