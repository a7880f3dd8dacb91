"""The school itself: its heading and its settings."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User

from ..models import School
from ..queries import the_school
from . import rows


@transaction.atomic
def update_school(*, by: User, **fields: Any) -> School:
    """Set fields of the school's one row, making it at first. Raises ValidationError in Russian."""
    school = the_school()
    if school.pk is None:
        school.pk = 1
        school.save(force_insert=True)
    check_thresholds(fields, school)
    rows.change(school, "school.set_school", fields, by=by)
    return school


def check_thresholds(fields: dict[str, Any], school: School) -> None:
    three, four, five = (fields.get(name, getattr(school, name)) for name in THRESHOLDS)
    if not 1 < three < four < five <= 5:
        raise ValidationError(
            {"threshold_5": "Пороги должны расти: больше 1, «3» меньше «4», «4» меньше «5», не выше 5."}
        )


THRESHOLDS = ("threshold_3", "threshold_4", "threshold_5")
