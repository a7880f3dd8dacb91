"""Which notices go together, when a person is left in peace, when a letter is tried again. No clock, no database."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

SATURDAY = 5  # of `date.weekday()`


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of notices a person chooses about at once. `kinds` ending in a dot take every kind of an app."""

    code: str
    title: str
    about: str
    kinds: tuple[str, ...]
    by_email: bool  # unless the person chose otherwise: what waits for an answer, not what comes by the dozen
    for_staff: bool = False  # families never get these


GROUPS = (
    Group("absence", "Пропуски", "сообщения родителей об отсутствии и ответы на них", ("absence",), by_email=True),
    Group("remark", "Замечания и похвала", "что учитель написал об ученике", ("remark",), by_email=False),
    Group("substitution", "Замены", "вы ведёте урок за другого", ("substitution",), by_email=True, for_staff=True),
    Group("timetable", "Расписание и звонки", "переносы, отмены, новое расписание", ("timetable", "bells"),
          by_email=False),
    Group("journal", "Журнал", "просьбы открыть журнал и ответы, закрытие периода",
          ("unlock", "school.close_period", "school.open_period"), by_email=False, for_staff=True),
    Group("help", "Помощь", "ответы на ваши обращения; помощникам — новые обращения", ("support.",), by_email=True),
    Group("bookings", "Консультации и семинары", "записи, напоминания, переносы, места из очереди",
          ("consultations.",), by_email=True),
    Group("learning", "Обучение и готовность", "курсы, опросы, рабочие места", ("training.", "readiness."),
          by_email=False, for_staff=True),
    Group("regulation", "Регламент и справочник", "новые версии документов, кампании, статьи на проверку",
          ("regulation.", "handbook."), by_email=False),
    Group("school", "Классы и люди", "приём и перевод, новые курсы, импорт", ("school.",), by_email=False,
          for_staff=True),
    Group("security", "Безопасность", "пароль, права, второй фактор вашей учётной записи", ("accounts.",),
          by_email=True),
)  # fmt: skip
ONLY_IN_PAGE = ("notices.",)  # about letters that do not go: a letter would not go either

# How long after a failure a letter is tried again; after the last it is given up. About two days in all.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]


def group_of(kind: str) -> Group | None:
    """The group of a kind, whole names before those of an app; None for what stays in the page."""
    app, dot, _ = kind.partition(".")
    by_kind = {known: group for group in GROUPS for known in group.kinds}
    return by_kind.get(kind) or by_kind.get(app + dot)


def is_quiet(at: datetime, *, starts_at: time, ends_at: time, on_weekends: bool) -> bool:
    """Whether a person is left in peace at this local time. Hours may go over midnight."""
    if on_weekends and at.weekday() >= SATURDAY:
        return True
    now = at.time()
    if starts_at <= ends_at:
        return starts_at <= now < ends_at
    return now >= starts_at or now < ends_at


def next_try(at: datetime, *, tries: int) -> datetime | None:
    """When a letter that has failed `tries` times is tried again; None when it is given up."""
    return at + DELAYS[tries - 1] if tries <= len(DELAYS) else None
