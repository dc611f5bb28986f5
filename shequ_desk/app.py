"""Composition root: folder → lock → sign in (or found) → window. The only file that knows everything.

The login is painted before anything heavy is loaded; the rest comes while the clerk types (loading.py). Only this file
and desk/jobs.py may defer imports.
"""

import logging
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from shequ_desk.desk import theme
from shequ_desk.desk.application import make_application
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages
from shequ_desk.desk.state import State
from shequ_desk.kernel.clock import Clock, SystemClock
from shequ_desk.kernel.errors import DeskError, Trouble
from shequ_desk.loading import Loading
from shequ_desk.office.page.login import LoginWindow
from shequ_desk.store.folder import DataFolder, default_path

if TYPE_CHECKING:
    from shequ_desk.desk.printing import Printer, Printing
    from shequ_desk.first_run import FirstRun
    from shequ_desk.hall.gather import DayView
    from shequ_desk.office.page.frame import EntryWindow
    from shequ_desk.office.page.notice import Notice
    from shequ_desk.office.page.wizard import Wizard
    from shequ_desk.office.service import Seat
    from shequ_desk.shell import Shell
    from shequ_desk.store.lock import FolderLock

_POLL_MS = 1000
log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """The window, on the folder after --data if one is named."""
    words = "=".join(arguments).split("=", 1)
    return run(DataFolder(Path(words[1]) if arguments else default_path()), SystemClock())


def run(folder: DataFolder, clock: Clock) -> int:
    """Open the window on a data folder and stay until it is closed."""
    application = make_application()
    desk = Desk(folder, clock, alone=True)
    desk.open()
    code = application.exec()
    desk.shut()
    return 1 if desk.notice is not None else code


