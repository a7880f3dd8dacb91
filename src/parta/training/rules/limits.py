"""When a lesson of the practice class may be written: the journal's limits (domain §3) in small."""

from datetime import date, timedelta

from .story import EDIT_DAYS

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def lock_of(on: date, *, today: date, is_opened: bool) -> str:
    """Why marks and absences may not be written, by the protocol: "future", "days" or ""."""
    if on > today:
        return "future"
    return "days" if today > on + timedelta(days=EDIT_DAYS) and not is_opened else ""


def record_lock_of(on: date, *, today: date, is_opened: bool) -> str:
    """The same for the topic, the kind and homework, which may be planned ahead."""
    lock = lock_of(on, today=today, is_opened=is_opened)
    return "" if lock == "future" else lock


def why_locked(lock: str, on: date) -> str:
    """The lock in a sentence; "" without one."""
    if lock == "future":
        return f"Урок будет {in_words(on)}"
    return f"Срок правки прошёл {in_words(on + timedelta(days=EDIT_DAYS))}" if lock else ""


def in_words(on: date) -> str:
    """«23 ноября»."""
    return f"{on.day} {MONTHS[on.month - 1]}"
