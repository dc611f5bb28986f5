"""Page objects: the canteen's till, its sheets and its settings as a clerk uses them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from shequ_desk.counters.canteen.page.entry_sheet import EntrySheet
from shequ_desk.counters.canteen.page.rule_section import RuleSheet
from shequ_desk.counters.canteen.page.section import ListSection
from shequ_desk.counters.canteen.page.settings_page import CanteenSettingsPage
from shequ_desk.counters.canteen.page.till_page import CanteenPage
from tests.counters import desk_kit
from tests.counters.desk_kit import fill, texts, trigger
from tests.desk.keys import press


class Desk(desk_kit.Desk):
    """The window, and what came out of it."""

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
