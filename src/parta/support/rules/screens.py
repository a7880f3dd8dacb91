"""What screens are called when somebody asks from them. Longest beginning of the URL name wins."""

WORDS = {
    "home:desk": "Рабочий стол", "home:my-class": "Мой класс", "home:search": "Поиск", "home:": "Рабочий стол",
    "journal:page": "Журнал, отметки", "journal:topics": "Журнал, темы и задания", "journal:roll-call": "Перекличка",
    "journal:lesson": "Журнал, урок", "journal:give-homework": "Домашнее задание",
    "journal:change-homework": "Домашнее задание", "journal:unlock": "Просьба открыть журнал", "journal:": "Журнал",
    "diary:week": "Дневник, неделя", "diary:day": "Дневник, день", "diary:marks": "Дневник, отметки",
    "diary:calculation": "Дневник, как получилась отметка", "diary:absences": "Дневник, пропуски",
    "diary:remarks": "Дневник, замечания", "diary:": "Дневник",
    "timetable:import": "Импорт расписания", "timetable:bells": "Звонки", "timetable:": "Расписание",
    "school:import": "Импорт", "school:invitations": "Коды приглашений", "school:account": "Учётные записи",
    "school:": "Школа", "accounts:": "Учётная запись", "account_": "Вход и пароль", "mfa_": "Второй фактор",
    "notices:": "Уведомления", "audit:": "История", "handbook:": "Справочник", "support:": "Помощь",
    "consultations:": "Консультации", "training:": "Обучение", "readiness:": "Готовность", "regulation:": "Регламент",
}  # fmt: skip


def page_words(page: str) -> str:
    """«journal:page» → «Журнал, отметки»; the name itself for a screen without words."""
    fitting = [start for start in WORDS if page.startswith(start)]
    return WORDS[max(fitting, key=len)] if fitting else page
