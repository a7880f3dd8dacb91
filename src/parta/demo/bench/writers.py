"""What a teacher's page sends while marks are typed: cells with the version they were typed over."""

from itertools import count
from typing import Any

import orjson

from .clients import Ask, Client, plain

NAMES = count(1)


class Typist:
    """Writes marks into cells of one course, knows each cell's version, and counts what was acknowledged."""

    def __init__(self, port: int, cookie: str, course: int) -> None:
        self.client = Client(port)
        self.cookie = cookie
        self.path = f"/journal/{course}/ops/"
        self.versions: dict[tuple[int, int], int] = {}
        self.turn = 0
        self.name = next(NAMES)
        self.acknowledged = 0

    def know(self, versions: dict[tuple[int, int], int]) -> None:
        self.versions.update(versions)

    def ops(self, cells: list[tuple[int, int]]) -> list[dict[str, Any]]:
        """A mark for each (lesson, pupil), different from the one written before."""
        self.turn += 1
        value = 4 + self.turn % 2
        return [
            {
                "lesson": lesson,
                "pupil": pupil,
                "seen": self.versions.get((lesson, pupil), 0),
                "cell": ["", None, f"{self.name}.{self.turn}", [[value, "", None, "", 0, 0, None]]],
            }
            for lesson, pupil in cells
        ]

    def write(self, cells: list[tuple[int, int]]) -> bytes:
        ops = self.ops(cells)
        answer = self.client.send(Ask(self.path, self.cookie, ops))
        self.take(ops, answer)
        return answer

    def take(self, ops: list[dict[str, Any]], answer: bytes) -> None:
        """Remember the new versions; raise RuntimeError when anything was not applied."""
        for op, result in zip(ops, orjson.loads(plain(answer))["results"], strict=True):
            if result["status"] != "applied":
                raise RuntimeError(f"{self.path}: {result}")
            self.versions[op["lesson"], op["pupil"]] = result["version"]
            self.acknowledged += 1
