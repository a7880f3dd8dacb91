"""Words of this app for the history page."""

ACTIONS: dict[str, str] = {
    "journal.set_cell": "изменена клетка журнала",
    "journal.set_record": "изменены тема или вид работы урока",
    "journal.take_roll": "проведена перекличка",
}
