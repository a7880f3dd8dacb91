"""«Показать расчёт» of the practice class, in the shape that `journal/parts/average.html` prints."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.grading.averages import Thresholds, Weighted, suggested, weighted_average
from parta.grading.cells import MarkContent
from parta.grading.ops import read_content
from parta.training.models import PracticeCell, PracticePupil
from parta.training.rules.cells import DEFAULT_KIND, KINDS, Kind, standing


@dataclass(frozen=True, slots=True)
class Line:
    on: date
    kind: str
    weight: int
    value: int | None
    shown: str
    comment: str
    part: int
    why_not: str  # why it does not count; "" when it does
    elsewhere: str = ""

    @property
    def product(self) -> int:
        return (self.value or 0) * self.weight


@dataclass(frozen=True, slots=True)
class Calculation:
    lines: list[Line]
    thresholds: Thresholds

    @property
    def counted(self) -> list[Line]:
        return [line for line in self.lines if not line.why_not]

    @property
    def total(self) -> int:
        return sum(line.product for line in self.counted)

    @property
    def weights(self) -> int:
        return sum(line.weight for line in self.counted)

    @property
    def average(self) -> Decimal | None:
        return weighted_average(Weighted(line.value or 0, line.weight) for line in self.counted)

    @property
    def suggested(self) -> int | None:
        return suggested(self.average, self.thresholds)

    @property
    def has_weights(self) -> bool:
        return any(line.weight != 1 for line in self.counted)


def calculation(pupil: PracticePupil) -> Calculation:
    """One query."""
    cells = PracticeCell.objects.filter(pupil=pupil).select_related("lesson").order_by("lesson__on")
    lines = []
    for cell in cells:
        marks = read_content(cell.content).marks
        left = standing(marks)
        for mark in marks:
            kind = KINDS[mark.kind_id or cell.lesson.kind or DEFAULT_KIND]
            lines.append(_line(cell.lesson.on, mark, kind, is_standing=any(mark is one for one in left)))
    return Calculation(lines, Thresholds())


def _line(on: date, mark: MarkContent, kind: Kind, *, is_standing: bool) -> Line:
    shown = mark.word or str(mark.value)
    why = _why_not(mark, kind, is_standing=is_standing)
    return Line(on, kind.name, kind.weight, mark.value, shown, mark.comment, mark.part, why)


def _why_not(mark: MarkContent, kind: Kind, *, is_standing: bool) -> str:
    if not is_standing:
        return "пересдана"
    if mark.value is None:
        return "не число"
    return "" if kind.counts and kind.weight else "вид работы не входит в средний"
