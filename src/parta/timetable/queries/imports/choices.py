"""What the person chose between upload and import; kept with the draft, and with the import for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a file names and the school has rows of."""

    SUBJECTS = "subjects"
    TEACHERS = "teachers"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """Which class of the year it is; without a level it is not chosen yet, unless it is left out."""

    level: int | None
    letter: str
    is_skipped: bool = False

    @property
    def name(self) -> str:
        """«7Б»; empty when the class is left out or its level is not chosen."""
        return "" if self.is_skipped or self.level is None else f"{self.level}{self.letter}"


@dataclass(slots=True)
class Choices:
    """Only what differs from the defaults. A name chosen as «» is left out; so is a group.

    `apart` are mixed groups whose classes have the lesson each for itself. `labels` number the subgroups.
    """

    classes: dict[str, ClassChoice] = field(default_factory=dict)
    names: dict[Kind, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    groups: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    scheme_low: int | None = None
    scheme_high: int | None = None
    makes_bells: bool = False
    from_on: date | None = None
    to_on: date | None = None
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def memory(self) -> dict[str, Any]:
        """What is worth keeping for the next import: all but the days and the bells."""
        return to_json(self) | {"from_on": None, "to_on": None, "makes_bells": False}


def to_json(choices: Choices) -> dict[str, Any]:
    return {
        "classes": {name: [choice.level, choice.letter, choice.is_skipped] for name, choice in choices.classes.items()},
        "names": {kind.value: names for kind, names in choices.names.items()},
        "groups": choices.groups,
        "apart": sorted(choices.apart),
        "scheme_low": choices.scheme_low,
        "scheme_high": choices.scheme_high,
        "makes_bells": choices.makes_bells,
        "from_on": choices.from_on.isoformat() if choices.from_on else None,
        "to_on": choices.to_on.isoformat() if choices.to_on else None,
        "labels": choices.labels,
    }


def from_json(stored: Mapping[str, Any]) -> Choices:
    """What `to_json` made; what is missing is at its default."""
    names = stored.get("names", {})
    return Choices(
        classes={name: ClassChoice(*choice) for name, choice in stored.get("classes", {}).items()},
        names={kind: dict(names.get(kind.value, {})) for kind in Kind},
        groups=dict(stored.get("groups", {})),
        apart=set(stored.get("apart", [])),
        scheme_low=stored.get("scheme_low"),
        scheme_high=stored.get("scheme_high"),
        makes_bells=stored.get("makes_bells", False),
        from_on=date.fromisoformat(stored["from_on"]) if stored.get("from_on") else None,
        to_on=date.fromisoformat(stored["to_on"]) if stored.get("to_on") else None,
        labels=dict(stored.get("labels", {})),
    )
