"""The first run is closed at an awkward moment: the new centre's file is closed, and the founder can sign in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shequ_desk.catalogue import GRANTS
from shequ_desk.office import service as office
from shequ_desk.store.folder import DataFolder
from tests.clocks import RunningClock
from tests.journeys.conftest import LOGIN, LUNCH_TIME, PASSWORD
from tests.journeys.driver import Driver
from tests.journeys.test_first_day import centre_and_admin


@pytest.mark.parametrize("shown", [True, False], ids=["recovery key on show", "still founding"])
def test_closing_right_after_founding_closes_the_file(qapp: QApplication, tmp_path: Path, shown: bool) -> None:
    folder, clock = DataFolder(tmp_path / "data"), RunningClock(LUNCH_TIME)
    driver = Driver(folder, clock, tmp_path / "papers")
    driver.desk.open()
    wizard = driver.desk.wizard
    assert wizard is not None
    wizard.activateWindow()
    driver.wait(wizard.isActiveWindow, "the wizard in front")
    centre_and_admin(driver, wizard)
    driver.press(Qt.Key.Key_Return)
    driver.wait(lambda: wizard.at() is wizard.recovery if shown else folder.database.exists(), "the centre")
    driver.leave()
    assert sorted(path.name for path in folder.path.glob("desk.db*")) == ["desk.db"]
    seat = office.enter(folder, LOGIN, PASSWORD, clock, GRANTS)
    seat.database.close()
    assert seat.clerk.name == "王岚"
