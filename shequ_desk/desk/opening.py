"""Loads the code of a page while the window goes on."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from shequ_desk.desk.classes import load_classes
from shequ_desk.desk.jobs import beside
from shequ_desk.kernel.errors import Trouble
from shequ_desk.kernel.late import for_good, load

_PAPER = "shequ_desk.paper.document"


def load_page(module: str, first: Sequence[str]) -> None:
    """Load what `first` names in a thread, then the page on this one, both for good."""
    with for_good():
        beside(partial(_load_all, first))
        load_classes(module)


def _load_all(modules: Sequence[str]) -> None:
    """The first page that can print also opens the fonts, or its first paper would wait for them (80 ms).

    A font that does not open is told by the paper that wants it: the page opens all the same.
    """
    for module in modules:
        load(module)
    if _PAPER in sys.modules:
        with suppress(Trouble):
            load("shequ_desk.paper.rehearsal").rehearse()
