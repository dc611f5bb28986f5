"""The one window: rail, header, pages, status line. It builds itself from what it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QScrollArea, QStackedWidget, QWidget

from shequ_desk.desk.actions import Action, bind
from shequ_desk.desk.header import Header, StatusLine
from shequ_desk.desk.jobbar import JobBar
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.news import News
from shequ_desk.desk.page import Page
from shequ_desk.desk.rail import Rail, RailEntry, rail_width
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.speaker import Speaker
from shequ_desk.desk.turns import turn
from shequ_desk.desk.widgets import Banner, column, row, scrolled
from shequ_desk.kernel.clock import Clock

__all__ = ["Entry", "MainWindow", "Page"]


@dataclass(frozen=True)
class Entry:
    """A place on the rail. `build` makes the page at its first showing; `at_foot` puts it at the bottom (设置)."""

    key: str
    title: str
    icon: str
    shortcut: str
    build: Callable[[], Page]
    at_foot: bool = False


class MainWindow(QMainWindow):
    """Signals: `lock_requested()`; `page_shown(str)` the key of the page; `closing()` the window goes away;
    `export_requested(object)` the RowsView whose rows are wanted as a workbook.
    """

    lock_requested = Signal()
    page_shown = Signal(str)
    closing = Signal()
    export_requested = Signal(object)

    def __init__(
        self,
        entries: Sequence[Entry],
        clock: Clock,
        messages: Messages,
        jobs: Jobs,
        news: News,
        search: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._entries = {entry.key: entry for entry in entries}
        self._messages = messages
        self._pages: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._trail: list[str] = []
        self._opening = False
        self.header = Header(clock, search)
        self.status = StatusLine(JobBar(jobs))
        self.rail = Rail([RailEntry(e.key, e.title, e.icon, e.shortcut, e.at_foot) for e in entries])
        self.banner = Banner("red")
        self._stack = QStackedWidget()
        self._lay_out()
        self.speaker = Speaker(messages, self, self.banner)
        self.rail.picked.connect(self.show_page)
        self.header.lock_button.clicked.connect(self.lock_requested)
        news.changed.connect(self._on_news)
        bind(Action("window.lock", "锁定", "Ctrl+L", self.lock_requested.emit), self)
        bind(Action("window.back", "返回", "Esc", self.go_back), self)
        bind(Action("window.export", "导出列表", "Ctrl+Shift+E", self.request_export), self)
        self.status.export_button.clicked.connect(self.request_export)
        for entry in entries:
            self._bind_entry(entry)
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)

    @Slot(str)
    def show_page(self, key: str) -> Page:
        """Show a page, building it the first time, in turns: built, laid out, read. Keys wait until it is there.

        Raises KeyError for an unknown key.
        """
        page = self._page(key)
        turn()
        if self.current_key() != key:
            self._trail = [*self._trail, key][-20:]
        self.banner.show_text("")
        self._lay_out_page(key)
        page.shown()
        self.page_shown.emit(key)
        return page

    def current_key(self) -> str:
        """Return the key of the page on show, "" before the first."""
        return self._trail[-1] if self._trail else ""

    def current_page(self) -> Page | None:
        """Return the page on show, None before the first."""
        return self._pages.get(self.current_key())

    def pages(self) -> dict[str, Page]:
        """Return the pages built so far by key."""
        return dict(self._pages)

    @Slot()
    def go_back(self) -> None:
        """Esc: the page takes one step back itself, else the page before it comes."""
        page = self.current_page()
        if self.banner.isVisible():
            self.banner.show_text("")
        elif page is not None and not page.back() and len(self._trail) > 1:
            self._trail.pop()
            self.show_page(self.current_key())

    @Slot()
    def request_export(self) -> None:
        """Ask for the list with the cursor in it, else the first one on the page, as a workbook."""
        page = self.current_page()
        if page is not None and page.export():
            return
        lists = [view for view in page.findChildren(RowsView) if view.isVisible()] if page is not None else []
        focused = [view for view in lists if view.hasFocus()]
        if lists:
            self.export_requested.emit((focused or lists)[0])
        else:
            self._messages.say("这一页没有可以导出的列表")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._entries[key].build()
            turn()
            page.setAccessibleName(self._entries[key].title)
            self._pages[key] = page
            self._frames[key] = scrolled(page, sideways=True, place=self._stack)
            self._stack.addWidget(self._frames[key])
        return self._pages[key]

    def _lay_out_page(self, key: str) -> None:
        """Not painted meanwhile: what the page showed last time is not to be seen again."""
        self._opening = True
        self._stack.setUpdatesEnabled(False)
        self._stack.setCurrentWidget(self._frames[key])
        self.rail.mark(key)
        turn()
        self._stack.setUpdatesEnabled(True)
        self._opening = False

    def _bind_entry(self, entry: Entry) -> None:
        def show() -> None:
            page = self.current_page()
            if page is None or not page.take_key(entry.shortcut):
                self.show_page(entry.key)

        bind(Action(f"window.{entry.key}", entry.title, entry.shortcut, show), self)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setObjectName("Ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pages = column(self.banner, self._stack, spacing=10, margins=(18, 14, 18, 12))
        right = column(self.header, pages, self.status, spacing=0)
        ground.setLayout(row(self.rail, right, spacing=0))
        self.setCentralWidget(ground)
        self.rail.setFixedWidth(rail_width())

    @Slot(str)
    def _on_news(self, topic: str) -> None:
        page = self.current_page()
        if page is not None and not self._opening:
            page.refresh(topic)
