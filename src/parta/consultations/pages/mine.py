"""One's own page: offers, bookings ahead, queues, seminars, what was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.accounts.models import User

from .. import rules
from ..models import Booking, SeminarPlace, Waiting
from ..queries.bookings import past, upcoming, waiting_of
from ..queries.seminars import places_of

SEMINARS_KEPT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class OwnBooking:
    booking: Booking
    may_change: bool  # it has not begun


@dataclass(frozen=True, slots=True)
class MinePage:
    offers: list[Booking]
    ahead: list[OwnBooking]
    waiting: list[Waiting]
    past: list[Booking]
    seminars: list[SeminarPlace]

    @property
    def is_empty(self) -> bool:
        return not (self.offers or self.ahead or self.waiting or self.past or self.seminars)


def mine_page(user: User, now: datetime) -> MinePage:
    """`now` is local time. Four queries."""
    rows = upcoming(user, now)
    places = places_of(user, now.date() - SEMINARS_KEPT)
    return MinePage(
        offers=[row for row in rows if row.state == Booking.State.OFFERED and (row.offered_until or now) > now],
        ahead=[
            OwnBooking(row, not rules.has_begun(row.on, row.starts_at, now=now))
            for row in rows
            if row.state == Booking.State.BOOKED
        ],
        waiting=waiting_of(user, now.date()),
        past=[row for row in past(user, now) if row.offered_until is None],
        seminars=[place for place in places if place.left_at is None],
    )
