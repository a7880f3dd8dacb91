"""«Показать расчёт»: the marks an average came from, their weights, the division, and the ways up."""

from dataclasses import dataclass

from django.http import Http404

from parta.diary.access import OpenDiary
from parta.diary.queries.children import class_years
from parta.diary.queries.marks import PupilMark, SubjectMarks, kind_book, subjects_with_marks, thresholds
from parta.diary.rules import average_words, level_of, replaced
from parta.grading.averages import Thresholds, Weighted, suggested, weighted_average
from parta.journal.models import Mark
from parta.journal.rules.marks import counted
from parta.ui.templatetags.ui import day

from .head import Head, head_of
from .marks import If, ifs_of, marks_url, span_of

WORDS = dict(Mark.Word.choices)


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark of the calculation; `why_not` says why it is left out, "" when it counts."""

    day: str
    text: str
    level: str
    kind: str
    weight: int
    comment: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """`formula` is the division in figures, "" when nothing counts; `rule` tells what the average suggests."""

    head: Head
    subject: str
    span: str
    back: str
    lines: list[MarkLine]
    average: str
    formula: str
    rule: str
    ways: list[If]


def calculation(diary: OpenDiary, subject_id: int, *, period_id: int | None, whole_year: bool) -> Calculation:
    """Raises Http404 for a subject or a period that is not the pupil's."""
    classes = class_years(diary.children or [diary.pupil])
    in_class = classes.get(diary.pupil.pk)
    span = span_of(in_class, diary.pupil.pk, period_id, whole_year=whole_year) if in_class else None
    if in_class is None or span is None:
        raise Http404
    kinds, limits = kind_book(), thresholds()
    subjects = subjects_with_marks(diary.pupil.pk, span.starts_on, span.ends_on, year_id=in_class.year_id, kinds=kinds)
    subject = next((one for one in subjects if one.id == subject_id), None)
    if subject is None:
        raise Http404
    marks = counted(mark.given for mark in subject.marks)
    is_five = subject.scale == "five"
    may_lift = is_five and span.period is not None and not span.is_over
    return Calculation(
        head=head_of(diary, {}, lambda pk: marks_url(pk, whole_year=whole_year)),
        subject=subject.name,
        span=span.name,
        back=span.url,
        lines=lines_of(subject),
        average=average_words(weighted_average(marks)),
        formula=formula_of(marks),
        rule=rule_of(marks, limits) if is_five and span.period else "",
        ways=ifs_of(marks, limits, kinds.default.weight) if may_lift else [],
    )


def lines_of(subject: SubjectMarks) -> list[MarkLine]:
    gone = replaced([mark.given for mark in subject.marks])
    return [
        MarkLine(
            day=day(mark.on),
            text=mark.word or str(mark.given.value),
            level=level_of(mark.given.value, mark.word, subject.scale),
            kind=mark.kind.name,
            weight=mark.kind.weight,
            comment=mark.comment,
            why_not=why_not(mark, is_replaced=is_replaced),
        )
        for mark, is_replaced in zip(subject.marks, gone, strict=True)
    ]


def why_not(mark: PupilMark, *, is_replaced: bool) -> str:
    if is_replaced:
        return "исправлена следующей отметкой"
    if mark.word:
        return WORDS[mark.word]
    return "" if mark.given.counts and mark.given.weight else "этот вид работы не входит в средний балл"


def formula_of(marks: list[Weighted]) -> str:
    """«(5×1 + 4×3) / (1 + 3) = 17 / 4 = 4,25»; with equal weights the plain mean."""
    average = weighted_average(marks)
    if average is None:
        return ""
    if len({mark.weight for mark in marks}) == 1:
        total, below = sum(mark.value for mark in marks), len(marks)
        above, under = " + ".join(str(mark.value) for mark in marks), str(below)
    else:
        total, below = sum(mark.value * mark.weight for mark in marks), sum(mark.weight for mark in marks)
        above = " + ".join(f"{mark.value}×{mark.weight}" for mark in marks)
        under = f"({' + '.join(str(mark.weight) for mark in marks)})"
    return f"({above}) / {under} = {total} / {below} = {average_words(average)}"


def rule_of(marks: list[Weighted], limits: Thresholds) -> str:
    average = weighted_average(marks)
    mark = suggested(average, limits)
    if mark is None:
        return ""
    least = dict(limits.steps()).get(mark)
    from_words = f"от {average_words(least)}" if least is not None else f"ниже {average_words(limits.three)}"
    return f"Средний балл {from_words} — это «{mark}». Отметку за период ставит учитель."
