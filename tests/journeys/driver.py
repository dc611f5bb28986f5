"""Drives the real program off-screen the way a clerk does: by keyboard, through the window that is on show."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from shequ_desk.app import Desk
from shequ_desk.desk.printing import Paper
from shequ_desk.desk.window import Page
from shequ_desk.kernel.clock import Clock
from shequ_desk.shell import Shell
from shequ_desk.store.folder import DataFolder

W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
DEADLINE = 30.0

_TURNS = 5
"""Turns of the event loop until widgets made in one of them are shown, laid out and painted."""


class FolderPrinter:
    """A printer whose paper tray is a folder. `papers` are (title-free file name, PDF bytes) in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers: list[bytes] = []

    def names(self) -> list[str]:
        """The one printer of this PC."""
        return ["演示打印机"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        """Keep the paper as a file."""
        self.papers.append(pdf)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"printed-{len(self.papers):02}-{paper.key}.pdf").write_bytes(pdf)


class Driver:
    """A clerk's hands and eyes."""

    def __init__(self, folder: DataFolder, clock: Clock, papers: Path, alone: bool = False) -> None:
        self.printer = FolderPrinter(papers)
        self.desk = Desk(folder, clock, alone, self.printer)
        for paper in ("A4", "A5", "roll80", "roll58"):
            self.desk.printing.remember(paper, "演示打印机")

    @property
    def shell(self) -> Shell:
        """The signed-in clerk's window and what belongs to it."""
        assert self.desk.shell is not None
        return self.desk.shell

    @property
    def page(self) -> Page:
        """The page on show."""
        page = self.shell.window.current_page()
        assert page is not None
        return page

    def wait(self, ready: Callable[[], object], what: str) -> None:
        """Let the program work until something is so."""
        end = monotonic() + DEADLINE
        while not ready():
            assert monotonic() < end, f"waited too long: {what}"
            QApplication.processEvents()
            QTest.qWait(5)

    def settle(self) -> None:
        """Let the program finish what it began."""
        self.wait(self.desk.jobs.idle, "jobs")
        QApplication.processEvents()

    def sign_in(self, login: str, password: str) -> None:
        """Type login and password, Enter, wait for the hall."""
        window = self.desk.login
        assert window is not None
        window.activateWindow()
        self.wait(window.isActiveWindow, "the login in front")
        window.entry.login.setText(login)
        window.entry.password.setText(password)
        self.press(Qt.Key.Key_Return, on=window.entry.password)
        self.wait(lambda: self.desk.shell is not None and self.desk.login is None, "sign in")
        self.shell.window.resize(1366, 768)
        self.settle()

    def answer_login(self, password: str, login: str = "") -> None:
        """Type into the login on show, Enter, wait for the answer."""
        window = self.desk.login
        assert window is not None
        window.activateWindow()
        self.wait(window.isActiveWindow, "the login in front")
        window.entry.login.setText(login or window.entry.login.text())
        window.entry.password.setText(password)
        self.press(Qt.Key.Key_Return, on=window.entry.password)
        self.wait(lambda: self.desk.login is None or not window.busy(), "an answer")
        self.settle()

    def windows(self) -> list[str]:
        """Kinds of windows on show."""
        return [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        """One key, where the focus is unless told otherwise."""
        if on is None and QApplication.activeWindow() is None:
            self._come_back()
        target = on or QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def _come_back(self) -> None:
        """Off-screen nobody gives the focus back to the window when a sheet closes."""
        self.shell.window.activateWindow()
        self.wait(QApplication.activeWindow, "the window in front")

    def write(self, text: str) -> None:
        """Put text where the cursor is, as an input method commits it."""
        if QApplication.activeWindow() is None:
            self._come_back()
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit), f"the cursor is in {line}"
        line.insert(text)
        QApplication.processEvents()

    def show(self, key: str) -> Page:
        """Open a page by its place on the rail."""
        page = self.shell.window.show_page(key)
        self.settle()
        return page

    def sheet(self, kind: type[W]) -> W:
        """The open sheet of a kind."""
        found = self.sheets(kind)
        assert found, f"no open {kind.__name__}"
        return found[-1]

    def sheets(self, kind: type[W]) -> list[W]:
        """All open sheets of a kind."""
        return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]

    def grab(self, path: Path, widget: QWidget | None = None) -> None:
        """A picture of the window (or another widget) as it stands, once what came last is laid out as well."""
        self.settle()
        for _ in range(_TURNS):
            QApplication.processEvents()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert (widget or self.shell.window).grab().save(str(path)), path

    def leave(self) -> None:
        """Close everything, nothing left running."""
        if self.desk.shell is not None:
            self.desk.shell.close()
            self.desk.shell.window.hide()
            self.desk.shell.window.deleteLater()
        for window in (self.desk.login, self.desk.wizard):
            if window is not None:
                window.hide()
        self.desk.shut()
        QApplication.processEvents()
