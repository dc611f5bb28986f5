"""The numbers that stand for Qt's flags."""

from enum import Enum

import pytest
from PySide6.QtCore import Qt

from shequ_desk.desk import flags

PAIRS = [
    (flags.PLAIN_TEXT, Qt.TextFormat.PlainText),
    (flags.CENTRE, Qt.AlignmentFlag.AlignCenter),
    (flags.H_CENTRE, Qt.AlignmentFlag.AlignHCenter),
    (flags.V_CENTRE, Qt.AlignmentFlag.AlignVCenter),
    (flags.BOTTOM, Qt.AlignmentFlag.AlignBottom),
    (flags.NO_FOCUS, Qt.FocusPolicy.NoFocus),
    (flags.NEVER_SHOWN, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
    (flags.INSIDE, Qt.ShortcutContext.WidgetWithChildrenShortcut),
    (flags.RETURN, Qt.Key.Key_Return),
    (flags.ENTER, Qt.Key.Key_Enter),
    (flags.LEFT, Qt.Key.Key_Left),
    (flags.UP, Qt.Key.Key_Up),
    (flags.RIGHT, Qt.Key.Key_Right),
    (flags.DOWN, Qt.Key.Key_Down),
]


@pytest.mark.parametrize(("number", "flag"), PAIRS, ids=lambda one: getattr(one, "name", ""))
def test_a_number_is_that_of_qt(number: int, flag: Enum) -> None:
    assert number == flag.value


def test_every_number_is_held_against_one_of_qt() -> None:
    assert {value for name, value in vars(flags).items() if name.isupper()} == {number for number, _flag in PAIRS}
