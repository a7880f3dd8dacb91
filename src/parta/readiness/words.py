"""Russian words of the history of readiness."""

ACTIONS = {
    "readiness.assess_level": "самооценка навыка",
    "readiness.confirm_level": "уровень навыка подтверждён",
    "readiness.raise_level": "уровень навыка вырос после обучения",
}
