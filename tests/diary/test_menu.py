"""The menu lights the line of the diary's screen."""

import pytest

from tests.cast import TODAY


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        (f"{TODAY}/", "Дневник"),
        ("marks/", "Отметки"),
        ("marks/year/", "Отметки"),
        ("absences/", "Пропуски"),
        ("remarks/", "Пропуски"),
    ],
)
def test_menu_lights_one_line(cast, sign_in, path, lit):
    frame = sign_in(cast.parent.user).get(f"/diary/{cast.daria.pk}/{path}").context["frame"]

    assert [item.label for item in frame.menu if item.is_here] == [lit]


def test_labels_of_the_bar_of_a_phone_are_short(cast, sign_in):
    """Four of them and «Ещё» share 390 px: a label of eleven letters is cut off."""
    for user in filter(None, cast.users().values()):
        menu = sign_in(user).get("/").context["frame"].menu
        assert max(len(item.short or item.label) for item in menu[:4]) <= 10
