"""Pages whose code is loaded when they are first opened."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from shequ_desk.desk.jobs import beside
from shequ_desk.kernel.errors import Trouble
from shequ_desk.kernel.late import Later, for_good, load

_PAPER = "shequ_desk.paper.document"


@dataclass(frozen=True)
class LatePage(Later):
    """Stands for a class of pages; its module is loaded beside the window, which goes on painting meanwhile."""

    def __call__(self, *values: Any, **named: Any) -> Any:
        if self.module not in sys.modules:
            beside(partial(_load_for_good, self.module))
        return super().__call__(*values, **named)


def _load_for_good(module: str) -> None:
    """Load a page; the first that can print also opens the fonts, or its first paper would wait for them (80 ms).

    A font that does not open is told by the paper that wants it: the page opens all the same.
    """
    with for_good(), suppress(Trouble):
        load(module)
        if _PAPER in sys.modules:
            load("shequ_desk.paper.rehearsal").rehearse()
