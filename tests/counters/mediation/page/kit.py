"""Page objects: the mediation desk and its sheets as a clerk uses them."""

from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.counters.mediation.page.mediation_page import MediationPage
from shequ_desk.counters.mediation.page.settings_page import MediationSettingsPage
from shequ_desk.counters.mediation.rules import CaseRow, CaseView
from shequ_desk.desk.counter import Context
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.printing import Paper
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.desk.window import MainWindow
from tests.desk.keys import press

S = TypeVar("S", bound=Sheet)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Tray:
    """A printer that keeps what it printed."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []

    def names(self) -> list[str]:
        return ["激光"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        self.papers.append(pdf)


@dataclass
class Room:
    """The window, and what came out of it."""

    qtbot: QtBot
    window: MainWindow
    context: Context
    recorder: Recorder
    tray: Tray

    def page(self) -> "Cases":
        """The mediation page on show."""
        page = self.window.show_page("mediation")
        assert isinstance(page, MediationPage)
        return Cases(self, page)

    def settings(self) -> MediationSettingsPage:
        """The settings on show."""
        page = self.window.show_page("settings")
        assert isinstance(page, MediationSettingsPage)
        return page

    def sheet(self, kind: type[S]) -> S:
        """The newest open sheet of a kind."""
        shown = self.sheets(kind)
        assert shown, f"no {kind.__name__} is open"
        return shown[-1]

    def sheets(self, kind: type[S]) -> list[S]:
        """All open sheets of a kind."""
        return [sheet for sheet in self.window.findChildren(kind) if sheet.isVisible()]

    def answer(self, text: str = "") -> None:
        """Answer the question on show: yes, or with a text."""
        if text:
            asked = self.sheet(TextSheet)
            asked.edit.setText(text)
            asked.submit()
        else:
            self.sheet(QuestionSheet).submit()
        self.come_back()

    def come_back(self) -> None:
        """Off-screen nobody gives the focus back to the window when a sheet closes."""
        if not [sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()]:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def settle(self) -> None:
        """Let the jobs finish."""
        self.qtbot.waitUntil(self.context.jobs.idle, timeout=20_000)
        QApplication.processEvents()


@dataclass
class Cases:
    """The mediation page by keyboard; Chinese is set, never typed key by key."""

    room: Room
    page: MediationPage

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key where the focus is."""
        press(None, key, modifier)
        QApplication.processEvents()

    def names(self) -> list[str]:
        """What the list shows, one line a case."""
        rows = self.page.cases.list.rows
        return [str(rows.data(rows.index(place, 0))) for place in range(rows.rowCount())]

    def rows(self) -> list[CaseRow]:
        """The rows of the list."""
        rows = self.page.cases.list.rows
        return [rows.row_at(place) for place in range(rows.rowCount())]

    def log(self) -> list[str]:
        """The log as a screen reader says it, the newest first."""
        rows = self.page.log.list.rows
        return [str(rows.data(rows.index(place, 0))) for place in range(rows.rowCount())]

    def act(self, which: str, sheet: type[S], /, **fields: str) -> S:
        """办理 → one act, its sheet filled and submitted."""
        trigger(self.page, "mediation.acts")
        from_list = self.room.window.findChildren(Sheet)
        trigger(from_list[-1], f"act.{which}")
        made = self.room.sheet(sheet)
        fill(made, fields)
        made.submit()
        self.room.come_back()
        return made

    def words(self) -> str:
        """Everything the page says in labels."""
        QApplication.processEvents()
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


def open_case(room: Room, case_id: int) -> Cases:
    """The page with a case on show."""
    page = room.page()
    page.page.open_case(case_id)
    return page


def view_of(page: Cases) -> CaseView:
    """The case on show."""
    assert page.page.view is not None
    return page.page.view


def fill(sheet: Any, fields: dict[str, str]) -> None:
    """Write fields by name; a choice is made by its words."""
    for name, text in fields.items():
        editor: Any = sheet.form.rows[name].editor
        if hasattr(editor, "set_options"):
            editor.setCurrentText(text)
            assert editor.currentText() == text, f"no “{text}” in {name}"
        else:
            editor.setText(text)


def error(sheet: Any, field: str) -> str:
    """The red line beneath a field of a sheet."""
    found: str = sheet.form.rows[field].error()
    return found


def trigger(owner: QWidget, action: str) -> None:
    """Do an action by its id."""
    found = [one for one in owner.actions() if one.objectName() == action]
    assert found, f"no action {action}"
    found[0].trigger()


def actions(owner: QWidget) -> set[str]:
    """The ids of what can be done on a page."""
    return {one.objectName() for one in owner.actions()}


def texts(table: RowsView) -> list[list[str]]:
    """What a table shows, row by row."""
    rows, root = table.rows, QModelIndex()
    places = range(rows.rowCount(root))
    return [[str(rows.data(rows.index(place, column))) for column in range(rows.columnCount(root))] for place in places]
