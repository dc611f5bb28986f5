"""The canteen's pages in the real window on a real database."""

from collections.abc import Callable
from functools import partial

import pytest

from shequ_desk.counters.canteen.counter import COUNTER
from shequ_desk.store.database import Database
from tests.counters.canteen.page.kit import Desk
from tests.counters.desk_kit import Windows

Open = Callable[..., Desk]


@pytest.fixture
def open_desk(windows: Windows, preset: Database) -> Open:
    """Opens the window with the till and the settings of the canteen, at a size and for a clerk."""
    assert preset is windows.database
    return partial(windows.open, Desk, COUNTER)


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    """The window for a clerk with every right."""
    return open_desk()
