"""A disk that does not write: a read-only folder, a full disk."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from shequ_desk.desk.sheets import Sheet
from shequ_desk.store.folder import DataFolder
from shequ_desk.till import service as till
from tests.clocks import RunningClock
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import CTRL, Driver


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
