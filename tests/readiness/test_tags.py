"""Cells and choices printed by tags say what Django's own widgets would; nothing of a name becomes markup."""

from django import forms

from parta.readiness.pages.levels import Cell
from parta.readiness.templatetags.readiness import level_cell, radio_choices, select_choices

CHOICES = [("1", "мало"), ("2", "<b>много</b>")]


class Form(forms.Form):
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, initial="2")
    select = forms.TypedChoiceField(choices=CHOICES, coerce=int, initial=1)


def plain(html: str) -> str:
    return "".join(html.split()).replace("required", "")


def test_select_is_djangos_own():
    field = Form()["select"]

    assert plain(select_choices(field)) == plain(str(field))


def test_radio_has_each_answer_with_the_chosen_one_checked():
    assert radio_choices(Form()["radio"]) == (
        '<label class="choice"><input type="radio" name="radio" value="1" id="id_radio_0"><span>мало</span></label>'
        '<label class="choice"><input type="radio" name="radio" value="2" id="id_radio_1" checked>'
        "<span>&lt;b&gt;много&lt;/b&gt;</span></label>"
    )


def test_what_was_sent_stays_chosen():
    assert "checked" not in radio_choices(Form({"radio": "9"})["radio"])
    assert 'value="1" id="id_radio_0" checked' in radio_choices(Form({"radio": "1"})["radio"])


def test_a_cell_is_a_button_only_for_who_confirms():
    cell = Cell(employee=7, skill=3, level=None, is_firm=False, says=None, required=2)

    assert level_cell(cell, "/readiness/matrix/", True).startswith('<button class="level" data-state="unknown"')
    assert 'hx-get="/readiness/matrix/7/3/"' in level_cell(cell, "/readiness/matrix/", True)
    assert level_cell(cell, "/readiness/matrix/", False).startswith('<span class="level" data-state="unknown"')
