"""Why a booking is refused, in the words of who asked."""

from django.core.exceptions import ValidationError

from parta.accounts.models import User
from parta.school.access import cast_of
from parta.ui.templatetags.ui import clock, weekday_day

from ..models.bookings import Purpose
from ..queries.slots import Slot, SlotState

WHY = {
    SlotState.PAST: "Это время уже началось: выберите другое.",
    SlotState.OWN: "Это время уже ваше: оно на странице «Мои записи».",
    SlotState.DUTY: "Это ваши часы: в них помогаете вы.",
    SlotState.STAFF: "В эти часы только выставляют отметки. Для консультации выберите другое время.",
    SlotState.FAR: "На этот день запись ещё не открыта.",
}


class FullSlot(ValidationError):
    """All seats of the slot are taken; there is a queue."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(f"На {when(slot)} все места уже заняты. Выберите другое время или встаньте в очередь.")


def when(slot: Slot) -> str:
    """«пн, 23 ноября, 15:20»."""
    return f"{weekday_day(slot.on)}, {clock(slot.starts_at)}"


def why_not(slot: Slot) -> ValidationError | None:
    """The refusal of a slot that is not free; None for a free one."""
    if slot.state is SlotState.FREE:
        return None
    if slot.state is SlotState.FULL:
        return FullSlot(slot)
    if slot.state is SlotState.LESSON:
        return ValidationError(f"В это время у помощника урок: {slot.helper_lesson}. Выберите другое время.")
    return ValidationError(WHY[slot.state])


def refuse_purpose(slot: Slot, purpose: str, asker: User) -> None:
    """Marks are entered by staff only, and only in hours meant for it (clause 2.2)."""
    if purpose == Purpose.MARKS and not cast_of(asker).is_staff:
        raise ValidationError({"purpose": "Отметки выставляют только сотрудники: выберите консультацию."})
    if purpose == Purpose.MARKS and not slot.hours.enters_marks:
        raise ValidationError({"purpose": "В эти часы только консультируют. Для отметок выберите другое время."})
    if purpose == Purpose.CONSULTATION and not slot.hours.consults:
        raise ValidationError({"purpose": "В эти часы только выставляют отметки: выберите эту цель или другое время."})
