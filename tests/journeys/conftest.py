"""A small demonstration community in its own data folder, and a clerk's hands on the real program."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shequ_desk import demo
from shequ_desk.kernel.clock import FixedClock
from shequ_desk.office import service as office
from shequ_desk.office.rules import Account
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.journeys.driver import CTRL, Driver

LOGIN, PASSWORD = "wanglan", "Lunch-330203"
OTHER = "Dinner-330203"
LUNCH_TIME = datetime(2026, 11, 20, 11, 42)


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """About 600 residents and one month of lunches, made once."""
    place = tmp_path_factory.mktemp("community")
    plan = demo.Plan(seed=7, months=1, residents=600)
    demo.fill(DataFolder(place), FixedClock(LUNCH_TIME), plan, LOGIN, PASSWORD).database.close()
    return place


@pytest.fixture
def driver(qapp: QApplication, community: Path, tmp_path: Path) -> Iterator[Driver]:
    """The program open on a copy of the community, the login on show."""
    place = tmp_path / "data"
    shutil.copytree(community, place)
    hands = Driver(DataFolder(place), RunningClock(LUNCH_TIME), tmp_path / "papers")
    hands.desk.open()
    yield hands
    hands.leave()


@pytest.fixture
def seated(driver: Driver) -> Driver:
    """王岚 is signed in."""
    driver.sign_in(LOGIN, PASSWORD)
    return driver


@pytest.fixture
def newcomer(qapp: QApplication, tmp_path: Path) -> Iterator[Driver]:
    """The program open on an empty folder, the first question on show."""
    hands = Driver(DataFolder(tmp_path / "data"), RunningClock(LUNCH_TIME), tmp_path / "papers")
    hands.desk.open()
    yield hands
    hands.leave()


def sign_in_as(driver: Driver, role: str) -> None:
    """Give somebody an account with this role alone and change over to it."""
    driver.sign_in(LOGIN, PASSWORD)
    seat = driver.shell.seat
    with seat.database.work(seat.clerk) as work:
        office.add_account(work, seat.database, seat.keys, Account(0, f"only{role}", "陈敏", (role,)), OTHER)
    driver.press(Qt.Key.Key_L, CTRL)
    driver.answer_login(OTHER, f"only{role}")
    driver.shell.window.show_page("hall")
    driver.settle()
