"""Our program up to the painted login: python -m tests.bench.child_desk DIR."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from shequ_desk.app import Desk
from shequ_desk.desk import theme
from shequ_desk.kernel.clock import SystemClock
from shequ_desk.store.folder import DataFolder
from tests.bench.paint import answer, painted


def login(place: str) -> tuple[QApplication, Desk, int]:
    """Start as app.run does; when the login was painted."""
    theme.choose_style()
    application = QApplication(sys.argv[:1])
    desk = Desk(DataFolder(Path(place)), SystemClock(), alone=True)
    desk.open()
    assert desk.login is not None
    return application, desk, painted(application, desk.login)


if __name__ == "__main__":
    _application, opened, seen = login(sys.argv[1])
    opened.shut()
    answer({"painted": seen})
