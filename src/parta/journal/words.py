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
    "journal.give_homework": "задано на дом",
    "journal.change_homework": "изменено домашнее задание",
    "journal.follow_lesson": "срок задания перешёл за уроком",
    "journal.remove_homework": "снято домашнее задание",
    "journal.remove_homework_file": "убран файл домашнего задания",
    "journal.write_remark": "записано замечание или похвала",
    "journal.remove_remark": "снято замечание или похвала",
    "journal.ask_to_open": "попросили открыть журнал",
    "journal.decide_unlock": "дан ответ на просьбу открыть журнал",
    "journal.save_kind": "изменён вид работы",
}