class Desk(QObject):
    """From the login to the last backup. Signal `seated()`: a clerk's window is open.

    `alone` keeps other programs out of the folder, from the moment the first window is painted.
    """

    seated = Signal()

    def __init__(self, folder: DataFolder, clock: Clock, alone: bool = False, printer: "Printer | None" = None) -> None:
        super().__init__()
        self.folder, self.clock = folder, clock
        self.messages = Messages()
        self.jobs = Jobs(self.messages)
        self.jobs.jobs_changed.connect(self._let_go)
        self.state = State(folder.path)
        self.login: LoginWindow | None = None
        self.first: FirstRun | None = None
        self.shell: Shell | None = None
        self._leaving: list[Shell] = []
        self.notice: Notice | None = None
        self._alone, self._logging, self._printer = alone, False, printer
        self._lock: FolderLock | None = None
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle_in)
        self._loading = Loading(self.jobs)
        sys.excepthook = self._on_bug

    @cached_property
    def printing(self) -> "Printing":
        """Printers and PDF pictures: loaded when a window wants them."""
        from shequ_desk.desk.printing import Printing

        return Printing(self.jobs, self.messages, self.state, self._printer)

    def open(self) -> None:
        """Dress the application and show the login, or the first-run questions in an empty folder."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setQuitOnLastWindowClosed(False)
        theme.apply(application, theme.LARGE if self.state.large() else theme.NORMAL)
        if self.folder.running.exists() and not self._take_folder():
            return
        if self.folder.is_set_up:
            self._show_login()
        else:
            self._show_wizard()
        self._poll.start()

    def shut(self) -> None:
        """Wait for jobs, give the folder back."""
        for running in (self._poll, self._soon, self._loading):
            running.stop()
        self.jobs.shutdown()
        self._let_go()
        for seated in (self.first, self.shell):
            if seated is not None and seated.seat is not None:
                seated.seat.database.close()
        if self._lock is not None:
            self._lock.release()
        sys.excepthook = sys.__excepthook__

    def _show_login(self, last: str = "") -> None:
        self.login = LoginWindow(last or self.state.text("login/last"))
        self.login.submitted.connect(self._on_submitted)
        self.login.recovered.connect(self._on_recovered)
        self.login.restore_wanted.connect(self._on_restore_wanted)
        self._show_entry(self.login)

    @property
    def wizard(self) -> "Wizard | None":
        """The questions of the first run, or of a backup to bring back, while they are asked."""
        return self.first.window if self.first is not None else None

    def _show_wizard(self) -> None:
        from shequ_desk.first_run import FirstRun

        self.first = FirstRun(self.folder, self.clock, self.jobs, self.messages, self.printing)
        self.first.founded.connect(self._on_founded)
        self.first.restored.connect(self._on_restored)
        self.first.window.left.connect(self._on_left)
        self._show_entry(self.first.window)

    def _show_entry(self, window: "EntryWindow") -> None:
        window.closed.connect(self._on_login_closed)
        window.painted.connect(self._on_painted)
        window.show()

    @Slot()
    def _on_painted(self) -> None:
        self._soon.start()

    @Slot()
    def _settle_in(self) -> None:
        if self._take_folder():
            self._loading.start()

    def _take_folder(self) -> bool:
        """Keep other programs out of the folder and start the log; False when a notice says why not."""
        if not self._alone or self._lock is not None:
            return True
        from shequ_desk.store.lock import AlreadyOpen, FolderLock, request_front

        lock = FolderLock(self.folder, self.clock)
        try:
            lock.acquire()
            self._keep_log()
        except DeskError as error:
            if isinstance(error, AlreadyOpen):
                request_front(self.folder)
            self._only_say(error)
            return False
        self._lock = lock
        return True

    def _keep_log(self) -> None:
        if self._alone and not self._logging:
            from shequ_desk.store.log import start_logging

            self._logging = True
            start_logging(self.folder.logs)

    def _only_say(self, error: DeskError) -> None:
        from shequ_desk.office.page.notice import Notice

        QApplication.setQuitOnLastWindowClosed(True)
        self.notice = Notice(error.message, error.way_out)
        self.notice.show()
        for window in (self.login, self.wizard):
            if window is not None:
                window.hide()

    @Slot(str, str)
    def _on_submitted(self, login: str, password: str) -> None:
        def work(_progress: object, _cancelled: object) -> "tuple[Seat, DayView | None]":
            from shequ_desk.catalogue import GRANTS
            from shequ_desk.office import service as office

            here = self.shell.seat if self.shell is not None else None
            if here is not None and login == here.clerk.login and office.unlock(here, password, GRANTS):
                return here, None
            seat = office.enter(self.folder, login, password, self.clock, GRANTS)
            return seat, _look_round(seat)

        self.jobs.run(work, self._on_entered, self._on_refused)

    @Slot(str, str, str)
    def _on_recovered(self, recovery: str, login: str, password: str) -> None:
        def work(_progress: object, _cancelled: object) -> tuple[str, str]:
            from shequ_desk.office import service as office

            office.recover(self.folder, recovery, login, password, self.clock)
            return login, password

        def done(known: tuple[str, str]) -> None:
            self._on_submitted(*known)

        self.jobs.run(work, done, self._on_refused)

    def _on_refused(self, error: DeskError) -> None:
        assert self.login is not None
        self.login.show_error(error)

    def _on_entered(self, entered: "tuple[Seat, DayView | None]") -> None:
        seat, day = entered
        self.state.remember("login/last", seat.clerk.login)
        if self.shell is None:
            self._seat(seat, day)
        elif seat is self.shell.seat:
            self.shell.unlock()
        else:
            self._change_seat(seat, day)
        self._close_login()

    def _seat(self, seat: "Seat", day: "DayView | None" = None) -> None:
        from shequ_desk.shell import Shell

        self.shell = Shell(seat, self.jobs, self.messages, self.state, self.printing, day)
        self.shell.lock_wanted.connect(self._on_lock)
        self.shell.closed.connect(self._on_closed)
        self.shell.open()
        self.seated.emit()

    def _change_seat(self, seat: "Seat", day: "DayView | None") -> None:
        self._leave_seat()
        self._seat(seat, day)

    def _leave_seat(self) -> None:
        if self.shell is not None:
            before, self.shell = self.shell, None
            before.close()
            before.seat.database.close()
            self._leaving.append(before)
            self._let_go()

    @Slot()
    def _let_go(self) -> None:
        """A window that was left stays, hidden, until no job can come back to its pages any more."""
        if self.jobs.idle():
            for left in self._leaving:
                left.window.deleteLater()
                left.seat.database.close()
            self._leaving.clear()

    @Slot(object)
    def _on_founded(self, seat: "Seat") -> None:
        self.state.remember("login/last", seat.clerk.login)
        self._seat(seat)
        self._close_first()

    @Slot()
    def _on_restore_wanted(self) -> None:
        """The data does not open: whoever holds the recovery sheet may bring a backup back."""
        self._leave_seat()
        self._close_login()
        self._show_wizard()

    @Slot()
    def _on_left(self) -> None:
        self._close_first()
        self._show_login()

    @Slot(str)
    def _on_restored(self, words: str) -> None:
        self._on_left()
        assert self.login is not None
        self.login.say(words)

    def _close_first(self) -> None:
        assert self.first is not None
        self.first.window.hide()
        self.first.window.deleteLater()
        self.first = None

    def _close_login(self) -> None:
        if self.login is not None:
            self.login.hide()
            self.login.deleteLater()
            self.login = None

    @Slot()
    def _on_lock(self) -> None:
        if self.shell is not None and self.login is None:
            self.shell.lock()
            self._show_login(self.shell.seat.clerk.login)

    @Slot()
    def _on_login_closed(self) -> None:
        if self.shell is not None:
            self.shell.close()
            self._on_closed()
        else:
            self._quit()

    @Slot()
    def _on_closed(self) -> None:
        assert self.shell is not None
        self.shell.close()
        self.jobs.jobs_changed.connect(self._on_jobs_changed, QtCore.Qt.ConnectionType.QueuedConnection)
        self.jobs.run(self.shell.last_backup, _loaded, self._on_backup_failed, title="备份")

    @Slot()
    def _on_jobs_changed(self) -> None:
        """However the last backup ended: without a window nothing may stay behind."""
        if self.jobs.idle() and self.notice is None:
            self._quit()

    def _on_backup_failed(self, error: DeskError) -> None:
        log.warning("last backup failed: %s", error.message)
        self._only_say(Trouble(f"关闭前的备份没有做成：{error.message}", f"数据已经保存。{error.way_out}"))

    def _quit(self) -> None:
        QApplication.quit()

    @Slot()
    def _on_poll(self) -> None:
        if self._lock is not None and self._lock.front_requested():
            shell = self.shell.window if self.shell is not None else None
            for window in (self.login, self.wizard, shell):
                if window is not None:
                    _to_front(window)
                    return

    def _on_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._keep_log()
        log.error("unexpected", exc_info=(kind, error, trace))
        self.messages.apologise()


def _look_round(seat: "Seat") -> "DayView":
    """Read what the hall shows first."""
    from shequ_desk.catalogue import COUNTERS
    from shequ_desk.hall import gather

    with seat.database.reading(seat.clerk) as work:
        return gather.day(work, COUNTERS)


def _loaded(_result: None) -> None:
    return None


def _to_front(window: QWidget) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()
