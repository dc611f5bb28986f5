"""The window around any counter's page."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shequ_desk.store.database import Database
from tests.counters.desk_kit import Windows
from tests.desk.around import Around, Tray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Windows]:
    """Opens windows on the test's database."""
    tray = Tray()
    around = Around(qapp, database, tmp_path, tray)
    yield Windows(qtbot, around, tray)
    around.close()
