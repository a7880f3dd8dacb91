"""The questionnaire of readiness for innovation and for learning (clause 1.3.2): statements, index, who is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

FEWEST = 3  # answers of a group whose index may be shown

GROUPS = {
    "office": "администрация",
    "class_teacher": "классные руководители",
    "teacher": "учителя",
    "other": "другие сотрудники",
}

SCALE = {1: "совсем не так", 2: "скорее не так", 3: "когда как", 4: "скорее так", 5: "именно так"}


@dataclass(frozen=True, slots=True)
class Statement:
    """`is_reversed`: agreeing with it speaks against readiness."""

    code: str
    text: str
    is_reversed: bool = False


STATEMENTS = (
    Statement("curious", "Мне интересно пробовать новое в журнале, даже если пока хватает старого."),
    Statement("worth", "Время, потраченное на освоение журнала, потом возвращается."),
    Statement("burden", "Каждое новшество — это прежде всего лишняя работа для меня.", is_reversed=True),
    Statement("calm", "Если на экране что-то идёт не так, я остаюсь спокойным и разбираюсь."),
    Statement("afraid", "Я боюсь нажать что-нибудь не то и испортить данные.", is_reversed=True),
    Statement("ask", "Мне легко попросить коллегу показать, как делается."),
    Statement("share", "Я охотно показываю другим то, чему научился сам."),
    Statement("late", "Учиться работать с журналом мне уже поздно.", is_reversed=True),
    Statement("time", "Я нахожу время на короткий урок или семинар по журналу."),
    Statement("alone", "Я могу сам найти ответ в справочных материалах."),
    Statement("useful", "Электронный журнал помогает ученикам и родителям видеть учёбу лучше, чем бумажный."),
    Statement("paper", "Если бы можно было, я вернулся бы к бумажному журналу.", is_reversed=True),
)


def index_of(values: Mapping[str, int]) -> int:
    """The mean of the answers (1–5 each, statement code → answer) on a scale 0–100; halves round up.

    Raises KeyError when a statement has no answer.
    """
    points = sum(5 - values[one.code] if one.is_reversed else values[one.code] - 1 for one in STATEMENTS)
    most = 4 * len(STATEMENTS)
    return (points * 200 + most) // (2 * most)


def shown_groups(answers: Iterable[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """(group, index) of each answer → group → (answers, mean index), without groups of fewer than `FEWEST`.

    «» is everybody in the groups shown: with the others counted in, their index could be worked out.
    """
    by_group: dict[str, list[int]] = {}
    for group, index in answers:
        by_group.setdefault(group, []).append(index)
    shown = {group: found for group, found in by_group.items() if len(found) >= FEWEST}
    if shown:
        shown[""] = [index for found in shown.values() for index in found]
    return {group: (len(found), int(fmean(found) + 0.5)) for group, found in shown.items()}
