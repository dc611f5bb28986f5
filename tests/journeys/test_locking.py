"""The locked desk, and another clerk who takes the seat."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from shequ_desk.counters.canteen.page.till_page import CanteenPage
from shequ_desk.desk.messages import Recorder
from shequ_desk.desk.speaker import QuestionSheet
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.people.page.people_page import PeoplePage
from shequ_desk.people.page.register_sheet import RegisterSheet
from shequ_desk.store import backup
from tests.journeys.conftest import LOGIN, PASSWORD
from tests.journeys.driver import CTRL, Driver


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
