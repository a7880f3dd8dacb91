"""Russian words of the history of readiness. What was answered to the questionnaire is never in it."""

from typing import Any

from .rules import LEVELS

ACTIONS = {
    "readiness.ensure_defaults": "обычные навыки добавлены",
    "readiness.create_skill": "навык добавлен",
    "readiness.set_skill": "навык изменён",
    "readiness.require_level": "требуемый уровень навыка",
    "readiness.assess_level": "самооценка навыка",
    "readiness.confirm_level": "уровень навыка подтверждён",
    "readiness.raise_level": "уровень навыка после обучения",
    "readiness.open_survey": "анкета готовности открыта",
    "readiness.close_survey": "анкета готовности закрыта",
    "readiness.answer_survey": "ответ на анкету готовности",
    "readiness.view_answers": "просмотр ответов на анкету",
    "readiness.create_place": "рабочее место добавлено",
    "readiness.set_place": "рабочее место изменено",
    "readiness.check_place": "рабочее место проверено",
    "readiness.import_places": "рабочие места загружены из файла",
    "readiness.create_wish": "заявка на оборудование",
    "readiness.set_wish": "заявка на оборудование изменена",
    "readiness.decide_wish": "решение по заявке на оборудование",
    "readiness.withdraw_wish": "заявка на оборудование отозвана",
    "readiness.open_room": "кабинет открыт для записи",
    "readiness.set_room": "запись в кабинет изменена",
    "readiness.set_room_hours": "часы кабинета изменены",
    "readiness.close_day": "кабинет закрыт на день",
    "readiness.open_day": "кабинет снова открыт в этот день",
    "readiness.book_seat": "запись на место",
    "readiness.cancel_seat": "запись на место снята",
}


def level_words(value: Any) -> str:
    return LEVELS.get(value, str(value))


DESCRIBE = dict.fromkeys(
    (f"readiness.{name}" for name in ("require_level", "assess_level", "confirm_level", "raise_level")), level_words
)
