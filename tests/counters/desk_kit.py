"""The real window with one counter's page and settings: page object, and what every counter's page tests use."""

from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.desk import theme
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.page import Page
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.desk.window import Entry, MainWindow
from shequ_desk.kernel.errors import Refusal
from shequ_desk.store.rights import Clerk
from tests.clerks import EVERYTHING
from tests.desk.around import Around, Tray

S = TypeVar("S", bound=Sheet)
D = TypeVar("D", bound="Desk")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
SMALL = (1366, 768, theme.NORMAL)


@dataclass
class Desk:
    """The window, and what came out of it."""

    qtbot: QtBot
    window: MainWindow
    context: Context
    recorder: Recorder
    tray: Tray
    opened: list[tuple[str, int, str]]

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
        if not self.sheets(Sheet):
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def settle(self) -> None:
        """Let the jobs finish."""
        self.qtbot.waitUntil(self.context.jobs.idle, timeout=20_000)
        QApplication.processEvents()

    def papers(self) -> list[bytes]:
        """What was printed so far, once the printer is idle."""
        self.qtbot.waitUntil(self.context.jobs.idle, timeout=20_000)
        return self.tray.papers


class Windows:
    """Opens the window on one database."""

    def __init__(self, qtbot: QtBot, around: Around, tray: Tray) -> None:
        self._qtbot, self._around, self._tray = qtbot, around, tray
        self.database = around.database

    def open(
        self, kind: type[D], counter: Counter, size: tuple[int, int, float] = SMALL, clerk: Clerk = EVERYTHING
    ) -> D:
        """The counter's page and its settings at a size (width, height, scale) for a clerk, as a page object."""
        around = self._around
        theme.apply(around.application, size[2])
        context = around.context(clerk)
        window = MainWindow(_entries(counter, context), context.clock, around.messages, around.jobs, around.news)
        self._qtbot.addWidget(window)
        around.printing.host = window
        window.resize(size[0], size[1])
        window.show_page(counter.key)
        window.show()
        with self._qtbot.waitActive(window):
            pass
        return kind(self._qtbot, window, context, Recorder(around.messages), self._tray, around.opened)


def _entries(counter: Counter, context: Context) -> list[Entry]:
    def page() -> Page:
        return counter.page(context)

    def settings() -> Page:
        assert counter.settings_page is not None
        return counter.settings_page(context)

    return [
        Entry(counter.key, counter.title, counter.icon, counter.shortcut, page),
        Entry("settings", "设置", "settings", "Ctrl+,", settings, at_foot=True),
    ]


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


def crowd(sheet: Sheet) -> None:
    """Fill every list of a sheet that has a row with many more of it, and refuse what it was to do."""
    for table in sheet.findChildren(RowsView):
        source = table.rows.source()
        if source.count:
            table.show_rows([*source.fetch(0, source.count)] * 30)
            table.select(0)
    sheet.show_refusal(Refusal("别的窗口刚刚改过同一份内容，现在还不能保存", "请核对一遍，再按一次 Enter"))
    QApplication.processEvents()


def actions(owner: QWidget) -> set[str]:
    """The ids of what can be done on a page."""
    return {one.objectName() for one in owner.actions()}


def texts(table: RowsView) -> list[list[str]]:
    """What a list shows, row by row."""
    rows, root = table.rows, QModelIndex()
    places = range(rows.rowCount(root))
    return [[str(rows.data(rows.index(place, column))) for column in range(rows.columnCount(root))] for place in places]
