"""A dressed application: Fusion, the bundled font, one pixel per pixel."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shequ_desk.desk import theme
from shequ_desk.desk.jobs import Jobs
from shequ_desk.desk.messages import Messages, Recorder
from shequ_desk.desk.state import State

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The application in normal size."""
    theme.apply(qapp, theme.NORMAL)
    return qapp


@pytest.fixture
def messages(dressed: QApplication) -> Messages:
    """Messages nobody shows."""
    return Messages(dressed)


@pytest.fixture
def recorder(messages: Messages) -> Recorder:
    """Listens to `messages`."""
    return Recorder(messages)


@pytest.fixture
def jobs(messages: Messages) -> Iterator[Jobs]:
    """Job lanes, shut down afterwards."""
    made = Jobs(messages)
    yield made
    made.shutdown()


@pytest.fixture
def state(tmp_path: Path) -> State:
    """An empty window.ini."""
    return State(tmp_path)
