"""Invented people: names put together by a seeded generator. Nobody here exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SURNAMES = """Абрамов Авдеев Агеев Акимов Алёхин Анисимов Антипов Артемьев Архипов Баранов Белов Беляев Бирюков Блинов Богданов
Бондарев Борисов Булатов Буров Быков Васильев Ветров Виноградов Власов Воробьёв Гаврилов Галкин Герасимов Глебов Голубев
Гончаров Горбунов Гордеев Громов Гусев Давыдов Данилов Дементьев Демидов Денисов Дмитриев Доронин Дроздов Дубов Евсеев
Егоров Елисеев Емельянов Ермаков Ершов Ефимов Жданов Жуков Зайцев Захаров Зимин Зиновьев Золотов Зуев Игнатов Ильин Исаев
Кабанов Казаков Калинин Карпов Касаткин Киселёв Климов Ковалёв Козлов Колесников Комаров Кондратьев Коновалов Копылов
Корнеев Костин Котов Краснов Крылов Крюков Кудрявцев Кузьмин Куликов Лаврентьев Лаптев Ларин Лебедев Левин Леонов Лобанов
Логинов Лукин Лыков Макаров Малышев Маслов Матвеев Медведев Мельников Миронов Михеев Моисеев Морозов Мухин Назаров Наумов
Некрасов Нестеров Никитин Новиков Носов Овчинников Одинцов Орехов Орлов Осипов Панов Парамонов Пахомов Петухов Платонов
Поляков Попов Потапов Прохоров Рогов Родионов Рожков Романов Русаков Рыбаков Рябов Савельев Сазонов Самойлов Сафонов
Селезнёв Семёнов Серов Сидоров Симонов Ситников Скворцов Смирнов Снегирёв Соболев Соколов Соловьёв Сорокин Степанов Суворов
Суханов Тарасов Терентьев Тимофеев Тихонов Трофимов Туманов Уваров Устинов Ушаков Фадеев Фёдоров Филатов Фролов Харитонов
Хохлов Цветков Чернов Чистяков Шаров Шевцов Широков Шубин Щербаков Юдин Яковлев Яшин""".split()
BOYS = """Александр Алексей Андрей Антон Арсений Артём Богдан Вадим Виктор Владислав Глеб Даниил Денис Дмитрий Евгений Егор
Иван Игорь Илья Кирилл Константин Лев Макар Максим Марк Матвей Михаил Никита Николай Павел Пётр Роман Савелий Семён Сергей
Степан Тимофей Тимур Фёдор Ярослав""".split()
GIRLS = """Алёна Александра Алина Алиса Анастасия Ангелина Анна Валерия Варвара Василиса Вера Вероника Виктория Дарья Диана Ева
Евгения Екатерина Елена Елизавета Злата Ирина Кира Кристина Ксения Маргарита Марина Мария Милана Надежда Наталья Ника Ольга
Полина Светлана София Стефания Татьяна Ульяна Юлия Яна""".split()
MEN = """Александр Алексей Андрей Антон Борис Вадим Виктор Владимир Геннадий Денис Дмитрий Евгений Иван Игорь Константин
Максим Михаил Николай Олег Павел Роман Сергей Юрий""".split()
WOMEN = """Алла Анна Валентина Вера Галина Евгения Екатерина Елена Инна Ирина Лариса Людмила Марина Мария Надежда Наталья Нина
Оксана Ольга Светлана Татьяна Юлия""".split()
PATRONYMIC_OF = {
    "Пётр": "Петр", "Павел": "Павл", "Лев": "Льв", "Илья": "Иль", "Никита": "Никит",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    last: str
    first: str
    patronymic: str

    def __str__(self) -> str:
        return f"{self.last} {self.first} {self.patronymic}"


def feminine(surname: str) -> str:
    return surname + "а"


def patronymic(father: str, *, woman: bool) -> str:
    """«Сергей» → «Сергеевич» / «Сергеевна»."""
    if father in ("Илья", "Никита"):
        return PATRONYMIC_OF[father] + ("инична" if woman and father == "Илья" else "ична" if woman else "ич")
    stem = PATRONYMIC_OF.get(father, father)
    if father.endswith("ий"):
        return stem[:-2] + ("ьевна" if woman else "ьевич")
    if father.endswith(("й", "ь")):
        return stem[:-1] + ("евна" if woman else "евич")
    return stem + ("овна" if woman else "ович")


class People:
    """An endless, reproducible stream of people without two of the same full name."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.known: set[Name] = set()

    def grown_up(self, *, woman: bool, surname: str = "") -> Name:
        while True:
            last = surname or self.random.choice(SURNAMES)
            name = Name(
                feminine(last) if woman else last,
                self.random.choice(WOMEN if woman else MEN),
                patronymic(self.random.choice(MEN), woman=woman),
            )
            if name not in self.known:
                self.known.add(name)
                return name

    def child(self, *, surname: str, father: str) -> Name:
        while True:
            girl = self.random.random() < 0.5
            name = Name(
                feminine(surname) if girl else surname,
                self.random.choice(GIRLS if girl else BOYS),
                patronymic(father, woman=girl),
            )
            if name not in self.known:
                self.known.add(name)
                return name

    def families(self) -> Iterator[tuple[Name | None, Name, str]]:
        """Endless families: father (one in six has none), mother, surname in its masculine form."""
        while True:
            surname = self.random.choice(SURNAMES)
            father = self.grown_up(woman=False, surname=surname) if self.random.random() < 0.84 else None
            yield father, self.grown_up(woman=True, surname=surname), surname
