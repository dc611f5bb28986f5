"""The canteen's pages in the real window on a real database."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from shequ_desk.counters.canteen.counter import COUNTER
from shequ_desk.store.database import Database
from tests.counters.canteen.kit import CLERK, resident
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


@pytest.fixture
def elders(preset: Database) -> tuple[int, int]:
    """陈阿毛, 82, and 周月娥, 64."""
    with preset.work(CLERK) as work:
        return resident(work, "陈阿毛", date(1944, 5, 1)), resident(work, "周月娥", date(1962, 3, 1))
