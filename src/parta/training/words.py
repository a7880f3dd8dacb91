"""Russian words of the history of training."""

ACTIONS = {"training.finish_course": "закончен курс обучения"}
