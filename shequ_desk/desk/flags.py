"""Qt's flags as plain numbers, for what the login is made of; a property takes the number as well as the name.

Whoever names `Qt` has PySide6 make all 93 classes of its flags: 21 ms, a tenth of the start. So nothing that the login
loads imports `Qt` at its top, names it before the login is painted, or sets a painter's pen or brush until then. What
runs later says `QtCore.Qt`. tests/desk/test_flags.py holds each number against Qt's own.
"""

from PySide6 import QtCore

PLAIN_TEXT = 0
"""`textFormat`: `<` is a character."""

CENTRE, H_CENTRE, V_CENTRE, BOTTOM = 0x84, 0x04, 0x80, 0x40
"""`alignment`."""

NO_FOCUS = 0
"""`focusPolicy`."""

NEVER_SHOWN = 1
"""`horizontalScrollBarPolicy`."""

INSIDE = 3
"""`shortcutContext`: while the focus is inside."""

RETURN, ENTER = 0x01000004, 0x01000005
"""Keys: of the letters, of the digits."""

LEFT, UP, RIGHT, DOWN = 0x01000012, 0x01000013, 0x01000014, 0x01000015
"""Keys: the arrows."""


def make_qt() -> type:
    """Have PySide6 make `Qt` now: while one thread makes it, another finds half of it (a key typed meets no Key)."""
    return QtCore.Qt
