"""The history of a cell in words."""

import pytest
from django.urls import reverse

from parta.journal.queries.history import cell_words
from tests import build

from .wire import cell_op, content, mark, send


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, "пусто"),
        ({"version": 0}, "пусто"),
        ({"absence": "б"}, "б (по болезни)"),
        ({"late": 5}, "опоздание 5 мин"),
        ({"marks": [[5, "", None, "", 0, False, None]], "comment": "без тетради"}, "5, «без тетради»"),
        ({"marks": [[2, "", 7, "", 0, False, None], [4, "", None, "", 0, True, None]]},
         "2 (контрольная), 4 (вместо предыдущей)"),
        ({"marks": [[None, "•", None, "", 0, False, "2026-11-30"]]}, "• (сдать до 30.11)"),
        ({"marks": [[4, "", None, "чисто", 2, False, None]]}, "4 (2-я часть, «чисто»)"),
    ],
)  # fmt: skip
def test_words(told, words):
    assert cell_words(told, {7: "контрольная"}) == words


def test_history_opens_from_the_cell_the_latest_first(cast, sign_in):
    teacher = sign_in(cast.teacher.user)
    kind = build.work_kind("контрольная")
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(mark(2, kind=kind.pk))))
    send(teacher, cast.course, cell_op(cast.lesson, cast.daria, content(absence="н"), seen=1))
    send(teacher, cast.course, cell_op(cast.lesson, cast.egor, content(5)))

    answer = sign_in(cast.deputy).get(
        reverse("journal:cell-history", args=[cast.course.pk, cast.lesson.pk, cast.daria.pk])
    )

    assert [(line.before, line.after, line.by) for line in answer.context["lines"]] == [
        ("2 (контрольная)", "н (причина не выяснена)", "Орлова Н."),
        ("пусто", "2 (контрольная)", "Орлова Н."),
    ]


def test_cell_never_changed_says_so(cast, sign_in):
    answer = sign_in(cast.teacher.user).get(
        reverse("journal:cell-history", args=[cast.course.pk, cast.lesson.pk, cast.daria.pk])
    )

    assert "ещё не меняли" in answer.content.decode()
