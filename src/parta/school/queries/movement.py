"""Who came, changed class and left."""

from dataclasses import dataclass

from ..models import Enrolment, Pupil
from ..rules import DAY


@dataclass(frozen=True, slots=True)
class LastMovement:
    """The pupil's last приём, перевод or выбытие: the stay it touched and, for a перевод, the stay before it."""

    stay: Enrolment
    came_from: Enrolment | None

    @property
    def is_leaving(self) -> bool:
        return self.stay.to_on is not None

    @property
    def words(self) -> str:
        """«выбытие из 7Б 20.11.2026»."""
        if self.stay.to_on:
            return f"выбытие из {self.stay.school_class} {self.stay.to_on:%d.%m.%Y}"
        if self.came_from:
            return f"перевод из {self.came_from.school_class} в {self.stay.school_class} {self.stay.from_on:%d.%m.%Y}"
        return f"приём в {self.stay.school_class} {self.stay.from_on:%d.%m.%Y}"


def last_movement(pupil: Pupil) -> LastMovement | None:
    stays = list(pupil.enrolments.select_related("school_class__year", "pupil").order_by("-from_on", "-id")[:2])
    if not stays:
        return None
    last, before = stays[0], stays[1] if len(stays) > 1 else None
    is_transfer = last.to_on is None and before is not None and before.to_on == last.from_on - DAY
    return LastMovement(stay=last, came_from=before if is_transfer else None)
