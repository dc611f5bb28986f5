"""How long each act of a clerk holds the window: python -m tests.bench.child_hold DIR LOGIN PASSWORD.

A beat comes from the event loop; between two beats nothing typed would be answered. CPU time of the window's thread, so
that other programs do not count. Nothing of the desk is imported here: the program loads as it does for a clerk.
"""

import sys
from collections.abc import Callable
from time import monotonic, thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from shequ_desk.app import Desk
from shequ_desk.kernel import late
from tests.bench.child_desk import login
from tests.bench.paint import answer

if TYPE_CHECKING:
    from shequ_desk.shell import Shell

QUIET, DEADLINE = 0.15, 300.0
"""Seconds the window is watched after an act; and when the program is given up (the first backup may run)."""
AGAIN = " again"


class Beat(QObject):
    """Signals none. The longest time between two beats since `start`, in milliseconds of this thread's CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = thread_time()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def hold(self, application: QApplication, desk: Desk, act: Callable[[], object]) -> int:
        """Milliseconds the window was held by an act and by what followed from it."""
        application.processEvents()
        self.longest, self._last = 0.0, thread_time()
        act()
        end, until = monotonic() + QUIET, monotonic() + DEADLINE
        while monotonic() < end or not desk.jobs.idle():
            assert monotonic() < until, "the program does not come to rest"
            application.processEvents()
        return round(self.longest * 1000)

    @Slot()
    def _on_beat(self) -> None:
        now = thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def holds(application: QApplication, desk: Desk, name: str, password: str) -> dict[str, int]:
    """Each act by name: the first time, and with AGAIN when the page was open before."""
    beat = Beat()
    beat.hold(application, desk, lambda: None)
    assert desk.login is not None
    sign_in = desk.login.submitted
    found = {"hall": beat.hold(application, desk, lambda: sign_in.emit(name, password))}
    assert desk.shell is not None
    acts = _acts(desk.shell)
    found |= {key: beat.hold(application, desk, act) for key, act in acts.items()}
    found |= {f"{key}{AGAIN}": beat.hold(application, desk, act) for key, act in acts.items()}
    return found


def _acts(shell: "Shell") -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {"resident in the hall": lambda: shell.open_page("hall", 4321)}
    for key in shell.pages():
        found[f"page {key}"] = lambda key=key: shell.open_page(key)  # type: ignore[misc]
    found["resident's record"] = lambda: shell.open_page("people", 1234)
    settings = shell.window.show_page("settings")
    assert isinstance(settings, late.load("shequ_desk.office.page.settings").SettingsPage)
    for section in settings.sections:
        found[f"settings {section.key}"] = lambda key=section.key: settings.open(key)  # type: ignore[misc]
    return found


if __name__ == "__main__":
    qt, opened, _at = login(sys.argv[1])
    measured = holds(qt, opened, sys.argv[2], sys.argv[3])
    opened.shut()
    answer(measured)
