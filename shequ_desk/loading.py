"""What comes after the login is loaded while the clerk types: in a job, then the window's classes part by part."""

import sys
from collections import deque
from inspect import iscoroutine

from PySide6.QtCore import QObject, QTimer, Slot

from shequ_desk.desk import flags
from shequ_desk.desk.classes import load_classes
from shequ_desk.desk.jobs import Jobs
from shequ_desk.kernel.late import for_good, load, put_off

_WAIT_MS = 50
_PLAIN = (
    "shequ_desk.catalogue",
    "shequ_desk.hall.gather",
    "shequ_desk.paper.absent",
    "shequ_desk.paper.files",
    "shequ_desk.paper.fonts",
    "shequ_desk.paper.workbook",
)
"""What the window imports that makes no class of Qt."""

_WINDOW = ("shequ_desk.desk.printing", "shequ_desk.desk.rows", "shequ_desk.desk.window", "shequ_desk.shell")
"""The window, each part (20 ms) a turn of its own: a key typed in the login waits for one of them at most."""


class Loading(QObject):
    """Begins a moment after `start()`. Signals none: whoever needs a module before imports it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._parts = deque(_WINDOW)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._load)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._load_part)

    def start(self) -> None:
        """Load what is not there yet, after a moment in which the first keys are answered."""
        if _WINDOW[-1] not in sys.modules:
            self._soon.start()

    def stop(self) -> None:
        """Load nothing more."""
        self._soon.stop()
        self._parts.clear()

    @Slot()
    def _load(self) -> None:
        flags.make_qt()
        self._jobs.run(_load_plain, self._on_plain)

    def _on_plain(self, _result: None) -> None:
        self._next.start()

    @Slot()
    def _load_part(self) -> None:
        if self._parts:
            with for_good():
                load_classes(self._parts.popleft())
            self._next.start()


def _load_plain(_progress: object, _cancelled: object) -> None:
    with for_good():
        _spare()
        for module in _PLAIN:
            load(module)
        load("shequ_desk.store.base").prepare()


def _spare() -> None:
    """What SQLAlchemy, reportlab and segno import at their top and nobody here asks for: 8 MB."""
    put_off("asyncio", iscoroutine=iscoroutine)
    put_off("importlib.metadata")
    put_off("PIL.Image")
    put_off("urllib.request")
