"""What the help desk starts with: working hours, and how soon each kind is answered and solved."""

from datetime import time

# Weekday 1–7 → from, to.
HOURS = {weekday: (time(8, 0), time(17, 0)) for weekday in range(1, 6)} | {6: (time(8, 0), time(13, 0))}
DAY = 9 * 60  # working minutes of a usual day
# Kind → first answer, solution, in working minutes.
NORMS = {"question": (2 * 60, DAY), "remark": (4 * 60, 3 * DAY), "proposal": (2 * DAY, 10 * DAY)}
CONFIRM_DAYS = 5  # working days after which a solved request closes by itself


def duration(minutes: int | None) -> str:
    """Working minutes in words: «25 мин», «2 ч 05 мин», «—» for None. Never in days: days are of different length."""
    if minutes is None:
        return "—"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} мин"
    return f"{hours} ч {rest:02} мин" if rest else f"{hours} ч"
