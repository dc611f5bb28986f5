"""Pages whose code is loaded when they are first opened."""

import sys
from dataclasses import dataclass
from typing import Any

from shequ_desk.kernel.late import Later, load


@dataclass(frozen=True)
class LatePage(Later):
    """Stands for a class of pages. Nothing of Qt is loaded before the first call: the command line knows pages too.

    `first` names what its module imports that knows nothing of windows (papers). That is loaded beside the window,
    which goes on painting; then the page itself, which makes classes of Qt, on the window's own thread.
    """

    first: tuple[str, ...] = ()

    def __call__(self, *values: Any, **named: Any) -> Any:
        if self.module not in sys.modules:
            load("shequ_desk.desk.opening").load_page(self.module, self.first)
        return super().__call__(*values, **named)
