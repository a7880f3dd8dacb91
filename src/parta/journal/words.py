"""Words of this app for the history page."""

ACTIONS: dict[str, str] = {
    "journal.set_cell": "изменена клетка журнала",
    "journal.set_record": "изменены тема или вид работы урока",
    "journal.take_roll": "проведена перекличка",
    "journal.load_course": "загружен журнал курса",
    "journal.ensure_kinds": "заведены виды работ",
    "journal.tick_homework": "отметка ученика «сделано»",
    "journal.mark_week_read": "ознакомление с неделей дневника",
    "journal.announce_absence": "сообщение родителя об отсутствии",
    "journal.withdraw_absence": "сообщение об отсутствии отозвано",
    "journal.decide_absence": "решение по сообщению об отсутствии",
}
