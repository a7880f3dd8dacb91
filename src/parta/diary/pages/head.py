"""The head every diary screen shares: whose diary it is, and the switch between children."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from parta.diary.access import OpenDiary


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def left_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """`children` is empty when there is nobody to switch to. `looked_into` names the pupil to staff."""

    pupil_id: int
    name: str
    children: list[Tab]
    is_looked_into: bool
    left_on: date | None = None  # the last day of who has left: nothing new is written then


def head_of(diary: OpenDiary, classes: Mapping[int, Named], url: Callable[[int], str]) -> Head:
    """`url` gives the same screen of another child."""
    here = diary.pupil
    in_class = classes.get(here.pk)
    return Head(
        pupil_id=here.pk,
        name=f"{here.name}, {in_class.name}" if in_class else here.name,
        children=[
            Tab(label_of(pupil.first_name, classes.get(pupil.pk)), url(pupil.pk), is_here=pupil.pk == here.pk)
            for pupil in diary.children
        ]
        if len(diary.children) > 1
        else [],
        is_looked_into=diary.is_looked_into,
        left_on=in_class.left_on if in_class else None,
    )


def label_of(first_name: str, in_class: Named | None) -> str:
    """«Даша, 7Б»; «Даша, 7Б до 20.11.2026» of who has left."""
    return f"{first_name}, {in_class.name}" if in_class else first_name
