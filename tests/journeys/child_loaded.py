"""Which modules are loaded, in the hall and after every page: python -m tests.journeys.child_loaded DIR LOGIN PASSWORD.

The first line names those of the hall, the second those loaded since.
"""

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from shequ_desk.app import Desk
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.store.folder import DataFolder
from tests.bench.child_hall import hall

if __name__ == "__main__":
    qt = QApplication(sys.argv[:1])
    desk = Desk(DataFolder(Path(sys.argv[1])), FixedClock(datetime(2026, 11, 20, 11, 42)))
    desk.open()
    hall(qt, desk, sys.argv[2], sys.argv[3])
    assert desk.shell is not None
    first = set(sys.modules)
    for key in desk.shell.pages():
        desk.shell.open_page(key)
        while not desk.jobs.idle():
            qt.processEvents()
    sys.stdout.write(" ".join(first) + "\n" + " ".join(set(sys.modules) - first) + "\n")
    desk.shut()
