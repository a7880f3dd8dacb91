"""Why a booking is refused, in the words of who asked."""

from django.core.exceptions import ValidationError

from parta.ui.templatetags.ui import clock, weekday_day

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
