"""Our program: python -m tests.bench.child_desk DIR [LOGIN PASSWORD]. With a password it goes on to the hall."""

import sys
from pathlib import Path
from time import monotonic_ns

from PySide6.QtWidgets import QApplication

from shequ_desk.app import Desk
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.keys import KeyFile
from tests.bench.paint import answer, painted


def login(application: QApplication, folder: DataFolder) -> tuple[Desk, int]:
    """Open the login; when it was painted."""
    desk = Desk(folder, SystemClock())
    desk.open()
    assert desk.login is not None
    return desk, painted(application, desk.login)


def hall(application: QApplication, desk: Desk, name: str, password: str) -> dict[str, int]:
    """From the password to the painted hall, memory then, and the hashing alone, all in one process."""
    assert desk.login is not None
    while not desk.jobs.idle():
        application.processEvents()
    began = monotonic_ns()
    desk.login.submitted.emit(name, password)
    while desk.shell is None:
        application.processEvents()
    seen = painted(application, desk.shell.window)
    status = Path("/proc/self/status").read_text().splitlines()
    memory = int(next(line for line in status if "VmRSS" in line).split()[1])
    before = monotonic_ns()
    KeyFile.load(desk.folder.keys).unlock(name, password, SystemClock().now())
    return {"began": began, "painted": seen, "hashing": monotonic_ns() - before, "kb": memory}


if __name__ == "__main__":
    qt = QApplication(sys.argv[:1])
    opened, at = login(qt, DataFolder(Path(sys.argv[1])))
    answer({"painted": at} if len(sys.argv) == 2 else hall(qt, opened, sys.argv[2], sys.argv[3]))
