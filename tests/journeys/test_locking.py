"""The locked desk, another clerk, the end of the day, a second program on the folder, a disk that does not write."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from sqlalchemy import event, select

from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.sheets import Sheet
from shequ_desk.desk.speaker import QuestionSheet
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.people import service as people
from shequ_desk.people.page.people_page import PeoplePage
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.people.rules import Draft
from shequ_desk.people.tables import NewKeys
from shequ_desk.store import backup
from shequ_desk.store.folder import DataFolder
from shequ_desk.till import service as till
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
def seated(driver: Driver) -> Driver:
    """王岚 is signed in."""
    driver.sign_in(LOGIN, PASSWORD)
    return driver


def error(driver: Driver) -> str:
    """The red line under the password of the login on show."""
    assert driver.desk.login is not None
    return driver.desk.login.entry.form.rows["password"].error()


def test_ctrl_l_hides_everything_and_the_password_brings_the_same_page_back(seated: Driver) -> None:
    seated.press(Qt.Key.Key_F3)
    seated.press(Qt.Key.Key_L, CTRL)
    assert seated.windows() == ["LoginWindow"]
    seated.answer_login("guess-1")
    assert "密码不对" in error(seated)
    seated.answer_login("guess-2")
    seated.answer_login("guess-3")
    assert "请等 5 秒再试" in error(seated)
    seated.answer_login(PASSWORD)
    assert "连续输错 3 次" in error(seated)
    seated.desk.clock.tick(timedelta(seconds=5))  # type: ignore[attr-defined]
    seated.answer_login(PASSWORD)
    assert seated.windows() == ["MainWindow"]
    assert isinstance(seated.page, CanteenPage)


def test_the_idle_time_locks_open_sheets_away_too(seated: Driver) -> None:
    page = seated.show("people")
    assert isinstance(page, PeoplePage)
    page.register()
    sheet = seated.sheet(RegisterSheet)
    sheet.fields.name.setText("仇英")
    assert seated.shell._idle.isActive()
    seated.shell._idle.timeout.emit()
    assert seated.windows() == ["LoginWindow"]
    seated.answer_login(PASSWORD)
    seated.wait(lambda: seated.sheets(RegisterSheet), "the sheet again")
    assert seated.sheet(RegisterSheet).fields.name.text() == "仇英"
    assert sheet.isModal()


@pytest.mark.parametrize("sheet", [False, True])
def test_typing_starts_the_idle_time_anew(seated: Driver, sheet: bool) -> None:
    page = seated.show("people")
    assert isinstance(page, PeoplePage)
    if sheet:
        page.register()
        seated.sheet(RegisterSheet).activateWindow()
        seated.wait(seated.sheet(RegisterSheet).isActiveWindow, "the sheet in front")
    idle = seated.shell._idle
    idle.setTimerType(Qt.TimerType.PreciseTimer)
    idle.start()
    seated.wait(lambda: idle.remainingTime() < idle.interval() - 20, "some idle time")
    waited = idle.remainingTime()
    native = QApplication.focusWindow()
    assert native is not None
    QTest.keyClick(native, Qt.Key.Key_Shift)
    assert waited < idle.remainingTime() <= idle.interval()


def test_what_is_asked_while_locked_waits(seated: Driver) -> None:
    seated.press(Qt.Key.Key_L, CTRL)
    seated.desk.messages.ask_once("收据没有打出来", "重打", seated.settle)
    seated.settle()
    assert seated.windows() == ["LoginWindow"]
    seated.answer_login(PASSWORD)
    seated.wait(lambda: seated.sheets(QuestionSheet), "the question")


def test_another_clerk_takes_the_seat(seated: Driver) -> None:
    seat = seated.shell.seat
    with seat.database.work(seat.clerk) as work:
        account = Account(0, "chenmin", "陈敏", ("canteen",))
        office.add_account(work, seat.database, seat.keys, account, "Noodles-at-noon-41")
    page = seated.show("people")
    assert isinstance(page, PeoplePage)
    page.register()
    before = seated.shell
    before._idle.timeout.emit()
    seated.answer_login("Noodles-at-noon-41", "chenmin")
    assert seated.shell is not before
    assert (seated.shell.seat.clerk.name, seated.shell.window.current_key()) == ("陈敏", "hall")
    assert seated.windows() == ["MainWindow"]
    seated.desk.messages.ask_once("一个问题", "好", seated.settle)
    seated.settle()
    assert len(seated.sheets(QuestionSheet)) == 1


def test_a_backup_that_ends_after_another_clerk_sat_down_harms_nobody(
    seated: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, recorder, gate, back_up = seated.shell, Recorder(seated.desk.messages), threading.Event(), backup.backup_now
    seat = before.seat
    with seat.database.work(seat.clerk) as work:
        account = Account(0, "chenmin", "陈敏", ("canteen",))
        office.add_account(work, seat.database, seat.keys, account, "Noodles-at-noon-41")

    def slowly(*given: Any) -> backup.Backup:
        gate.wait(20)
        return back_up(*given)

    monkeypatch.setattr(backup, "backup_now", slowly)
    seated.desk.clock.tick(timedelta(hours=2))  # type: ignore[attr-defined]
    before._hourly.timeout.emit()
    seated.press(Qt.Key.Key_L, CTRL)
    assert seated.desk.login is not None
    seated.desk.login.submitted.emit("chenmin", "Noodles-at-noon-41")
    seated.wait(lambda: seated.desk.shell is not before, "the other clerk")
    assert not seated.desk.jobs.idle()
    gate.set()
    seated.settle()
    seated.wait(lambda: not isValid(before.window), "the window that was left is gone")
    assert recorder.troubles == []
    assert backup.backups(seat.folder.backups)[0].verified


def test_who_gave_a_role_away_comes_back_without_it(seated: Driver) -> None:
    seat, before = seated.shell.seat, seated.shell
    with seat.database.work(seat.clerk) as work:
        own = next(account for account in office.accounts(work) if account.login == LOGIN)
        office.change_account(work, seat.keys, replace(own, roles=("admin",)))
    seated.press(Qt.Key.Key_L, CTRL)
    seated.answer_login(PASSWORD)
    assert seated.shell is not before
    assert seated.shell.pages() == ["hall", "settings"]


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


def test_a_command_on_an_open_folder_is_refused(first: Driver) -> None:
    place = str(first.desk.folder.path)
    command = start("-m", "shequ_desk", "--data", place, "verify", "--user", LOGIN)
    _, said = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "程序已打开" in said


def test_a_read_only_folder_lets_a_clerk_look(
    qapp: QApplication, community: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(community, tmp_path / "data")
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)
    driver = Driver(DataFolder(tmp_path / "data"), RunningClock(LUNCH_TIME), tmp_path / "papers", alone=True)
    driver.desk.open()
    driver.sign_in(LOGIN, PASSWORD)
    for key in driver.shell.pages():
        driver.show(key)
    assert "只读" in _refused_lunch(driver)
    driver.leave()


def test_a_full_disk_is_said_and_the_lunch_can_be_settled_later(seated: Driver) -> None:
    database = seated.shell.seat.database
    with database.reading(seated.shell.seat.clerk) as work:
        before = len(till.receipts_of_day(work, work.today))

    def fill(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(database.engine, "connect", fill)
    database.close()
    assert "磁盘" in _refused_lunch(seated)
    event.remove(database.engine, "connect", fill)
    database.close()
    seated.press(Qt.Key.Key_Return)
    seated.wait(lambda: seated.printer.papers, "the receipt")
    with database.reading(seated.shell.seat.clerk) as work:
        receipts = till.receipts_of_day(work, work.today)
    assert len(receipts) == before + 1
    assert int(receipts[-1].number[-6:]) == int(receipts[-2].number[-6:]) + 1


def _refused_lunch(driver: Driver) -> str:
    """Try to settle one lunch; returns what is said instead."""
    driver.press(Qt.Key.Key_F3)
    driver.press(Qt.Key.Key_G, CTRL)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    driver.wait(lambda: driver.sheets(Sheet), "the trouble on show")
    assert driver.printer.papers == []
    sheet = driver.sheet(Sheet)
    said = sheet.title.text()
    sheet.accept()
    return said


def test_the_hourly_job_sorts_new_search_keys_in(seated: Driver) -> None:
    seat = seated.shell.seat
    with seat.database.work(seat.clerk) as work:
        person = people.register(work, Draft("仇英", no_number_reason="访客"))
    seated.desk.clock.tick(timedelta(hours=2))  # type: ignore[attr-defined]
    seated.shell._hourly.timeout.emit()
    seated.settle()
    with seat.database.reading(seat.clerk) as work:
        assert work.connection.execute(select(NewKeys)).all() == []
        assert person in [hit.person_id for hit in people.search(work, "仇英")]


def test_many_new_residents_are_sorted_in_before_the_hour_is_over(seated: Driver) -> None:
    seat = seated.shell.seat
    for place in range(100):
        with seat.database.work(seat.clerk) as work:
            people.register(work, Draft(f"仇{chr(0x4E00 + place)}", no_number_reason="访客"))
    seated.settle()
    with seat.database.reading(seat.clerk) as work:
        assert work.connection.execute(select(NewKeys)).all() == []
        assert len(people.search(work, "仇", 300)) >= 100


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
