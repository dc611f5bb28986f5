"""Page objects: the canteen's till, its sheets and its settings as a clerk uses them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.rule_section import RuleSheet
from shequ_desk.counters.canteen.page.section import ListSection
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.desk.counter import Context
from shequ_desk.desk.entry import EntrySheet as Entry
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.printing import Paper
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import QuestionSheet, TextSheet
from shequ_desk.desk.window import MainWindow
from tests.desk.keys import press

S = TypeVar("S", bound=Sheet)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Tray:
    """A printer that keeps what it printed."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []

    def names(self) -> list[str]:
        return ["针式"]

    def print_pdf(self, pdf: bytes, paper: Paper, name: str, copies: int) -> None:
        self.papers.append(pdf)


@dataclass
class Desk:
    """The window, and what came out of it."""

    qtbot: QtBot
    window: MainWindow
    context: Context
    recorder: Recorder
    tray: Tray
    opened: list[tuple[str, int, str]]

    def till(self) -> "Till":
        """The till page on show."""
        page = self.window.show_page("canteen")
        assert isinstance(page, CanteenPage)
        return Till(self, page)

    def settings(self) -> "Settings":
        """The settings page on show."""
        page = self.window.show_page("settings")
        assert isinstance(page, CanteenSettingsPage)
        return Settings(self, page)

    def sheet(self, kind: type[S]) -> S:
        """The newest open sheet of a kind."""
        shown = [sheet for sheet in self.window.findChildren(kind) if sheet.isVisible()]
        assert shown, f"no {kind.__name__} is open"
        return shown[-1]

    def answer(self, text: str = "") -> None:
        """Answer the question on show: yes, or with a text."""
        if text:
            asked = self.sheet(TextSheet)
            asked.edit.setText(text)
            asked.submit()
        else:
            self.sheet(QuestionSheet).submit()
        if not [sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()]:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def papers(self) -> list[bytes]:
        """What was printed so far, once the printer is idle."""
        self.qtbot.waitUntil(self.context.jobs.idle, timeout=20_000)
        return self.tray.papers


@dataclass
class Till:
    """The till page by keyboard; Chinese is set, never typed key by key."""

    desk: Desk
    page: CanteenPage

    def type(self, text: str) -> None:
        """Type into the finder."""
        self.page.finder.setText(text)

    def enter(self) -> None:
        """Enter where the focus is."""
        press(None, Qt.Key.Key_Return)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Any other key where the focus is."""
        press(None, key, modifier)

    def pick(self, text: str) -> None:
        """Find and take the first hit."""
        self.type(text)
        self.enter()

    def amount(self) -> str:
        """The big number."""
        return self.page.order.amount.number.text()

    def rows(self) -> list[list[str]]:
        """The list as shown, once the news of the last commit were read."""
        QApplication.processEvents()
        return texts(self.page.list.table)

    def in_finder(self) -> bool:
        """Whether the cursor stands ready for the next in the queue."""
        return QApplication.focusWidget() is self.page.finder


@dataclass
class Settings:
    """The settings: tabs, sheets, lists."""

    desk: Desk
    page: CanteenSettingsPage

    def section(self, title: str) -> ListSection:
        """Open a tab that is one list."""
        found = self.page.open(title)
        assert isinstance(found, ListSection)
        return found

    def add_set(self, name: str, price: str, since: str) -> None:
        """加套餐."""
        self.run("套餐与价格", "sets.add", name=name, price=price, valid_from=since)

    def add_rule(self, boxes: Sequence[str] = (), **fields: str) -> None:
        """加规则; `boxes` are the accessible names of what is ticked, `kind`… are words of the choices."""
        section = self.section("优惠规则")
        trigger(section, "rules.add")
        sheet = self.desk.sheet(RuleSheet)
        fill(sheet, fields)
        for box in sheet.findChildren(QWidget):
            if box.accessibleName() in boxes:
                box.setProperty("checked", True)
        sheet.submit()
        assert not sheet.isVisible(), sheet.banner.text()

    def run(self, title: str, action: str, **fields: str) -> EntrySheet:
        """Start an action of a tab, fill its sheet and submit."""
        trigger(self.section(title), action)
        sheet = self.desk.sheet(EntrySheet)
        fill(sheet, fields)
        sheet.submit()
        return sheet


def fill(sheet: Entry, fields: dict[str, str]) -> None:
    """Write fields by name; a choice is made by its words."""
    for name, text in fields.items():
        editor: Any = sheet.form.rows[name].editor
        if hasattr(editor, "set_options"):
            editor.setCurrentText(text)
        else:
            editor.setText(text)


def trigger(owner: QWidget, action: str) -> None:
    """Do an action by its id."""
    found = [one for one in owner.actions() if one.objectName() == action]
    assert found, f"no action {action}"
    found[0].trigger()


def texts(table: RowsView) -> list[list[str]]:
    """What a list shows, row by row."""
    rows, root = table.rows, QModelIndex()
    places = range(rows.rowCount(root))
    return [[str(rows.data(rows.index(place, column))) for column in range(rows.columnCount(root))] for place in places]
