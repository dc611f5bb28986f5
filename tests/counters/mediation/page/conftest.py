"""The mediation page in the real window on a real database."""

from collections.abc import Callable
from functools import partial

import pytest

from shequ_desk.counters.mediation.counter import COUNTER
from shequ_desk.store.database import Database
from tests.counters.desk_kit import Windows
from tests.counters.mediation.page.kit import Room

Open = Callable[..., Room]


@pytest.fixture
def open_room(windows: Windows, desk: Database) -> Open:
    """Opens the window with the cases and the settings of mediation, at a size and for a clerk."""
    assert desk is windows.database
    return partial(windows.open, Room, COUNTER)


@pytest.fixture
def room(open_room: Open) -> Room:
    """The window for a clerk with every right."""
    return open_room()
