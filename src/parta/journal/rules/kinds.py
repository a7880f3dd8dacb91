"""Kinds of work a school starts with, and the colours a kind may have."""

from dataclasses import dataclass

TONES = (
    ("plain", "без цвета"),
    ("fair", "синий"),
    ("fail", "красный"),
    ("weak", "жёлтый"),
    ("good", "зелёный"),
    ("owed", "лиловый"),
    ("away", "серый"),
)  # roles of the styles' tokens, and what the eye sees


@dataclass(frozen=True, slots=True)
class UsualKind:
    name: str
    short_name: str
    tone: str
    weight: int
    counts: bool = True
    is_control: bool = False


DEFAULTS = (
    UsualKind("ответ на уроке", "ОТ", "plain", 1),
    UsualKind("домашняя работа", "ДР", "away", 1),
    UsualKind("самостоятельная работа", "СР", "fair", 2),
    UsualKind("контрольная работа", "КР", "fail", 3, is_control=True),
    UsualKind("проверочная работа", "ПР", "fair", 2),
    UsualKind("тест", "ТС", "fair", 2),
    UsualKind("диктант", "ДК", "fail", 3, is_control=True),
    UsualKind("сочинение", "СЧ", "fail", 3, is_control=True),
    UsualKind("изложение", "ИЗ", "fail", 3, is_control=True),
    UsualKind("практическая работа", "ПЗ", "good", 2),
    UsualKind("лабораторная работа", "ЛР", "good", 2),
    UsualKind("проект", "ПТ", "owed", 2),
    UsualKind("зачёт", "ЗЧ", "weak", 2),
    UsualKind("диагностическая работа", "ДГ", "weak", 0, counts=False, is_control=True),
)
