"""What a file says of a person otherwise than the school has it. What the file leaves blank, it says nothing of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...models import Employee, Guardian, Pupil
from ...names import PersonName, phone_key, text_key
from .plan import Effect

WORDS = {
    "birth_date": "дата рождения", "email": "почта", "phone": "телефон", "position": "должность", "external_key": "код",
}  # fmt: skip


@dataclass(slots=True)
class Differences:
    """Fields to set, and the same in words."""

    fields: dict[str, Any] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)


def name_of(person: Employee | Guardian | Pupil) -> PersonName:
    return PersonName(person.last_name, person.first_name, person.patronymic)


def differences(person: Employee | Guardian | Pupil, name: PersonName, said: Mapping[str, Any]) -> Differences:
    """Compare a known person with a line: the name, then the fields of `said`."""
    found = Differences()
    old = name_of(person)
    if not same_name(name, old):
        found.fields = {
            "last_name": name.last, "first_name": name.first, "patronymic": name.patronymic or old.patronymic,
        }  # fmt: skip
        found.effects.append(Effect("имя", old.full, " ".join(part for part in found.fields.values() if part)))
    for field_name, value in said.items():
        has = getattr(person, field_name)
        if value and not same(field_name, value, has):
            found.fields[field_name] = value
            found.effects.append(Effect(WORDS[field_name], shown(has), shown(value)))
    return found


def same_name(said: PersonName, has: PersonName) -> bool:
    """The same words cut otherwise, another case, ё for е and a patronymic left out change nothing."""
    return said.may_be(has) and (
        bool(has.patronymic) or not said.patronymic or text_key(said.full) == text_key(has.full)
    )


def same(field_name: str, said: Any, has: Any) -> bool:
    """Are the two values the same to a person? A known code is never replaced."""
    if field_name == "phone":
        return bool(said == has or (phone_key(said) and phone_key(said) == phone_key(has)))
    if field_name == "email":
        return bool(said.casefold() == has.casefold())
    return bool(has) if field_name == "external_key" else bool(said == has)


def shown(value: Any) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value or "")
