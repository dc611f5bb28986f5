"""The window of a signed-in clerk, put together from the catalogue: pages, search, backups, locking, news."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from shequ_desk.catalogue import COUNTERS, VERIFY_HOOKS
from shequ_desk.desk.counter import Context, Counter
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.late_page import LatePage
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.news import News
from shequ_desk.desk.page import Page
from shequ_desk.desk.printing import Printing
from shequ_desk.desk.rows import RowsView
from shequ_desk.desk.rows.export import table_of
from shequ_desk.desk.state import State
from shequ_desk.desk.turns import turn
from shequ_desk.desk.window import Entry, MainWindow
from shequ_desk.hall.gather import DayView
from shequ_desk.hall.page import HallPage
from shequ_desk.kernel.figures import Table
from shequ_desk.office import service as office
from shequ_desk.paper import fonts
from shequ_desk.paper.files import safe_file_name
from shequ_desk.paper.workbook import workbook
from shequ_desk.people import service as people
from shequ_desk.people.resident_box import ResidentBox
from shequ_desk.people.rules import EXPORT, READ, WRITE
from shequ_desk.store import backup
from shequ_desk.store.folder import DataFolder
from shequ_desk.store.rights import require

_SETTINGS = LatePage("shequ_desk.office.page.settings", "SettingsPage", ("shequ_desk.office.papers",))
_HOUR_MS = 3_600_000
_INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Shell(QObject):
    """One clerk's window and what runs behind it. Signals: `lock_wanted()`, `closed()` the window went away."""

    lock_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        seat: office.Seat,
        jobs: Jobs,
        messages: Messages,
        state: State,
        printing: Printing,
        day: DayView | None = None,
    ) -> None:
        """`day` is what the hall shows first, when somebody read it already."""
        super().__init__()
        self.seat, self._day = seat, day
        self._jobs, self._state, self._closed = jobs, state, False
        self.news = News()
        clock = seat.database.clock
        fonts.add_folder(seat.folder.fonts)
        folder = Path(seat.folder.path)
        self.context = Context(
            seat.database, seat.clerk, clock, folder, jobs, self.news, messages, printing, state, self.open_page
        )
        seat.database.listeners.append(self.news.tell)
        self.search = ResidentBox(self.context) if READ in seat.clerk.permissions else None
        self.window = MainWindow(self._entries(), clock, messages, jobs, self.news, self.search)
        self._idle, self._hourly = QTimer(self, singleShot=True), QTimer(self, interval=_HOUR_MS)
        self._first_look = QTimer(self, singleShot=True, interval=0)
        printing.host = self.window
        self._connect()
        self._show_settings()
        state.restore_window(self.window)

    def open(self) -> None:
        """Show the window on the hall; the backup is looked after once the hall is painted."""
        self.window.show()
        self.window.show_page("hall")
        self._hourly.start()
        self._idle.start()
        self._first_look.start()

    def open_page(self, key: str, person_id: int = 0, action: str = "") -> None:
        """Show another page, for a person when one is named."""
        page = self.window.show_page(key)
        if person_id or action:
            turn()
            page.show_person(person_id, action)

    def pages(self) -> list[str]:
        """Keys of the pages this clerk may open, in the order of the rail."""
        return [entry.key for entry in self._entries()]

    def lock(self) -> None:
        """Hide everything until the password is given again: sheets go and come back with the window, menus and file
        dialogs are closed.
        """
        self._idle.stop()
        self.window.hide()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.close()

    def unlock(self) -> None:
        """The clerk is back: show the window as it was left."""
        self.window.show()
        self._idle.start()

    def last_backup(self, _progress: object, _cancelled: object) -> None:
        """A job before the program ends: one more backup when something changed."""
        if backup.changed(self.seat.database, self.seat.folder):
            backup.backup_now(self.seat.database, self.seat.folder)

    def close(self) -> None:
        """Stop what runs by itself; the database stays open for the last backup."""
        if self._closed:
            return
        self._closed = True
        _application().focusWindowChanged.disconnect(self._watch)
        self._idle.stop()
        self._hourly.stop()
        self._first_look.stop()
        self.seat.database.listeners.clear()
        self.context.printing.printer_changed.disconnect(self._on_printer)
        self.window.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self._idle.isActive():
            self._idle.start()
        return False

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        """Keys and clicks come to the window in focus first; a filter on the application would slow every event."""
        if window is not None:
            window.installEventFilter(self)

    def _entries(self) -> list[Entry]:
        entries = [Entry("hall", "窗口", "hall", "F1", self._hall)]
        entries += [self._entry(counter) for counter in COUNTERS if self._may(counter)]
        return [*entries, Entry("settings", "设置", "settings", "Ctrl+,", self._settings, at_foot=True)]

    def _entry(self, counter: Counter) -> Entry:
        def build() -> Page:
            return counter.page(self.context)

        return Entry(counter.key, counter.title, counter.icon, counter.shortcut, build)

    def _may(self, counter: Counter) -> bool:
        return counter.permission in self.seat.clerk.permissions

    def _hall(self) -> Page:
        return HallPage(self.context, COUNTERS, self._day)

    def _settings(self) -> Page:
        shown = [counter for counter in COUNTERS if counter.settings_page]
        page: Page = _SETTINGS(self.context, self.seat, shown, VERIFY_HOOKS)
        return page

    def _connect(self) -> None:
        self.window.lock_requested.connect(self.lock_wanted)
        self.window.closing.connect(self._on_closing)
        self.window.export_requested.connect(self._on_export)
        self.window.page_shown.connect(self._on_page)
        if self.search is not None:
            self.search.picked.connect(self._on_picked)
        self.news.changed.connect(self._on_news)
        self.context.printing.printer_changed.connect(self._on_printer)
        self._idle.timeout.connect(self.lock_wanted)
        self._hourly.timeout.connect(self._back_up_if_changed)
        self._first_look.timeout.connect(self._back_up_if_changed)
        _application().focusWindowChanged.connect(self._watch)

    def _show_settings(self) -> None:
        with self.seat.database.reading(self.seat.clerk) as work:
            centre, desk = office.centre(work), office.desk_settings(work)
        demo = "（演示）" if centre.demo else ""
        self.window.header.show_centre(centre.name + demo, f"{centre.window} 号窗口 · 全科服务")
        self.window.header.show_clerk(f"{self.seat.clerk.name} · {self.seat.clerk.duties}")
        self.window.setWindowTitle(f"{centre.name} · 社区全科服务台")
        self._on_printer()
        today = self.seat.database.clock.now()
        self.window.status.show_period(f"{today.year} 年 {today.month} 月账期")
        self._idle.setInterval(desk.idle_minutes * 60_000)

    @Slot()
    def _back_up_if_changed(self) -> None:
        if not backup.due(self.seat.database, self.seat.folder):
            self._show_backup()
            return
        self._jobs.run(self._back_up, self._backed_up, title="备份")

    def _back_up(self, progress: object, cancelled: object) -> None:
        if WRITE in self.seat.clerk.permissions:
            self._sort_in(progress, cancelled)
        backup.backup_now(self.seat.database, self.seat.folder)

    def _backed_up(self, _result: None) -> None:
        self._show_backup()

    def _sort_in(self, _progress: object, _cancelled: object) -> None:
        with self.seat.database.work(self.seat.clerk) as work:
            people.sort_in(work)

    def _sort_in_if_many(self) -> None:
        with self.seat.database.reading(self.seat.clerk) as work:
            many = people.many_wait(work)
        if many:
            self._jobs.run(self._sort_in, self._backed_up)

    def _show_backup(self) -> None:
        self.window.status.show_backup(_backup_text(self.seat.folder))

    @Slot(int)
    def _on_picked(self, person_id: int) -> None:
        page = self.window.current_page()
        key = self.window.current_key()
        if page is None or key in ("settings", "reports", "till"):
            page = self.window.show_page("hall")
        turn()
        page.show_person(person_id)

    @Slot(str)
    def _on_news(self, topic: str) -> None:
        if topic == "settings":
            self._show_settings()
        elif topic == "people" and WRITE in self.seat.clerk.permissions:
            self._sort_in_if_many()

    @Slot(str)
    def _on_page(self, key: str) -> None:
        """导出列表 stands there only for who may. In the hall the next thing typed or swiped is a resident."""
        if key == "hall" and self.search is not None:
            self.search.take_focus()
        page = self.window.current_page()
        own = page is not None and page.EXPORTS
        self.window.status.export_button.setVisible(own or EXPORT in self.seat.clerk.permissions)

    @Slot(object)
    def _on_export(self, view: RowsView) -> None:
        def go() -> None:
            require(self.seat.clerk, EXPORT)
            table = table_of(view)
            with self.seat.database.work(self.seat.clerk) as work:
                work.note("export", table.title, 行数=len(table.rows))
            self._jobs.run(partial(_as_workbook, table), partial(self._save_export, table.title), title="导出")

        self.context.messages.guard(go)

    def _save_export(self, title: str, content: bytes) -> None:
        self.context.printing.save(content, safe_file_name(title, ".xlsx"), self.window)

    @Slot()
    def _on_printer(self) -> None:
        self.window.status.show_printer(self.context.printing.status())

    @Slot()
    def _on_closing(self) -> None:
        self._state.keep_window(self.window)
        self.closed.emit()


def _as_workbook(table: Table, _progress: object, _cancelled: object) -> bytes:
    return workbook((table,))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _backup_text(folder: DataFolder) -> str:
    made = backup.backups(folder.backups)
    if not made:
        return "还没有备份"
    return f"备份 {made[0].made_at:%m-%d %H:%M} {'已校验' if made[0].verified else '未校验'}"
