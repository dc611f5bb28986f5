"""Our program up to the painted login, loaded as its entry point does: python -m tests.bench.child_desk DIR."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shequ_desk.__main__ import program
from shequ_desk.kernel import late

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from shequ_desk.app import Desk


def login(place: str) -> "tuple[QApplication, Desk, int]":
    """Start as app.run does; when the login was painted."""
    app = program()
    application = app.make_application()
    desk = app.Desk(app.DataFolder(Path(place)), app.SystemClock(), alone=True)
    desk.open()
    return application, desk, late.load("tests.bench.paint").painted(application, desk.login)


if __name__ == "__main__":
    _application, opened, seen = login(sys.argv[1])
    opened.shut()
    late.load("tests.bench.paint").answer({"painted": seen})
