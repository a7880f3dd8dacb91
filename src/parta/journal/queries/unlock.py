"""Requests to open: those that wait, and those answered lately."""

from django.db.models import QuerySet

from parta.journal.models import UnlockRequest


def waiting() -> QuerySet[UnlockRequest]:
    """Requests without an answer, the oldest first, with all that a line prints. One query."""
    return _with_names(UnlockRequest.objects.filter(decided_at=None).order_by("pk"))


def answered() -> QuerySet[UnlockRequest]:
    return _with_names(UnlockRequest.objects.exclude(decided_at=None).order_by("-decided_at", "-pk"))


def _with_names(requests: QuerySet[UnlockRequest]) -> QuerySet[UnlockRequest]:
    return requests.select_related("course__group", "course__subject", "lesson", "by", "decided_by")


def waiting_unlocks() -> int:
    """How many requests wait, for the desk. One query."""
    return UnlockRequest.objects.filter(decided_at=None).count()
