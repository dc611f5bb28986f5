"""Page objects: the mediation desk and its sheets as a clerk uses them."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from shequ_desk.counters.mediation.page.mediation_page import MediationPage
from shequ_desk.counters.mediation.page.settings_page import MediationSettingsPage
from shequ_desk.counters.mediation.rules import CaseRow, CaseView
from shequ_desk.desk.sheets import Sheet
from tests.counters import desk_kit
from tests.counters.desk_kit import NONE, fill, trigger
from tests.desk.keys import press

S = TypeVar("S", bound=Sheet)


class Room(desk_kit.Desk):
    """The window, and what came out of it."""

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
