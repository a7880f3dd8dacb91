"""What reading a diary leaves behind. Changes of the journal that families make are `journal.services.family`."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit.models import Change
from parta.audit.services import record
from parta.school.models import Pupil

VIEW = "diary.view_pupil"


@transaction.atomic
def record_look(pupil: Pupil, *, by: User) -> None:
    """Log that an employee opened a child's diary (152-ФЗ: who saw what); once a day is enough."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    if not Change.objects.filter(pupil_id=pupil.pk, by=by, action=VIEW, at__gte=midnight).exists():
        record(VIEW, by=by, target=("pupil", pupil.pk), pupil_id=pupil.pk, label=pupil.name)
