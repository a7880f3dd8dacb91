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
