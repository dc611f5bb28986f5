"""The one place that imports by name: what few starts need is loaded by the work that needs it, not by every start.

Name modules of ours only; the packager collects all of them, so what they import is shipped.
"""

import gc
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any


def load(name: str) -> ModuleType:
    """Return the module, loaded at the first call. ModuleNotFoundError when there is none."""
    return importlib.import_module(name)


@contextmanager
def for_good() -> Iterator[None]:
    """What is loaded inside stays: the collector rests meanwhile and never looks through it (8 to 100 ms each time)."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True)
class Later:
    """Stands for a function or class of a module that is loaded at the first call: a page when it is first opened."""

    module: str
    name: str

    @property
    def target(self) -> Callable[..., Any]:
        """What it stands for. AttributeError when the module has no such name."""
        found: Callable[..., Any] = getattr(load(self.module), self.name)
        return found

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self.target(*values, **named)


def put_off(name: str, **known: object) -> None:
    """Let what others import at their top, without need here, be loaded when one of its names is asked for.

    `known` are the names that are asked for at once. A module that is loaded already stays as it is.
    """
    if name in sys.modules:
        return
    later = _Later(name)
    vars(later).update(known)
    sys.modules[name] = later
    package, _, child = name.rpartition(".")
    if package:
        setattr(importlib.import_module(package), child, later)


class _Later(ModuleType):
    """Stands for a module until a name of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        real = importlib.import_module(self.__name__)
        vars(self).update(vars(real))
        return getattr(real, name)
