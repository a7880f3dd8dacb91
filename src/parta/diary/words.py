"""Words of this app for the history page."""

ACTIONS: dict[str, str] = {
    "diary.view_pupil": "дневник ученика открыт сотрудником",
}
