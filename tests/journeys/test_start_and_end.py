"""The program starts and ends: the last backup, a second program on the folder, a start cut short."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from shequ_desk.store import backup
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.desk import looks
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import CTRL, Driver

SECOND = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shequ_desk import app
from shequ_desk.desk import application

def read():
    for window in QApplication.topLevelWidgets():
        if type(window).__name__ == "Notice":
            print(window.message.text(), window.way_out.text(), flush=True)
            window.close()

class Waiting(QApplication):
    def exec(self):
        self.timer = QTimer(interval=50)
        self.timer.timeout.connect(read)
        self.timer.start()
        return super().exec()

application.QApplication = Waiting
sys.exit(app.main(["--data", sys.argv[1]]))
"""


WHOLE_DAY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shequ_desk import app
from shequ_desk.desk import application

class Clerk(QApplication):
    def exec(self):
        self.asked = False
        self.timer = QTimer(interval=50)
        self.timer.timeout.connect(self.look)
        self.timer.start()
        return super().exec()

    def look(self):
        for window in self.topLevelWidgets():
            kind = type(window).__name__
            if kind == "LoginWindow" and window.isVisible() and not self.asked:
                self.asked = True
                window.submitted.emit(sys.argv[2], sys.argv[3])
            elif kind == "MainWindow" and window.isVisible() and window.current_key():
                print(window.current_key(), flush=True)
                window.close()

application.QApplication = Clerk
sys.exit(app.main([f"--data={sys.argv[1]}"]))
"""


@pytest.fixture
def first(qapp: QApplication, community: Path, tmp_path: Path) -> Iterator[Driver]:
    """A program that holds its folder, as the real one does."""
    shutil.copytree(community, tmp_path / "data")
    hands = Driver(DataFolder(tmp_path / "data"), RunningClock(LUNCH_TIME), tmp_path / "papers", alone=True)
    hands.desk.open()
    hands.sign_in(LOGIN, PASSWORD)
    yield hands
    hands.leave()


def start(*arguments: str) -> subprocess.Popen[str]:
    """Another Python with the program in it."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "SHEQU_DESK_PASSWORD": PASSWORD}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env=environment
    )


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_second_program_says_so_and_calls_the_first(first: Driver) -> None:
    first.shell.window.showMinimized()
    second = start("-c", SECOND, str(first.desk.folder.path))
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "程序已打开" in said
    assert "切换到已打开的窗口" in said
    first.wait(lambda: not first.shell.window.isMinimized(), "the first window in front")


def test_the_real_program_ends_with_its_window(community: Path, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    shutil.copytree(community, folder.path)
    program = start("-c", WHOLE_DAY, str(folder.path), LOGIN, PASSWORD)
    said, trouble = program.communicate(timeout=60)
    assert (program.returncode, said.split()) == (0, ["hall"]), trouble
    assert not folder.running.exists()
    newest = backup.backups(folder.backups)[0]
    assert newest.verified
    assert not list(folder.path.glob("desk.db-*"))


def test_a_program_shut_as_soon_as_it_is_painted_starts_nothing_more(
    qapp: QApplication, community: Path, tmp_path: Path
) -> None:
    folder = DataFolder(shutil.copytree(community, tmp_path / "data"))
    hands = Driver(folder, RunningClock(LUNCH_TIME), tmp_path / "papers", alone=True)
    hands.desk.open()
    assert hands.desk.login is not None
    painted = QSignalSpy(hands.desk.login.painted)
    hands.wait(lambda: painted.count() > 0, "the login painted")
    hands.leave()
    over = QElapsedTimer()
    over.start()
    hands.wait(lambda: over.elapsed() > 200, "the time a start takes to go on")
    assert hands.desk.jobs.idle()
    assert not folder.running.exists()


def test_a_command_on_an_open_folder_is_refused(first: Driver) -> None:
    place = str(first.desk.folder.path)
    command = start("-m", "shequ_desk", "--data", place, "verify", "--user", LOGIN)
    _, said = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "程序已打开" in said


@pytest.mark.parametrize("locked", [False, True])
def test_closing_makes_the_last_backup(seated: Driver, locked: bool) -> None:
    folder = seated.desk.folder
    seated.desk.clock.tick(timedelta(minutes=20))  # type: ignore[attr-defined]
    seat = seated.shell.seat
    with seat.database.work(seat.clerk) as work:
        work.note("look", "test")
    before = seated.desk.clock.now()
    if locked:
        seated.press(Qt.Key.Key_L, CTRL)
        assert seated.desk.login is not None
        seated.desk.login.close()
    else:
        seated.shell.window.close()
    seated.settle()
    newest = backup.backups(folder.backups)[0]
    assert newest.made_at > before
    assert newest.verified
    assert seated.windows() == []
    assert not seated.shell._idle.isActive()
    assert not seated.shell._hourly.isActive()


def _something_new(seated: Driver) -> None:
    """Twenty minutes later there is something to back up."""
    seated.desk.clock.tick(timedelta(minutes=20))  # type: ignore[attr-defined]
    seat = seated.shell.seat
    with seat.database.work(seat.clerk) as work:
        work.note("look", "test")


def test_a_last_backup_that_fails_is_said(seated: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_handle: int) -> None:
        raise OSError(28, "no space")

    _something_new(seated)
    monkeypatch.setattr("os.fsync", fails)
    seated.shell.window.close()
    seated.settle()
    monkeypatch.undo()
    assert seated.windows() == ["Notice"]
    notice = seated.desk.notice
    assert notice is not None
    assert "关闭前的备份没有做成" in notice.message.text()
    assert "数据已经保存" in notice.way_out.text()
    assert looks.clipped(notice) == []
    notice.close()


def test_the_program_ends_even_when_its_last_backup_breaks(seated: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_handle: int) -> None:
        raise RuntimeError("not one of the troubles")

    ended: list[bool] = []
    monkeypatch.setattr(type(seated.desk), "_quit", lambda _desk: ended.append(True))
    _something_new(seated)
    monkeypatch.setattr("os.fsync", breaks)
    seated.shell.window.close()
    seated.wait(lambda: ended, "the end")
    monkeypatch.undo()
    assert seated.windows() == []
