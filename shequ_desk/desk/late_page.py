"""Pages whose code is loaded when they are first opened."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from shequ_desk.desk.classes import load_classes
from shequ_desk.desk.jobs import beside
from shequ_desk.kernel.errors import Trouble
from shequ_desk.kernel.late import Later, for_good, load

_PAPER = "shequ_desk.paper.document"


@dataclass(frozen=True)
class LatePage(Later):
    """Stands for a class of pages.

    `first` names what its module imports that knows nothing of windows (papers). That is loaded beside the window,
    which goes on painting; then the page itself, which makes classes of Qt, on the window's own thread.
    """

    first: tuple[str, ...] = ()

    def __call__(self, *values: Any, **named: Any) -> Any:
        if self.module not in sys.modules:
            with for_good():
                beside(partial(_load_all, self.first))
                load_classes(self.module)
        return super().__call__(*values, **named)


def _load_all(modules: tuple[str, ...]) -> None:
    """The first page that can print also opens the fonts, or its first paper would wait for them (80 ms).

    A font that does not open is told by the paper that wants it: the page opens all the same.
    """
    for module in modules:
        load(module)
    if _PAPER in sys.modules:
        with suppress(Trouble):
            load("shequ_desk.paper.rehearsal").rehearse()
