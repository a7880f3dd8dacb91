"""The year of help: the usual campaigns of a school year, and when a campaign is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS_AHEAD = 60
MOST_DAYS_AROUND = 92  # the summer before a school year, and the one after
BEFORE_PERIOD_ENDS = 10  # days a period's campaign lasts up to its last day
AFTER_PERIOD_ENDS = 3  # days left to close the period when it has ended


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign not yet made. `code` is unique within its year; `links` are pairs: words, slug of an article."""

    code: str
    title: str
    banner: str
    starts_on: date
    ends_on: date
    roles: tuple[str, ...]
    lines: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    days_ahead: int = 7


def is_announced(starts_on: date, ends_on: date, days_ahead: int, *, today: date) -> bool:
    """Whether the banner hangs: from so many days before the beginning up to and including the last day."""
    return (starts_on - today).days <= days_ahead and today <= ends_on


def year_span(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The first and the last day a campaign of the school year may have: it begins in summer, papers end in summer."""
    return starts_on - timedelta(days=MOST_DAYS_AROUND), ends_on + timedelta(days=MOST_DAYS_AROUND)


def year_plans(starts_on: date, ends_on: date, periods: Iterable[tuple[str, date]]) -> list[Plan]:
    """The usual campaigns of a year, by date. `periods` are names and last days; those that end together are one.

    `ends_on` is the year's last day, which may come long after lessons; their end is that of the last period.
    """
    ends: dict[date, list[str]] = {}
    for name, last_day in periods:
        ends.setdefault(last_day, []).append(name)
    lessons_end = max(ends, default=date(ends_on.year, 5, 31))
    plans = [*august(starts_on.year), *september(starts_on.year), december(starts_on.year), may(lessons_end)]
    plans.append(june(lessons_end.year))
    for number, last_day in enumerate(sorted(ends), start=1):
        plans += period_end(number, " и ".join(ends[last_day]), last_day)
    return sorted(plans, key=lambda plan: (plan.starts_on, plan.code))


def august(year: int) -> list[Plan]:
    return [
        Plan(
            code="august-office", title="Журнал готов к учебному году",
            banner="До 31 августа: учётные записи, классы, нагрузка и расписание нового года.",
            starts_on=date(year, 8, 20), ends_on=date(year, 8, 31), roles=("admin", "deputy", "introducer"),
            lines=(
                "Учебный год и периоды заданы",
                "Классы открыты, прибывшие зачислены",
                "Новым сотрудникам выданы учётные записи, уволенным закрыты",
                "Нагрузка и группы проверены",
                "Расписание загружено, звонки заданы",
                "Матрица помощи и часы кабинета обновлены",
            ),
            links=(("Учебный год", "year"), ("Импорт нагрузки", "import-load"), ("Коды сотрудников", "staff-codes")),
        ),
        Plan(
            code="august-plans", title="Планы уроков к сентябрю",
            banner="До 31 августа: проверьте свои курсы и подготовьте планы уроков.",
            starts_on=date(year, 8, 20), ends_on=date(year, 8, 31), roles=("teacher",),
            lines=(
                "Вход в журнал проверен",
                "Мои курсы и группы верны",
                "Планы уроков на первый период готовы",
            ),
            links=(("Темы вперёд", "plan-ahead"), ("Мои журналы", "journal-list")),
        ),
    ]  # fmt: skip


def september(year: int) -> list[Plan]:
    return [
        Plan(
            code="september-marks", title="Первые отметки",
            banner="Сентябрь: перекличка, тема и задание каждый день; первые отметки с видом работы.",
            starts_on=date(year, 9, 1), ends_on=date(year, 9, 30), roles=("teacher",),
            lines=(
                "Темы и задания заполнены за все уроки",
                "Переклички сделаны",
                "Первые отметки выставлены, вид работы указан",
            ),
            links=(("Поставить отметку", "put-mark"), ("Перекличка", "roll-call"), ("Вид работы", "kind-of-column")),
            days_ahead=3,
        ),
        Plan(
            code="september-codes", title="Коды родителям",
            banner="До 30 сентября: каждая семья входит в дневник.",
            starts_on=date(year, 9, 1), ends_on=date(year, 9, 30), roles=("class_teacher",),
            lines=(
                "Коды класса напечатаны и розданы",
                "На родительском собрании показан вход в дневник",
                "Семьи без доступа обзвонены",
            ),
            links=(("Напечатать коды", "print-codes"),),
            days_ahead=3,
        ),
    ]  # fmt: skip


def period_end(number: int, name: str, last_day: date) -> list[Plan]:
    """Clauses 2.1.3 and 2.1.4: the teachers' check list before the period ends, and its closing by the office."""
    return [
        Plan(
            code=f"period-{number}", title=f"{name}: отметки за период",
            banner=f"{name} заканчивается: проверьте текущие отметки и выставьте отметки за период.",
            starts_on=last_day - timedelta(days=BEFORE_PERIOD_ENDS), ends_on=last_day, roles=("teacher",),
            lines=(
                "Темы и задания заполнены за все уроки периода",
                "Переклички сделаны, «н» и «б» сверены с классным руководителем",
                "Долги закрыты, у каждого ученика достаточно отметок",
                "Отметки за период выставлены",
            ),
            links=(("Перед концом периода", "before-period-ends"), ("Как считается средний балл", "average"),
                   ("Отметка не предлагается", "no-suggestion")),
        ),
        Plan(
            code=f"closing-{number}", title=f"{name}: проверка и закрытие",
            banner=f"{name}: проверьте журналы и закройте период.",
            starts_on=last_day - timedelta(days=AFTER_PERIOD_ENDS),
            ends_on=last_day + timedelta(days=AFTER_PERIOD_ENDS), roles=("deputy", "class_teacher"),
            lines=(
                "Журналы просмотрены, учителя предупреждены о пропущенном",
                "Пропуски по болезни подтверждены",
                "Отметки за период есть у всех, неаттестованные объяснены",
                "Период закрыт",
            ),
            links=(("Закрыть период", "close-period"), ("Чтение журналов", "read-journals")),
        ),
    ]  # fmt: skip


def december(year: int) -> Plan:
    return Plan(
        code="december", title="Итоги полугодия и архив",
        banner="Декабрь: отметки за полугодие и копия журналов в архив школы.",
        starts_on=date(year, 12, 15), ends_on=date(year, 12, 30), roles=("admin", "deputy"),
        lines=(
            "Отметки за полугодие сверены со сводной ведомостью",
            "Копия базы сохранена и проверена восстановлением",
            "Журналы полугодия выгружены в архив школы",
        ),
        links=(("Просмотр журналов", "read-journals"), ("Печать", "print-cut")),
    )  # fmt: skip


def may(lessons_end: date) -> Plan:
    return Plan(
        code="may", title="Годовые отметки и архив",
        banner="Май: годовые отметки, долги года, архив.",
        starts_on=lessons_end - timedelta(days=20), ends_on=lessons_end, roles=("teacher", "class_teacher", "deputy"),
        lines=(
            "Отметки за все периоды года на месте",
            "Годовые отметки выставлены",
            "Семьи предупреждены о годовых «2» и неаттестации",
            "Журналы проверены перед архивом",
        ),
        links=(("Перед концом периода", "before-period-ends"), ("Неаттестованные", "unrated")),
    )  # fmt: skip


def june(year: int) -> Plan:
    return Plan(
        code="june", title="Печать и хранение",
        banner="Июнь: печать журналов, подписи, передача на хранение.",
        starts_on=date(year, 6, 1), ends_on=date(year, 6, 20), roles=("admin", "deputy", "introducer"),
        lines=(
            "Журналы года напечатаны и подписаны",
            "Журнал регистрации обращений закрыт и подшит",
            "Копия базы года положена на хранение",
            "Предложения по работе журнала рассмотрены",
        ),
        links=(("Печать без обрезанных столбцов", "print-cut"), ("Выгрузка", "export")),
    )  # fmt: skip
