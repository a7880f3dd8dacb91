"""Taking a seat of a slot. The database refuses two on one seat; whoever comes second gets the next one."""

from django.db import IntegrityError, transaction

from ..models import Booking, HoursPlan
from ..rules import first_free

CANCELLED = Booking.State.CANCELLED


def lock_hours() -> None:
    """Hold back every other change of hours and of bookings till the transaction ends; ask for it first in each.

    So two bookings of one person cannot pass each other, and nobody is seated in hours that are just being taken away.
    """
    plans = HoursPlan.objects.filter(published_at__isnull=False).order_by("pk")
    list(plans.select_for_update(no_key=True).values_list("pk"))


def take_seat(row: Booking, *, capacity: int) -> bool:
    """Save the booking on the lowest free seat of its slot; False when all are taken.

    Others may take the seat between the look and the write: then the next is tried. Raises IntegrityError when the
    person has another booking at this time.
    """
    for _ in range(capacity + 1):
        seat = first_free(taken_seats(row), capacity)
        if seat is None:
            return False
        row.seat = seat
        try:
            with transaction.atomic():
                row.save()
            return True
        except IntegrityError:
            if seat not in taken_seats(row):  # not the seat: the person
                raise
    return False


def taken_seats(row: Booking) -> set[int]:
    others = Booking.objects.filter(interval=row.interval_id, on=row.on, starts_at=row.starts_at)
    return set(others.exclude(state=CANCELLED).exclude(pk=row.pk).values_list("seat", flat=True))
