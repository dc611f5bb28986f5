"""The one place that imports by name: what few starts need is loaded by the work that needs it, not by every start.

Name modules of ours only; the packager collects all of them, so what they import is shipped.
"""

import importlib
from types import ModuleType


def load(name: str) -> ModuleType:
    """Return the module, loaded at the first call. ModuleNotFoundError when there is none."""
    return importlib.import_module(name)
