"""What the demo school teaches: topics, homework and remarks, in our own words."""

from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"


def read_topics() -> dict[str, list[str]]:
    """Read «[subject]» heads, each followed by its topics, a line each."""
    topics: dict[str, list[str]] = {}
    subject = ""
    for line in (DATA / "topics.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            subject = line.strip("[]")
            topics[subject] = []
        else:
            topics[subject].append(line)
    return topics


TOPICS = read_topics()
PRACTICAL = {"Физическая культура", "Музыка", "Изобразительное искусство", "Технология"}
REMARKS = [
    "Пришёл без тетради и учебника.", "Отвлекал соседей на уроке.", "Опоздал без объяснения причины.",
    "Не сдал работу в срок.", "Пользовался телефоном на уроке.",
]  # fmt: skip
PRAISES = [
    "Помог однокласснику разобраться в задаче.", "Отличный ответ у доски.", "Подготовил интересный доклад.",
    "Дежурил за двоих, спасибо!",
]  # fmt: skip


def topic(subject: str, number: int) -> str:
    """The topic of a course's lesson number `number`, counted from 0; long years repeat with «(продолжение)»."""
    words = TOPICS[subject]
    return words[number % len(words)] + (" (продолжение)" if number >= len(words) and number % 3 == 0 else "")


def homework(subject: str, random: Random) -> tuple[str, int] | None:
    """Text and minutes, or None when nothing is set."""
    if (subject in PRACTICAL and random.random() < 0.85) or random.random() < 0.12:
        return None
    number = random.randint(3, 290)
    if subject in ("Математика", "Алгебра", "Геометрия", "Физика"):
        return f"§{number % 30 + 1}, № {number}–{number + random.randint(1, 3)}", random.choice((15, 20, 25))
    if subject == "Русский язык":
        return f"Упр. {number}" + random.choice((" (письменно)", "", " (устно)")), random.choice((15, 20))
    if subject in ("Литература", "Литературное чтение"):
        return random.choice(("Прочитать главу до конца", "Выучить отрывок", f"С. {number}, вопросы 1–3")), 20
    if subject == "Английский язык":
        return random.choice(
            (f"WB с. {number % 90 + 1}, упр. 2", f"SB с. {number % 120 + 1}, слова", "Слова урока")
        ), 15
    return random.choice((f"§{number % 30 + 1}", f"§{number % 30 + 1}, вопросы 1–3", "Подготовить сообщение")), 15
