"""Invented people: names put together by a seeded generator. Nobody here exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"


def words(name: str) -> list[str]:
    return (DATA / f"{name}.txt").read_text(encoding="utf-8").split()


SURNAMES, BOYS, GIRLS, MEN, WOMEN = map(words, ("surnames", "boys", "girls", "men", "women"))
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
