"""Stops PySide6 from reading the source of every module imported after it.

It looks there for its own name, in case a module says `from __feature__ import snake_case`, which none here does; every
source read stays in `linecache`. That was a third of the start's own time and 30 MB. A PySide6 that does not know the
function is left alone.
"""

import linecache
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  its import brings the reader

_READER = "_mod_uses_pyside"


def stop_reading() -> None:
    """Answer "uses no feature" for every module, unread, and let go of what was read so far."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, _READER):
        setattr(feature, _READER, _unread)
    linecache.clearcache()


def _unread(_module: ModuleType) -> bool:
    return False
