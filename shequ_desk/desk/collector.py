"""Garbage is collected on the window's thread only.

Python collects in whatever thread has just made an object. A job that so destroys an object of Qt waits, inside Qt, for
the interpreter, which the window may hold while it waits for Qt: both stand still for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_BEAT_MS = 500


class Collector(QObject):
    """Collects now and then on the thread it lives in, instead of Python's own collecting anywhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._beat.stop()
        gc.enable()

    @Slot()
    def _on_beat(self) -> None:
        collect_due()


def collect_due() -> int | None:
    """Collect the oldest generation that has grown past Python's own threshold; returns which, None when none has."""
    grown = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(grown) if count > most]
    if not due:
        return None
    gc.collect(due[-1])
    return due[-1]
