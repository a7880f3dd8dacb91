"""Reads of the regulation: who helps with what."""

from .models import Duty


def helpers_for(topic: str, *, line: int) -> list[int]:
    """Employees who help with the topic on this line: the main one, then deputies in order of appointment.

    Who has left is not among them. One query.
    """
    found = Duty.objects.filter(topic=topic, line=line, is_active=True, employee__left_on=None)
    return list(found.order_by("-rank", "id").values_list("employee_id", flat=True))
