"""The application object every window of ours lives in."""

import os
import sys

from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme

_TURN_S = 0.0005
"""A job that computes lets go of the interpreter this often, in seconds. With Python's own 0.005 each of the many small
calls into Qt waited so long: a window of 35 ms took 80 beside a busy job, and takes 35 with this.
"""


def make_application() -> QApplication:
    """The application, in the style and with the turns every window of ours wants."""
    _choose_input_method()
    theme.choose_style()
    sys.setswitchinterval(_TURN_S)
    return QApplication(sys.argv[:1])


def _choose_input_method() -> None:
    """Chinese typing under fcitx 5 with the pip wheels works through the IBus portal only (ENGINEERING.md, Qt)."""
    if sys.platform == "linux" and "fcitx" in os.environ.get("XMODIFIERS", ""):
        os.environ.setdefault("QT_IM_MODULE", "ibus")
        os.environ.setdefault("IBUS_USE_PORTAL", "1")
