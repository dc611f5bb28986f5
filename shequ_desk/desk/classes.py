"""Classes of Qt are made on the window's thread, in turns, and no job speaks to Qt meanwhile.

Up to Python 3.11 PySide keeps its classes in one table without a lock, and Qt looks into it while it paints, without
waiting for Python. A class made in another thread at that moment ended the program, once in some 18 openings of
everything; so might a signal sent by a job while the window makes a class.
"""

import sys
import threading
from collections.abc import Sequence
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

from shequ_desk.desk.turns import turn
from shequ_desk.kernel.late import load

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

_TURN_S = 0.015
_table = threading.RLock()


def load_classes(module: str) -> ModuleType:
    """Load a module that makes classes of Qt, and end the turn. Only on the window's thread; signals of jobs wait."""
    between = _Between()
    with _table:
        sys.meta_path.insert(0, between)
        try:
            found = load(module)
        finally:
            sys.meta_path.remove(between)
    turn()
    return found


def send(signal: "SignalInstance", *values: object) -> None:
    """Send a signal from whatever thread this is."""
    with _table:
        signal.emit(*values)


class _Between:
    """Finds nothing: Python asks it before each module, and between two of them the window has its turn."""

    def __init__(self) -> None:
        self._owner = threading.get_ident()
        self._since = monotonic()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if threading.get_ident() == self._owner and monotonic() - self._since > _TURN_S:
            turn()
            self._since = monotonic()
