"""A dressed application, a founded centre, a desk around it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.office.service import Seat
from shequ_desk.store.database import Database
from shequ_desk.store.folder import DataFolder
from tests.office.kit import CLERK, Office, found, open_office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in normal size."""
    theme.apply(qapp, theme.NORMAL)
    return qapp


@pytest.fixture
def messages(dressed: QApplication) -> Messages:
    """Messages nobody shows."""
    return Messages(dressed)


@pytest.fixture
def jobs(messages: Messages) -> Iterator[Jobs]:
    """Job lanes, shut down afterwards."""
    made = Jobs(messages)
    yield made
    made.shutdown()


@pytest.fixture
def office_seat(folder: DataFolder, database: Database) -> Seat:
    """The founder's seat, without a desk."""
    return found(folder, database, CLERK)[0]


@pytest.fixture
def office(folder: DataFolder, database: Database, jobs: Jobs, messages: Messages, tmp_path: Path) -> Office:
    """A centre with Wang Lan, who may do everything, in front of the desk."""
    seat, recovery = found(folder, database, CLERK)
    return open_office(seat, recovery, jobs, messages, Recorder(messages), tmp_path)
