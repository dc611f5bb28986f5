"""A program start, measured from outside: prints JSON of nanoseconds (CLOCK_MONOTONIC) and resident memory.

python -m tests.bench.child empty | login DIR | hall DIR LOGIN PASSWORD
"""

import json
import os
import sys
from pathlib import Path
from time import monotonic_ns

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Notes when a window was painted for the first time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.at:
            QTimer.singleShot(0, self, self.note)
        return False

    def note(self) -> None:
        """The paint is over."""
        self.at = self.at or monotonic_ns()


def until(application: QApplication, paint: FirstPaint) -> int:
    """Wait for the paint."""
    while not paint.at:
        application.processEvents()
    return paint.at


def empty() -> dict[str, int]:
    """An empty PySide6 window."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    paint = FirstPaint(window)
    window.show()
    return {"painted": until(application, paint)}


def login(place: str) -> dict[str, int]:
    """Our login."""
    from shequ_desk.app import Desk
    from shequ_desk.kernel.clock import SystemClock
    from shequ_desk.store.folder import DataFolder

    application = QApplication(sys.argv[:1])
    desk = Desk(DataFolder(Path(place)), SystemClock())
    desk.open()
    assert desk.login is not None
    return {"painted": until(application, FirstPaint(desk.login))}


def hall(place: str, name: str, password: str) -> dict[str, int]:
    """From the password to the painted hall, the hashing taken beside it, and the memory then."""
    from shequ_desk.app import Desk
    from shequ_desk.kernel.clock import SystemClock
    from shequ_desk.store.folder import DataFolder
    from shequ_desk.store.keys import KeyFile

    application = QApplication(sys.argv[:1])
    folder = DataFolder(Path(place))
    desk = Desk(folder, SystemClock())
    desk.open()
    assert desk.login is not None
    until(application, FirstPaint(desk.login))
    while not desk.jobs.idle():
        application.processEvents()
    began = monotonic_ns()
    desk.login.submitted.emit(name, password)
    while desk.shell is None:
        application.processEvents()
    painted = until(application, FirstPaint(desk.shell.window))
    memory = int(
        next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line).split()[1]
    )
    before = monotonic_ns()
    KeyFile.load(folder.keys).unlock(name, password, SystemClock().now())
    hashing = monotonic_ns() - before
    return {"began": began, "painted": painted, "hashing": hashing, "kb": memory}


def main() -> None:
    """Do what the arguments say and leave at once."""
    doors = {"empty": empty, "login": login, "hall": hall}
    sys.stdout.write(json.dumps(doors[sys.argv[1]](*sys.argv[2:])) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
    os._exit(0)
