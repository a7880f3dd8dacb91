"""A small line that shows how an average moves, with the same said in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parta.diary.rules import average_words

WIDTH, HEIGHT, EDGE = 96, 28, 4  # units of the drawing
BOUNDS = {"five": (2, 5), "ten": (1, 10), "twelve": (1, 12), "hundred": (0, 100)}


@dataclass(frozen=True, slots=True)
class Line:
    """`points` as SVG reads them; the last point is drawn as a dot."""

    points: str
    end: tuple[int, int]
    words: str


def line_of(averages: Sequence[Decimal | None], scale: str) -> Line | None:
    """Draw averages from left to right; None when there are fewer than two to draw or the scale has no numbers."""
    known = [average for average in averages if average is not None]
    if len(known) < 2 or scale not in BOUNDS:
        return None
    least, most = BOUNDS[scale]
    step = Decimal(WIDTH - 2 * EDGE) / (len(known) - 1)
    high = Decimal(HEIGHT - 2 * EDGE)
    spots = [
        (int(EDGE + number * step), int(EDGE + high * (most - average) / (most - least)))
        for number, average in enumerate(known)
    ]
    return Line(" ".join(f"{x},{y}" for x, y in spots), spots[-1], words_of(known))


def words_of(averages: Sequence[Decimal]) -> str:
    first, last = averages[0], averages[-1]
    way = "вырос" if last > first else "снизился" if last < first else "не изменился"
    return f"Средний балл {way}: {average_words(first)} → {average_words(last)}"
