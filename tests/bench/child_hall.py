"""Our program up to the painted hall: python -m tests.bench.child_hall DIR LOGIN PASSWORD."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop

from shequ_desk.kernel import late
from tests.bench.child_desk import login

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from shequ_desk.app import Desk

THINKING = 1_500_000_000
"""Nanoseconds until the password is typed."""


def hall(application: "QApplication", desk: "Desk", name: str, password: str) -> dict[str, int]:
    """From the password to the painted hall, memory then, and the hashing alone, all in one process."""
    assert desk.login is not None
    until = monotonic_ns() + THINKING
    _sleep(application, lambda: monotonic_ns() > until and desk.jobs.idle())
    began = monotonic_ns()
    desk.login.submitted.emit(name, password)
    _sleep(application, lambda: desk.shell is not None)
    assert desk.shell is not None
    seen: int = late.load("tests.bench.paint").painted(application, desk.shell.window)
    _sleep(application, desk.jobs.idle)
    status = Path("/proc/self/status").read_text().splitlines()
    memory = int(next(line for line in status if "VmRSS" in line).split()[1])
    wraps = late.load("shequ_desk.store.wraps")
    before = monotonic_ns()
    wraps.stretched(password, bytes(32), wraps.Cost())
    return {"began": began, "painted": seen, "hashing": monotonic_ns() - before, "kb": memory}


def _sleep(application: "QApplication", ready: Callable[[], bool]) -> None:
    """Wait as the program waits, asleep between events: a loop that spins takes a core from the hashing."""
    while not ready():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


if __name__ == "__main__":
    qt, opened, _at = login(sys.argv[1])
    found = hall(qt, opened, sys.argv[2], sys.argv[3])
    opened.shut()
    late.load("tests.bench.paint").answer(found)
